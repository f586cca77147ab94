"""A messenger that keeps what really arrived."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from digests.messenger import PermanentFailure, TransientFailure, UnknownOutcome
from domain.audience import EMPLOYEES, Audience
from domain.digest import Digest

Failure = PermanentFailure | TransientFailure | UnknownOutcome | RuntimeError


@dataclass
class FakeMessenger:
    """Implements ``digests.messenger.Messenger``.

    ``failures`` are raised one by one before anything arrives; ``dies_after_arrival`` raises once,
    after the message arrived and before its sender could know.
    """

    arrived: list[tuple[str, str, Digest]] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    dies_after_arrival: BaseException | None = None
    seen_by: Audience = EMPLOYEES
    unreadable: bool = False
    told: list[tuple[str, str]] = field(default_factory=list)

    async def audience(self, target: str) -> Audience:
        return self.seen_by

    async def send(self, target: str, digest: Digest, key: str, begin: Callable[[], None]) -> str:
        begin()
        if self.failures:
            raise self.failures.pop(0)
        self.arrived.append((target, key, digest))
        if self.dies_after_arrival is not None:
            death, self.dies_after_arrival = self.dies_after_arrival, None
            raise death
        return f"{target}:{len(self.arrived)}"

    async def find(self, target: str, key: str, since: datetime | None = None) -> str | None:
        if self.unreadable:
            raise TransientFailure("The history cannot be read.")
        keys = [(to, sent) for to, sent, _ in self.arrived]
        return f"{target}:{keys.index((target, key)) + 1}" if (target, key) in keys else None

    async def tell(self, person: str, words: str) -> None:
        self.told.append((person, words))
