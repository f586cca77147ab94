"""What changed?"""

from collections.abc import Collection, Sequence

from domain.answer import Intent, Path, Question
from domain.evidence import Kind
from domain.trend import MOVED, Change
from retrieval.book import EvidenceBook
from retrieval.disagreement import Disagreement
from retrieval.finding import Finding, Findings
from retrieval.gather.subject import find_place
from retrieval.gather.topic import gather_step
from retrieval.gather.words import changes_at, cite_apart, gather_changes, gather_quotes
from retrieval.label import series_label
from retrieval.library import Library
from retrieval.note import trend_note
from retrieval.relevance import keep_nearest
from retrieval.search import Hit
from retrieval.words import coverage, topic_words

_TIME_WORDS = frozenset(
    """
    lately recent recently month months week weeks year years quarter quarters last past new since
    metric metrics number numbers score scores trend trends rise rising fall falling better worse
    improve improved improving time times developed developing development evolved going happened
    since summer winter spring autumn january february march april may june july august september
    october november december now today yesterday real really effort level levels rate rates
    up down higher lower faster slower longer shorter
    """.split()  # noqa: SIM905 - a list of words reads best as words
)


_TRENDS = frozenset({Kind.TREND})
_MEANT, _SURELY_MEANT = 0.38, 0.55
_CALLED = 0.99
_PER_WORD, _ALIKE, _LOOKED_AT = 0.3, 0.05, 12


def gather_changed(library: Library, question: Question) -> Findings:
    """Measured changes of what is asked about (or of the role's own steps and metrics), then the
    words and the step of the first that moved."""
    asked = [word for word in topic_words(question.text) if word not in _TIME_WORDS]
    looked_at = _named(library, asked) if asked else _own(library, question)
    if not looked_at:
        about = ", ".join(asked) or "your steps and metrics"
        missing = (
            f"Nothing is measured about {about}. Needed: a trend with its number of answers"
            " (hearback import trend FILE)."
        )
        return Findings(question=question, intent=Intent.WHAT_CHANGED, missing=missing)
    book = EvidenceBook()
    moved = [change for change in looked_at if change.verdict in MOVED]
    found: list[Finding] = [cite_apart(book, pair) for pair in _apart(library, moved)]
    found += gather_changes(book, moved or looked_at, limit=3 if moved else 2)
    told, paths = _told(library, book, question, moved or looked_at)
    return Findings(
        question=question,
        intent=Intent.WHAT_CHANGED,
        found=(*found, *told),
        evidence=book.evidence,
        paths=paths,
    )


def _apart(library: Library, moved: Sequence[Change]) -> list[Disagreement]:
    """The surest of the pairs that moved apart, if any of what is asked about is in one."""
    asked = {change.series.id for change in moved}
    pairs = library.disagreements
    return [p for p in pairs if {p.score.series.id, p.words.series.id} & asked][:1]


def _told(
    library: Library, book: EvidenceBook, question: Question, changes: Sequence[Change]
) -> tuple[list[Finding], tuple[Path, ...]]:
    """Words and journey at the step of the change that tells most."""
    first = min(changes, key=lambda change: change.doubt)
    step = first.series.step
    if step is None or step not in library.graph.steps:
        return [], ()
    about = f"{library.graph.steps[step][1].name} {series_label(first.series)}"
    hits = keep_nearest(library.search(about, library.wanted(step=step)))
    quotes = gather_quotes(library, book, hits, about)
    lived, paths = gather_step(library, book, question, step)
    return [*quotes, *lived], paths


def _named(library: Library, asked: Sequence[str]) -> list[Change]:
    """The series that the words asked for mean: by their words, or else by their meaning; failing
    both, what is measured at the step that they name."""
    hits = library.search(" ".join(asked), library.wanted(kinds=_TRENDS), _LOOKED_AT)
    fits = {hit.record.id: hit.closeness + _PER_WORD * hit.covered for hit in hits if _meant(hit)}
    best = max(fits.values(), default=0.0)
    known = {trend_note(change.series.id): change for change in library.changes}
    named = [known[name] for name, fit in fits.items() if fit >= best - _ALIKE and name in known]
    named += _counted(library, asked, {change.series.id for change in named})
    if named:
        return named
    place = find_place(library, asked)
    return changes_at(library, sorted(place.steps)) if place else []


def _counted(library: Library, asked: Sequence[str], known: Collection[str]) -> list[Change]:
    """The computed series that the words asked for name; they have no text that is searched."""
    found = [c for c in library.changes if c.series.computed and c.series.id not in known]
    fits = {change.series.id: coverage(asked, series_label(change.series)) for change in found}
    best = max(fits.values(), default=0.0)
    return [c for c in found if best >= _CALLED and fits[c.series.id] == best]


def _meant(hit: Hit) -> bool:
    return hit.closeness >= _SURELY_MEANT or (hit.covered > 0 and hit.closeness >= _MEANT)


def _own(library: Library, question: Question) -> list[Change]:
    steps = library.graph.reach(question.role).steps
    metrics = library.graph.roles[question.role].metrics
    own = [c for c in library.changes if c.series.step in steps or c.series.metric in metrics]
    return own or list(library.changes)
