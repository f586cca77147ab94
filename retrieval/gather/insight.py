"""What the CX team has made of it: insights at a step, and about what was asked."""

from collections.abc import Sequence
from dataclasses import replace

from domain.evidence import Kind
from domain.insight import Insight
from retrieval.book import EvidenceBook
from retrieval.corpus import Filter, Record
from retrieval.finding import Aged, InsightFound
from retrieval.library import Library
from retrieval.note import INSIGHTS, describe_outside, insight_note
from retrieval.relevance import keep_relevant

_KINDS = frozenset({Kind.INSIGHT})


def insights_about(
    library: Library, book: EvidenceBook, question: str, asked: Sequence[str], limit: int = 2
) -> list[InsightFound]:
    """Insights about the words asked for, the nearest first."""
    if not asked or not library.insights:
        return []
    hits = keep_relevant(library, library.search(question, _wanted(library), 10), asked)
    return _cite(library, book, [hit.record for hit in hits[:limit]])


def insights_at(
    library: Library,
    book: EvidenceBook,
    step: str,
    limit: int = 1,
    *,
    told: frozenset[str] = frozenset(),
) -> list[InsightFound]:
    """Insights about a step, the newest first, without those that were ``told`` before."""
    names = {insight_note(each.id) for each in library.insights if each.step == step} - told
    held = library.corpus.named(sorted(names), _wanted(library)).values() if names else ()
    newest = sorted(held, key=lambda record: (str(record.occurred_at), record.id), reverse=True)
    return _cite(library, book, newest[:limit])


def _wanted(library: Library) -> Filter:
    return replace(library.wanted(kinds=_KINDS), where={"source": INSIGHTS})


def _cite(library: Library, book: EvidenceBook, records: Sequence[Record]) -> list[InsightFound]:
    """Only what stands now: the index may be a moment behind a withdrawal."""
    known = {insight_note(each.id): each for each in library.insights}
    return [
        _found(library, book, record, known[record.id]) for record in records if record.id in known
    ]


def _found(library: Library, book: EvidenceBook, record: Record, insight: Insight) -> InsightFound:
    as_of = library.as_of
    aged = [
        Aged(describe_outside(each), f"age {number}", is_old=each.is_old(as_of))
        for number, each in enumerate(insight.outside, start=1)
    ]
    return InsightFound(
        ref=book.add_insight(record, insight, as_of),
        claim=insight.claim,
        kind=insight.kind,
        owner=insight.owner,
        day=insight.day,
        aged=tuple(aged),
    )
