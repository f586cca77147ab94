"""A role's digest of a period: what moved, what customers said, one step, what others did, one
next thing to do. Short, and only if it earns the send."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from digests.chart import Picture, draw_change
from digests.telling import tell_done
from domain.digest import Digest, Section, SectionKind
from domain.error import BadInput
from domain.evidence import Kind
from domain.period import Period
from domain.picture import DrawnPicture
from domain.statement import Statement, flaw
from domain.trend import MOVED, Change
from knowledge.journey_picture import around_step, draw_journey
from retrieval.book import EvidenceBook, change_name
from retrieval.corpus import Filter, Record, once
from retrieval.finding import (
    Finding,
    NextFound,
    ShareFound,
    StepFound,
)
from retrieval.gather.insight import insights_at
from retrieval.gather.words import cite_change
from retrieval.label import format_window
from retrieval.library import Library
from retrieval.quoting import Quoter, disagrees, mood, readable
from retrieval.ripple import step_note
from retrieval.words import words
from retrieval.writer import write_finding

_FEWEST_NEW = 3
_TELLING = 20
_CHANGES, _QUOTES, _ALIKE = 2, 2, 0.75


@dataclass(frozen=True)
class Reader:
    """Whom a digest is for: a role, and the names of what it was told before."""

    role: str
    told: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Heard:
    """The period's comments on what the role touches, and what was moving."""

    comments: Sequence[Record]
    fresh: Sequence[Record]
    moved: Sequence[Change]


def build_digest(library: Library, reader: Reader, period: Period, picture: Picture) -> Digest:
    """The digest, or the reason why there is none. ``picture`` says where a chart goes."""
    heard = _hear(library, reader, period)
    if not heard.moved and len(heard.fresh) < _FEWEST_NEW:
        return Digest(role=reader.role, period=period, reason=_too_little(heard))
    book = EvidenceBook()
    planned = [
        (SectionKind.MOVED, "What moved", _moved(book, heard)),
        (SectionKind.WORDS, "What customers said", _words(library, book, heard)),
        (SectionKind.DISAGREES, "And one who disagrees", _disagrees(library, book, heard)),
        (SectionKind.STEP, "One step in focus", _step(library, book, heard, reader.told)),
        (
            SectionKind.DONE,
            "We heard, we did",
            tell_done(library, book, period, reader.role, reader.told),
        ),
        (SectionKind.NEXT, "One next thing", _next(library, book, heard)),
    ]
    written = [(kind, title, _write(book, found)) for kind, title, found in planned]
    sections = tuple(Section(kind, title, told) for kind, title, told in written if told)
    chart = draw_change(heard.moved[0], picture) if heard.moved else None
    return Digest(
        role=reader.role,
        period=period,
        sections=sections,
        evidence=book.evidence,
        reason=None if sections else "nothing of what was found may be shown here",
        chart=chart.path if chart else None,
        chart_alt=chart.alt if chart else "",
        journey=_draw_focus(library, heard, picture),
    )


def _hear(library: Library, reader: Reader, period: Period) -> _Heard:
    records = _comments(library, reader, period)
    moved = [c for c in _own_changes(library, reader) if c.verdict in MOVED]
    moved = [change for change in moved if change_name(change) not in reader.told]
    return _Heard(
        comments=records,
        fresh=[record for record in records if record.id not in reader.told],
        moved=sorted(moved, key=lambda change: change.p_value or 1.0)[:_CHANGES],
    )


def _comments(library: Library, reader: Reader, period: Period) -> list[Record]:
    reach = library.graph.reach(reader.role)
    wanted = replace(
        library.wanted(),
        since=period.first_day,
        until=period.last_day,
        # A role without any known path is told what all customers said.
        reach=reach if reach.steps or reach.themes else None,
    )
    # A form letter that came a hundred times is one opinion.
    return once(library.corpus.records(library.corpus.matching(wanted).tolist()))


def _own_changes(library: Library, reader: Reader) -> list[Change]:
    steps = library.graph.reach(reader.role).steps
    role = library.graph.roles.get(reader.role)
    metrics = role.metrics if role else ()
    own = [c for c in library.changes if c.series.step in steps or c.series.metric in metrics]
    return own if steps or metrics else list(library.changes)


def _too_little(heard: _Heard) -> str:
    comments = len(heard.fresh)
    said = {0: "no new comment", 1: "one new comment"}.get(comments, f"{comments} new comments")
    return f"nothing moved, and there was {said} on what this role touches"


def _moved(book: EvidenceBook, heard: _Heard) -> list[Finding]:
    return [cite_change(book, change) for change in heard.moved]


def _words(library: Library, book: EvidenceBook, heard: _Heard) -> list[Finding]:
    """The commonest theme with its share, and comments that stand for it."""
    theme, leaning = _main_theme(heard), _leaning(heard)
    found: list[Finding] = []
    typical = [record for record in heard.fresh if readable(record)] or list(heard.fresh)
    if theme:
        found.append(_share(library, book, heard, theme))
        typical = [record for record in typical if theme in record.themes] or typical
    agreeing = [record for record in typical if mood(record) == leaning] or typical
    quoter = Quoter(book, library.searcher.embedder)
    # What a whole comment says is nearest to itself: its most central sentences are quoted.
    return found + [quoter.quote(r, r.text) for r in _representative(library, agreeing)]


