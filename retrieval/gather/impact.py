"""How does my work affect customers? The strongest ripples, with words and numbers."""

from dataclasses import replace

from domain.answer import Intent, Question
from domain.trend import MOVED
from retrieval.book import EvidenceBook
from retrieval.finding import Finding, Findings
from retrieval.gather.insight import insights_at
from retrieval.gather.path import choose_distinct, cite_path, rank_ripples
from retrieval.gather.words import changes_at, gather_changes, gather_count, gather_quotes
from retrieval.library import Library
from retrieval.ripple import Ripple
from retrieval.words import coverage, topic_words, words

_PATHS = 3
_NEAR_LINK = 0.3


def gather_impact(library: Library, question: Question) -> Findings:
    ripples = library.graph.ripples(question.role)
    if not ripples:
        return Findings(
            question=question, intent=Intent.MY_IMPACT, missing=_no_path(library, question)
        )
    asked = _asked_about(library, question)
    fitting = _fitting(library, ripples, asked) if asked else ripples
    if not fitting:
        missing = (
            f"Nothing that is known about {_title(library, question)} has to do with"
            f" {', '.join(asked)}. Needed: a responsibility or journey step that names it."
        )
        return Findings(question=question, intent=Intent.MY_IMPACT, missing=missing)
    return _found(library, question, choose_distinct(rank_ripples(library, fitting), _PATHS))


def _found(library: Library, question: Question, ripples: list[Ripple]) -> Findings:
    book = EvidenceBook()
    cited = [(ripple, cite) for ripple in ripples if (cite := cite_path(library, book, ripple))]
    found: list[Finding] = []
    for number, (ripple, (finding, _)) in enumerate(cited):
        if number == 0:
            found.append(finding)
        found += gather_at_step(library, book, ripple, first=number == 0)
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
    library: Library, book: EvidenceBook, ripple: Ripple, *, first: bool
) -> list[Finding]:
    """What customers say where a ripple arrives, how many do, and what was measured there.

    After the first path, only a quote and what really moved: an answer is short, and the other
    paths stand above it in a line each.
    """
    duty = ripple.origin.responsibility
    about = f"{ripple.step.name}. {duty.name}. {ripple.links[0].how} {ripple.step.evoked_by}"
    hits = library.search(about, library.wanted(step=ripple.step_ref))
    near = [hit for hit in hits if hit.closeness >= _NEAR_LINK]
    touched = [hit for hit in near if set(hit.record.themes) & set(duty.themes)] or near
    tally = library.at_step(ripple.step_ref)
    leaning = -1 if tally.negative >= tally.positive else 1
    found: list[Finding] = []
    changes = changes_at(library, [ripple.step_ref])
    if not first:
        quotes = gather_quotes(library, book, touched, about, 1, leaning=leaning)
        moved = [change for change in changes if change.verdict in MOVED]
        there = [replace(quote, at=ripple.step.name) for quote in quotes[:1]]
        return [*there, *gather_changes(book, moved)]
    found += gather_changes(book, changes)
    found += gather_quotes(library, book, touched, about, leaning=leaning)
    found += gather_count(library, book, ripple.step_ref, f"At {ripple.step.name}", tally)
    return found


def _asked_about(library: Library, question: Question) -> list[str]:
    """What the question names beyond the role itself."""
    own = set(words(f"{question.role} {_title(library, question)}"))
    own |= {word for titles in library.graph.roles[question.role].titles for word in words(titles)}
    return [word for word in topic_words(question.text) if word not in own]


def _fitting(library: Library, ripples: list[Ripple], asked: list[str]) -> list[Ripple]:
    """The ripples that speak of what is asked about, by words, or else by meaning."""
    scores = [coverage(asked, _told(ripple)) for ripple in ripples]
    best = max(scores)
    if best > 0:
        return [ripple for ripple, score in zip(ripples, scores, strict=True) if score == best]
    hits = library.search(" ".join(asked), limit=10)
    near = {hit.record.step for hit in hits if hit.closeness >= _NEAR_LINK and hit.record.step}
    return [ripple for ripple in ripples if ripple.step_ref in near]


def _told(ripple: Ripple) -> str:
    duties = " ".join(f"{s.responsibility.name} {s.responsibility.text}" for s in ripple.stops)
    links = " ".join(link.how for link in ripple.links)
    return f"{duties} {links} {ripple.step.name} {ripple.step.what}"


def _title(library: Library, question: Question) -> str:
    return library.graph.roles[question.role].title


def _no_path(library: Library, question: Question) -> str:
    return (
        f"No path from {_title(library, question)} to customers is known that may be shown here."
        " Needed: its responsibilities, and the colleagues or journey steps that they reach"
        " (hearback import roles FILE, hearback import journey FILE)."
    )
