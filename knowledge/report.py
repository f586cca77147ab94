"""What became of an import."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """Counts of rows (points for a trend, turns for a transcript), and what a person should know.

    ``redacted`` counts what was replaced, by type. ``rejects_file`` is None when nothing was
    rejected. ``forgotten`` counts rows of customers who asked to be forgotten. ``notes`` are plain
    sentences: what was assumed, what could not be placed. ``stages`` are processor seconds.
    """

    read: int
    imported: int
    duplicates: int
    rejected: int
    redacted: dict[str, int] = field(default_factory=dict)
    rejects_file: Path | None = None
    seconds: float = 0.0
    notes: list[str] = field(default_factory=list)
    stages: dict[str, float] = field(default_factory=dict)
    forgotten: int = 0


@dataclass(slots=True)
class Tally:
    """The running counts of one import."""

    read: int = 0
    imported: int = 0
    rejected: int = 0
    redacted: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    forgotten: int = 0

    def report(
        self,
        *,
        rejects_file: Path | None,
        seconds: float,
        stages: Mapping[str, float] = MappingProxyType({}),
    ) -> ImportReport:
        return ImportReport(
            read=self.read,
            imported=self.imported,
            duplicates=self.read - self.imported - self.rejected - self.forgotten,
            rejected=self.rejected,
            redacted=dict(sorted(self.redacted.items())),
            rejects_file=rejects_file,
            seconds=round(seconds, 3),
            notes=[*self.notes, *self._forgotten_note()],
            forgotten=self.forgotten,
            stages=dict(stages),
        )

    def _forgotten_note(self) -> list[str]:
        if not self.forgotten:
            return []
        return [f"{self.forgotten:,} left out: forgotten customers are not imported again."]