def _main_theme(heard: _Heard) -> str | None:
    themes = Counter(theme for record in heard.comments for theme in record.themes)
    return themes.most_common(1)[0][0] if themes else None


def _share(library: Library, book: EvidenceBook, heard: _Heard, theme: str) -> ShareFound:
    part = sum(theme in record.themes for record in heard.comments)
    dates = sorted(record.occurred_at for record in heard.comments if record.occurred_at)
    window = format_window(dates[0], dates[-1]) if dates else "undated"
    subject = theme.replace("-", " ")
    ref = book.add_share(subject, part, len(heard.comments), window=window, audience=library.group)
    return ShareFound(ref=ref, subject=subject)


def _leaning(heard: _Heard) -> int:
    moods = sum(mood(record) for record in heard.comments)
    return 1 if moods > 0 else -1


def _representative(library: Library, records: Sequence[Record]) -> list[Record]:
    """The comments nearest to the middle of all of them, no two alike; featured ones first.

    A comment that tells something in a few sentences stands for others better than a bare line.
    """
    vectors = library.corpus.vectors_of([record.key for record in records])
    held = [record for record in records if record.key in vectors]
    if not held:
        return []
    middle = np.mean([vectors[record.key] for record in held], axis=0)

    def rank(record: Record) -> tuple[bool, float, int]:
        telling = min(len(words(record.text)), _TELLING) / _TELLING
        typical = float(np.dot(vectors[record.key], middle))
        return not record.featured, -(typical + telling / 3), record.key

    ranked = sorted(held, key=rank)
    chosen: list[Record] = []
    for record in ranked:
        mine = vectors[record.key]
        if all(float(np.dot(mine, vectors[other.key])) < _ALIKE for other in chosen):
            chosen.append(record)
        if len(chosen) == _QUOTES:
            break
    return chosen


def _disagrees(library: Library, book: EvidenceBook, heard: _Heard) -> list[Finding]:
    """Somebody of another mind about the same theme or step."""
    leaning, focus = _leaning(heard), _focus(library, heard)
    main = _main_theme(heard)
    against = [
        record
        for record in heard.fresh
        if disagrees(record, leaning)
        and readable(record)
        and (record.step == focus or main in record.themes)
    ]
    strongest = sorted(against, key=lambda r: (not r.featured, -abs(r.sentiment or 0), r.key))
    quoter = Quoter(book, library.searcher.embedder)
    return [quoter.quote(record, record.text) for record in strongest[:1]]


def _focus(library: Library, heard: _Heard) -> str | None:
    """The step of what moved most, or else the one most spoken about."""
    steps = [c.series.step for c in heard.moved if c.series.step in library.graph.steps]
    if steps:
        return steps[0]
    known = Counter(r.step for r in heard.comments if r.step in library.graph.steps)
    return known.most_common(1)[0][0] if known else None


def _draw_focus(library: Library, heard: _Heard, picture: Picture) -> DrawnPicture | None:
    """The steps around the one in focus, with counts that this audience may see.

    A picture that cannot be drawn is left out: the digest says what it shows.
    """
    if picture.folder is None or (focus := _shown_focus(library, heard)) is None:
        return None
    journey, step = library.graph.steps[focus]
    part = around_step(journey, step.id)
    path = picture.folder / f"{picture.name}-journey.png"
    try:
        drawn = draw_journey(part, path, library.at_step, focus=step.id)
    except BadInput:
        return None
    return DrawnPicture(str(drawn.path), drawn.alt, "journey")


def _shown_focus(library: Library, heard: _Heard) -> str | None:
    """The step in focus, if this audience may see the map that it is from."""
    focus = _focus(library, heard)
    if focus is None:
        return None
    wanted = Filter(audience=library.audience, kinds=frozenset({Kind.JOURNEY}))
    return focus if library.corpus.named([step_note(focus)], wanted) else None


def _step(
    library: Library, book: EvidenceBook, heard: _Heard, told: frozenset[str]
) -> list[Finding]:
    """What the step feels like, and the newest insight about it that this reader does not know."""
    cited = _cite_focus(library, book, heard)
    if cited is None:
        return []
    step_ref, ref = cited
    _, step = library.graph.steps[step_ref]
    found: list[Finding] = []
    if step.feeling:
        because = step.evoked_by
        found.append(StepFound(step=step.name, feeling=step.feeling, because=because, ref=ref))
    return [*found, *insights_at(library, book, step_ref, told=told)]


def _next(library: Library, book: EvidenceBook, heard: _Heard) -> list[Finding]:
    cited = _cite_focus(library, book, heard)
    if cited is None or not (future := library.graph.steps[cited[0]][1].future):
        return []
    return [NextFound(step=library.graph.steps[cited[0]][1].name, aim=future, ref=cited[1])]


def _cite_focus(library: Library, book: EvidenceBook, heard: _Heard) -> tuple[str, str] | None:
    focus = _focus(library, heard)
    if focus is None:
        return None
    wanted = Filter(audience=library.audience, kinds=frozenset({Kind.JOURNEY}))
    held = library.corpus.named([step_note(focus)], wanted)
    return (focus, book.add_record(held[step_note(focus)])) if held else None


def _write(book: EvidenceBook, found: Sequence[Finding]) -> tuple[Statement, ...]:
    """The statements that hold; one that cannot be traced is left out."""
    held = book.by_ref
    written = [write_finding(each, held) for each in found]
    return tuple(statement for statement in written if flaw(statement, held) is None)
