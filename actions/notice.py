"""The ledger through which what leaves about an action leaves once."""

from datetime import datetime, timedelta
from typing import Protocol


class Notices(Protocol):
    """One row for each key, claimed before anything is sent."""

    def claim(self, key: str, now: datetime, lease: timedelta) -> int | None:
        """Which attempt this is, or None if another has it, or it is settled."""

    def sent(self, key: str) -> None: ...

    def failed(self, key: str, reason: str) -> None: ...

    def postpone(self, key: str, until: datetime, reason: str) -> None: ...

    def release(self, key: str) -> None: ...

    def state(self, key: str) -> tuple[str, str | None] | None: ...
