"""What connectors need of storage."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class ConnectorState:
    """How far a connector came. ``position`` is ``Position.document()``, or a folder's files."""

    name: str
    position: Mapping[str, Any]
    last_run: datetime | None = None
    last_error: str | None = None
    imported: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """A stored comment of a source. ``decided`` says that a person has looked at it."""

    id: str
    content_hash: str
    score: float | None
    decided: bool


class ConnectorStore(Protocol):
    def state(self, name: str) -> ConnectorState | None:
        """How far the connector of this name came, or None if it never ran."""
        ...

    def save(self, state: ConnectorState) -> None:
        """Keep a state in place of the one of its name."""
        ...

    def held(self, source: str, references: Collection[str]) -> dict[str, list[Held]]:
        """What is stored of a source under these ids of its own, whatever its state."""
        ...

    def let_go(self, ids: Collection[str]) -> int:
        """Remove comments that nobody has decided about; how many were."""
        ...

    def set_score(self, id: str, score: float | None) -> None:  # noqa: A002 - its name elsewhere
        """Correct the score of a stored comment."""
        ...
