"""What do customers say about X, and why is it so?"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from domain.answer import Intent, Path, Question
from domain.evidence import Kind
from domain.trend import Change
from retrieval.book import EvidenceBook
from retrieval.finding import CountFound, Finding, Findings, StepFound
from retrieval.gather.insight import insights_about
from retrieval.gather.path import cite_path, rank_ripples
from retrieval.gather.subject import Place, asked_mood, called_so, find_place, subject_words
from retrieval.gather.words import changes_at, gather_changes, gather_count, gather_quotes
from retrieval.label import metric_label
from retrieval.library import Library
from retrieval.relevance import keep_certain, keep_nearest, keep_relevant
from retrieval.ripple import step_note
from retrieval.search import Hit
from retrieval.words import coverage

_ENOUGH = 3
_AT_PLACE = 0.3
_CURATED = frozenset({Kind.JOURNEY})


def gather_topic(library: Library, question: Question, intent: Intent) -> Findings:
    """Quotes, a count, the step where it is lived, what was measured there, and the way to it.

    A why-question is told the step's cause and the responsibility behind it first.
    """
    asked = subject_words(question.text)
    place = None
    if asked:
        place = find_place(library, asked, question.role) or called_so(library, asked)
    hits = _relevant(library, asked, place) if asked else []
    book = EvidenceBook()
    if not hits:
        return Findings(
            question=question,
            intent=intent,
            found=tuple(insights_about(library, book, question.text, asked)),
            evidence=book.evidence,
            missing=_missing(question, asked),
        )
    step = step_lived(library, hits)
    lived, paths = gather_step(library, book, question, step) if step else ([], ())
    asked_for = asked_mood(question.text)
    leaning = asked_for or (-1 if intent is Intent.WHY else 0)
    quotes = gather_quotes(
        library, book, hits, " ".join(asked), leaning=leaning, one_sided=bool(asked_for)
    )
    spoken: list[Finding] = [*quotes, *_counted(library, book, hits, asked)]
    moved = gather_changes(book, measured(library, step, asked))
    found = [*lived, *spoken, *moved] if intent is Intent.WHY else [*spoken, *moved, *lived]
    found += insights_about(library, book, question.text, asked)
    return Findings(
        question=question,
        intent=intent,
        found=tuple(found),
        evidence=book.evidence,
        paths=paths,
    )


def _relevant(library: Library, asked: Sequence[str], place: Place | None) -> list[Hit]:
    """Comments about the words asked for, or about the responsibility or step that they name."""
    phrase = " ".join(asked)
    hits = library.search(phrase)
    if place is None:
        return keep_nearest(keep_certain(library, hits, asked), asked)
    about = keep_relevant(library, hits, asked)
    held = {hit.record.key for hit in about}
    hits = library.search(f"{phrase}. {place.told}") if place.named else hits
    there = [hit for hit in hits if hit.record.key in held or _is_there(hit, place)]
    return keep_nearest(there, asked, place.steps)


def _is_there(hit: Hit, place: Place) -> bool:
    at_place = hit.record.step in place.steps or bool(place.themes & set(hit.record.themes))
    return at_place and hit.closeness >= _AT_PLACE


def _missing(question: Question, asked: Sequence[str]) -> str:
    about = f" about {', '.join(asked)}" if asked else ""
    return (
        f"No comment, measurement or journey step that may be shown here speaks{about}."
        " Needed: comments from customers who have lived it. The question was put on the"
        " CX team’s list."
    )


def _counted(
    library: Library, book: EvidenceBook, hits: list[Hit], asked: list[str]
) -> list[CountFound]:
    """Comments that hold the words asked for; where hardly any do, those on the main theme."""
    wanted = library.wanted()
    keys = library.corpus.holding_all(asked, wanted).tolist()
    if len(keys) >= _ENOUGH:
        subject = f"With the word{'s' if len(asked) > 1 else ''} {', '.join(asked)}"
        return gather_count(library, book, subject, subject, library.corpus.tally(keys, wanted))
    themes = Counter(theme for hit in hits[:10] for theme in hit.record.themes)
    if not themes:
        return []
    theme = themes.most_common(1)[0][0]
    tally = library.corpus.tally(None, replace(wanted, where={"theme": theme}))
    return gather_count(library, book, theme, f"On the theme {theme.replace('-', ' ')}", tally)


def gather_step(
    library: Library, book: EvidenceBook, question: Question, step_ref: str
) -> tuple[list[Finding], tuple[Path, ...]]:
    """What the step is like, and the asking role's strongest way to it."""
    _, step = library.graph.steps[step_ref]
    notes = library.corpus.named([step_note(step_ref)], library.wanted(kinds=_CURATED))
    found: list[Finding] = []
    for record in notes.values():
        if step.feeling:
            ref = book.add_record(record)
            found.append(
                StepFound(step=step.name, feeling=step.feeling, because=step.evoked_by, ref=ref)
            )
    ways = [each for each in library.graph.ripples(question.role) if each.step_ref == step_ref]
    cited = [
        cite for each in rank_ripples(library, ways)[:1] if (cite := cite_path(library, book, each))
    ]
    found += [finding for finding, _ in cited]
    return found, tuple(path for _, path in cited)


def step_lived(library: Library, hits: Sequence[Hit]) -> str | None:
    """The step that most of the best hits are about, if it is on a map."""
    steps = Counter(hit.record.step for hit in hits[:10] if hit.record.step in library.graph.steps)
    return steps.most_common(1)[0][0] if steps else None


def measured(library: Library, step: str | None, asked: Sequence[str]) -> list[Change]:
    """Series that the question names, or else those of the step."""
    imported = [change for change in library.changes if not change.series.computed]
    named = [c for c in imported if coverage(asked, metric_label(c.series.metric)) > 0]
    return named or (changes_at(library, [step]) if step else [])
