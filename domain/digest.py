"""What one role, person or channel is sent for one period."""

from dataclasses import dataclass
from enum import StrEnum

from domain.evidence import Evidence
from domain.period import Period
from domain.picture import DrawnPicture
from domain.statement import Statement


class SectionKind(StrEnum):
    MOVED = "moved"
    WORDS = "words"
    DISAGREES = "disagrees"
    STEP = "step"
    DONE = "done"
    NEXT = "next"
    INVITED = "invited"


@dataclass(frozen=True, slots=True)
class Section:
    kind: SectionKind
    title: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A role's digest of a period; ``skipped`` with its reason when nothing earns the send.

    ``chart`` is the path of the picture that was drawn, if one was; ``chart_alt`` says the same
    in words. ``journey`` is the picture of the steps around the one in focus.
    """

    role: str
    period: Period
    sections: tuple[Section, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    reason: str | None = None
    chart: str | None = None
    chart_alt: str = ""
    journey: DrawnPicture | None = None

    @property
    def pictures(self) -> tuple[DrawnPicture, ...]:
        chart = DrawnPicture(self.chart, self.chart_alt, "chart") if self.chart else None
        return tuple(each for each in (chart, self.journey) if each)

    @property
    def skipped(self) -> bool:
        return not self.sections

    def lines(self, section: Section) -> tuple[str, ...]:
        held = {item.ref: item for item in self.evidence}
        return tuple(statement.text(held) for statement in section.statements)


def told_name(evidence: Evidence) -> str:
    """Under which name a reader's memory keeps evidence: a measurement is new in every window."""
    return f"{evidence.id}@{evidence.window}" if evidence.window else evidence.id
