"""What changed?"""

from collections.abc import Sequence

from domain.answer import Intent, Path, Question
from domain.trend import MOVED, Change
from retrieval.book import EvidenceBook
from retrieval.finding import Finding, Findings
from retrieval.gather.topic import gather_step
from retrieval.gather.words import gather_changes, gather_quotes
from retrieval.label import series_label
from retrieval.library import Library
from retrieval.words import coverage, topic_words

_TIME_WORDS = frozenset(
    """
    lately recent recently month months week weeks year years quarter quarters last past new since
    metric metrics number numbers score scores trend trends rise rising fall falling better worse
    improve improved improving
    """.split()  # noqa: SIM905 - a list of words reads best as words
)


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
    found: list[Finding] = list(gather_changes(book, moved or looked_at, limit=3 if moved else 2))
    told, paths = _told(library, book, question, moved or looked_at)
    return Findings(
        question=question,
        intent=Intent.WHAT_CHANGED,
        found=(*found, *told),
        evidence=book.evidence,
        paths=paths,
    )


def _told(
    library: Library, book: EvidenceBook, question: Question, changes: Sequence[Change]
) -> tuple[list[Finding], tuple[Path, ...]]:
    """Words and journey at the step of the change that tells most."""
    first = min(changes, key=lambda change: change.p_value or 1.0)
    step = first.series.step
    if step is None or step not in library.graph.steps:
        return [], ()
    about = f"{library.graph.steps[step][1].name} {series_label(first.series)}"
    hits = library.search(about, library.wanted(step=step))
    quotes = gather_quotes(library, book, hits, about)
    lived, paths = gather_step(library, book, question, step)
    return [*quotes, *lived], paths


def _named(library: Library, asked: Sequence[str]) -> list[Change]:
    scored = [(coverage(asked, _described(library, change)), change) for change in library.changes]
    best = max((score for score, _ in scored), default=0)
    return [change for score, change in scored if score == best > 0]


def _described(library: Library, change: Change) -> str:
    held = library.graph.steps.get(change.series.step or "")
    step = f"{held[1].name} {held[1].what}" if held else ""
    return f"{series_label(change.series)} {step}"


def _own(library: Library, question: Question) -> list[Change]:
    steps = library.graph.reach(question.role).steps
    metrics = library.graph.roles[question.role].metrics
    own = [c for c in library.changes if c.series.step in steps or c.series.metric in metrics]
    return own or list(library.changes)
