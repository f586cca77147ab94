"""What one role, person or channel is sent for one period."""

from dataclasses import dataclass, replace
from enum import StrEnum

from domain.answer import Path
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
    LIKED = "liked"
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
    in words. ``journey`` is the picture of the steps around the one in focus, and ``path`` the way
    from the role's work to it.
    """

    role: str
    period: Period
    sections: tuple[Section, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    reason: str | None = None
    chart: str | None = None
    chart_alt: str = ""
    journey: DrawnPicture | None = None
    path: Path | None = None

    @property
    def pictures(self) -> tuple[DrawnPicture, ...]:
        chart = DrawnPicture(self.chart, self.chart_alt, "chart") if self.chart else None
        return tuple(each for each in (chart, self.journey) if each)

    @property
    def skipped(self) -> bool:
        return not self.sections

    @property
    def brief(self) -> tuple[Section, ...]:
        """What is seen first: one number, one voice, and one thing that was done or is next.

        Whoever reads no further has the point; ``sections`` holds the rest. An invitation is
        whole, because its buttons stand below it.
        """
        leading = [each for each in self.sections if each.kind in self._leading]
        return tuple(_first(each) for each in leading if each.statements)

    @property
    def _leading(self) -> set[SectionKind]:
        held = {section.kind for section in self.sections}
        ends = [kind for kind in (SectionKind.DONE, SectionKind.NEXT) if kind in held]
        always = (SectionKind.MOVED, SectionKind.WORDS, SectionKind.LIKED, SectionKind.INVITED)
        return {*always, *ends[:1]}

    def lines(self, section: Section) -> tuple[str, ...]:
        held = {item.ref: item for item in self.evidence}
        return tuple(statement.text(held) for statement in section.statements)


def _first(section: Section) -> Section:
    """Its first statement; of customers' words also the first that is one."""
    said = section.statements
    if section.kind is SectionKind.INVITED:
        return section
    voices = [each for each in said[1:] if each.quotes] if not said[0].quotes else []
    return replace(section, statements=(said[0], *voices[:1]))


def told_name(evidence: Evidence) -> str:
    """Under which name a reader's memory keeps evidence: a measurement is new in every window."""
    return f"{evidence.id}@{evidence.window}" if evidence.window else evidence.id
