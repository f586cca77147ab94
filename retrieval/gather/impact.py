"""How does my work affect customers? The strongest ripples, with words and numbers."""

from collections.abc import Sequence
from dataclasses import replace

from domain.answer import Intent, Question
from domain.trend import MOVED
from retrieval.book import EvidenceBook
from retrieval.finding import Finding, Findings
from retrieval.gather.insight import insights_at
from retrieval.gather.path import choose_strongest, cite_path, told, weigh_ripples
from retrieval.gather.subject import asked_about, asks_of_oneself, fitting_ripples, pointed_at
from retrieval.gather.words import changes_at, gather_changes, gather_count, gather_quotes
from retrieval.library import Library
from retrieval.note import trend_note
from retrieval.relevance import keep_nearest
from retrieval.ripple import Ripple


def gather_impact(library: Library, question: Question) -> Findings:
    ripples = library.graph.ripples(question.role)
    if not ripples:
        return _nothing(question, _no_path(library, question))
    asked = asked_about(library, question)
    fitting = fitting_ripples(library, ripples, asked) if asked else []
    if fitting:
        near = pointed_at(weigh_ripples(library, fitting), asked)
        return _found(library, question, choose_strongest(near), asked)
    if asked and (library.unknown_share(asked) > 0 or not asks_of_oneself(question)):
        missing = (
            f"Nothing that is known about {_title(library, question)} has to do with"
            f" {', '.join(asked)}. Needed: a responsibility or journey step that names it."
        )
        return _nothing(question, missing)
    return _found(library, question, choose_strongest(weigh_ripples(library, ripples)))


def _nothing(question: Question, missing: str) -> Findings:
    return Findings(question=question, intent=Intent.MY_IMPACT, missing=missing)


def _found(
    library: Library, question: Question, ripples: list[Ripple], asked: Sequence[str] = ()
) -> Findings:
    book = EvidenceBook()
    cited = [(ripple, cite) for ripple in ripples if (cite := cite_path(library, book, ripple))]
    found: list[Finding] = []
    for number, (ripple, (finding, _)) in enumerate(cited):
        if number == 0:
            found.append(finding)
        found += gather_at_step(library, book, ripple, asked, first=number == 0)
        if number == 0:
            found += insights_at(library, book, ripple.step_ref)
    return Findings(
        question=question,
        intent=Intent.MY_IMPACT,
        found=tuple(found),
        evidence=book.evidence,
        paths=tuple(path for _, (_, path) in cited),
        missing="Nothing about this may be shown here.",
    )


def gather_at_step(
    library: Library,
    book: EvidenceBook,
    ripple: Ripple,
    asked: Sequence[str] = (),
    *,
    first: bool,
) -> list[Finding]:
    """What customers say about a responsibility, how many do, and what was measured.

    After the first path, only a quote and what really moved: an answer is short, and the other
    paths stand above it in a line each.
    """
    about = f"{' '.join(asked)}. {told(ripple)}" if asked else told(ripple)
    # Two paths to one step must not tell the same twice.
    cited = {item.id for item in book.evidence}
    unquoted = [hit for hit in library.search(about) if hit.record.id not in cited]
    hits = keep_nearest(unquoted, asked, {ripple.step_ref})
    tally = library.at_step(ripple.step_ref)
    leaning = -1 if tally.negative >= tally.positive else 1
    found: list[Finding] = []
    changes = changes_at(library, [ripple.step_ref])
    if not first:
        quotes = gather_quotes(library, book, hits, about, 1, leaning=leaning)
        moved = [
            change
            for change in changes
            if change.verdict in MOVED and trend_note(change.series.id) not in cited
        ]
        there = [replace(quote, at=ripple.step.name) for quote in quotes[:1]]
        return [*there, *gather_changes(book, moved)]
    found += gather_changes(book, changes)
    found += gather_quotes(library, book, hits, about, leaning=leaning)
    found += gather_count(library, book, ripple.step_ref, f"At {ripple.step.name}", tally)
    return found


def _title(library: Library, question: Question) -> str:
    return library.graph.roles[question.role].title


def _no_path(library: Library, question: Question) -> str:
    return (
        f"No path from {_title(library, question)} to customers is known that may be shown here."
        " Needed: its responsibilities, and the colleagues or journey steps that they reach"
        " (hearback import roles FILE, hearback import journey FILE)."
    )
