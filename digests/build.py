"""A role's digest of a period: what moved, what customers said, one step, what others did, one
next thing to do. Short, and only if it earns the send."""

from collections.abc import Sequence

from digests.chart import Picture, draw_change
from digests.focus import draw_focus, step_lived, step_wanted, way_to_step
from digests.hearing import Heard, Reader, hear, too_little
from digests.liked import liked_words
from digests.telling import tell_done
from digests.wording import other_mind, typical_words
from domain.digest import Digest, Section, SectionKind
from domain.period import Period
from domain.statement import Statement, flaw
from retrieval.book import EvidenceBook
from retrieval.finding import Finding
from retrieval.gather.words import cite_apart, cite_change
from retrieval.library import Library
from retrieval.writer import write_finding

Planned = tuple[SectionKind, str, list[Finding]]
_QUIET = "Nothing moved. This is what customers liked"


def build_digest(library: Library, reader: Reader, period: Period, picture: Picture) -> Digest:
    """The digest, or the reason why there is none. ``picture`` says where a chart goes."""
    heard = hear(library, reader, period)
    if not heard.is_enough and not reader.fond:
        return Digest(role=reader.role, period=period, reason=too_little(heard))
    book = EvidenceBook()
    planned = (
        _news(library, book, reader, heard, period)
        if heard.is_enough
        else [(SectionKind.LIKED, _QUIET, liked_words(library, book, reader, period))]
    )
    way = way_to_step(library, book, reader.role, heard) if heard.is_enough else None
    written = [(kind, title, write_held(book, found)) for kind, title, found in planned]
    sections = tuple(Section(kind, title, told) for kind, title, told in written if told)
    chart = draw_change(heard.moved[0], picture) if heard.moved else None
    return Digest(
        role=reader.role,
        period=period,
        sections=sections,
        evidence=book.evidence,
        reason=None if sections else _unsaid(heard),
        chart=chart.path if chart else None,
        chart_alt=chart.alt if chart else "",
        journey=draw_focus(library, heard, picture) if heard.is_enough else None,
        path=way,
    )


def _news(
    library: Library, book: EvidenceBook, reader: Reader, heard: Heard, period: Period
) -> list[Planned]:
    role, told = reader.role, reader.told
    return [
        (SectionKind.MOVED, "What moved", _moved(library, book, heard)),
        (SectionKind.WORDS, "What customers said", typical_words(library, book, heard)),
        (SectionKind.DISAGREES, "And one who disagrees", other_mind(library, book, heard)),
        (SectionKind.STEP, "One step in focus", step_lived(library, book, heard, told)),
        (SectionKind.DONE, "We heard, we did", tell_done(library, book, period, role, told)),
        (SectionKind.NEXT, "One next thing", step_wanted(library, book, heard)),
    ]


def _unsaid(heard: Heard) -> str:
    return "nothing of what was found may be shown here" if heard.is_enough else too_little(heard)


def _moved(library: Library, book: EvidenceBook, heard: Heard) -> list[Finding]:
    """Where score and words moved apart, that is the news; then what else moved."""
    shown = {change.series.id for change in heard.moved}
    pairs = [
        pair
        for pair in library.disagreements
        if {pair.score.series.id, pair.words.series.id} & shown
    ]
    apart: list[Finding] = [cite_apart(book, pair) for pair in pairs[:1]]
    told = {pairs[0].score.series.id, pairs[0].words.series.id} if pairs else set[str]()
    return apart + [cite_change(book, c) for c in heard.moved if c.series.id not in told]


def write_held(book: EvidenceBook, found: Sequence[Finding]) -> tuple[Statement, ...]:
    """The statements that hold; one that cannot be traced is left out."""
    held = book.by_ref
    written = [write_finding(each, held) for each in found]
    return tuple(statement for statement in written if flaw(statement, held) is None)
