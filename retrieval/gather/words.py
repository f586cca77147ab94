"""Words and numbers about a step or a topic: quotes that agree, one that does not, and a count."""

from collections.abc import Sequence

from domain.trend import MOVED, Change, Verdict
from retrieval.book import EvidenceBook
from retrieval.corpus import Filter, Tally
from retrieval.disagreement import Disagreement
from retrieval.finding import ApartFound, ChangeFound, CountFound, WordsFound
from retrieval.label import series_label
from retrieval.library import Library
from retrieval.quoting import Quoter, disagrees, mood, quotable, readable
from retrieval.search import Hit

_LIKE = 0.75
_CLOSELY = 3
_PLAIN = 2
# On the questions developed on, 86 in 100 quotes within this of the nearest were on the subject,
# and 60 in 100 of the others.
_OFF = 0.1


def gather_quotes(
    library: Library,
    book: EvidenceBook,
    hits: Sequence[Hit],
    target: str,
    limit: int = 2,
    *,
    leaning: int = 0,
    one_sided: bool = False,
) -> list[WordsFound]:
    """``limit`` quotes that lean the way most of them do, and one that disagrees if there is one
    that is as near to the subject.

    Of long ones, the sentences nearest to ``target`` are quoted. ``leaning`` sets the way
    beforehand; ``one_sided`` leaves out who disagrees, where only one side was asked for. What the
    CX team featured comes first.
    """
    sayable = [hit for hit in hits if quotable(hit.record)]
    fit = [hit for hit in sayable if readable(hit.record)] or sayable
    fit = sorted(fit, key=lambda hit: not hit.record.featured)
    leaning = leaning or _leaning(fit)
    agreeing = [hit for hit in fit if mood(hit.record) * leaning >= 0]
    plain = [hit for hit in agreeing if mood(hit.record) == leaning]
    strong = plain if one_sided and plain else _plainly_first(agreeing, leaning)
    chosen = library.searcher.diversify(_near_the_nearest(strong), limit, _LIKE)
    quoter = Quoter(book, library.searcher.embedder)
    quotes = [quoter.quote(hit.record, target) for hit in chosen]
    if one_sided or not chosen:
        return quotes
    near = fit[: _CLOSELY * limit]
    least = min(hit.closeness for hit in chosen)
    against = [h for h in near if disagrees(h.record, leaning) and h.closeness >= least]
    return quotes + [quoter.quote(hit.record, target, differs=True) for hit in against[:1]]


def _near_the_nearest(hits: Sequence[Hit]) -> list[Hit]:
    """Without those that are so much farther from the subject that they may be off it."""
    nearest = max((hit.closeness for hit in hits), default=0.0)
    return [hit for hit in hits if hit.closeness >= nearest - _OFF or hit.record.featured]


def _plainly_first(hits: Sequence[Hit], leaning: int) -> list[Hit]:
    """Nearest first; to be plainly of this mind is worth two places."""
    places = {hit.record.key: at for at, hit in enumerate(hits)}

    def place(hit: Hit) -> int:
        plain = mood(hit.record) == leaning
        return (not hit.record.featured) * len(hits) + places[hit.record.key] - _PLAIN * plain

    return sorted(hits, key=place)


def _leaning(hits: Sequence[Hit]) -> int:
    moods = sum(mood(hit.record) for hit in hits)
    return (moods > 0) - (moods < 0)


def gather_count(
    library: Library, book: EvidenceBook, name: str, subject: str, tally: Tally
) -> list[CountFound]:
    """How many comments and what share is negative; nothing where there are none."""
    if not tally.n:
        return []
    ref = book.add_tally(name, subject, tally, library.group)
    return [CountFound(ref=ref, subject=subject, rated=bool(tally.rated))]


def gather_changes(
    book: EvidenceBook, changes: Sequence[Change], limit: int = 1
) -> list[ChangeFound]:
    """The measured changes that tell most: moved ones first, of these what was not counted from
    the same comments that are quoted beside it."""
    telling = sorted(changes, key=lambda c: (c.verdict not in MOVED, c.series.computed, c.doubt))
    return [cite_change(book, change) for change in telling[:limit]]


def cite_change(book: EvidenceBook, change: Change) -> ChangeFound:
    return ChangeFound(
        ref=book.add_change(change),
        metric=series_label(change.series),
        verdict=change.verdict,
        compared=change.baseline is not None and change.verdict is not Verdict.TOO_FEW,
        counted=change.n is not None,
    )


def cite_apart(book: EvidenceBook, pair: Disagreement) -> ApartFound:
    """Where a score and what customers say moved apart."""
    score, words = pair.score, pair.words
    return ApartFound(
        score=book.add_change(score),
        score_name=series_label(score.series),
        words=book.add_change(words),
        words_name=series_label(words.series),
        verdict=words.verdict,
    )


def changes_at(library: Library, steps: Sequence[str], metrics: Sequence[str] = ()) -> list[Change]:
    """What was measured at these steps; failing that, the metrics named."""
    here = [change for change in library.changes if change.series.step in steps]
    return here or [change for change in library.changes if change.series.metric in metrics]


def count_at(library: Library, wanted: Filter) -> Tally:
    return library.corpus.tally(None, wanted)
