"""What happens if we change X? Its responsibility and steps, words for and against, the unknown."""

from collections.abc import Sequence
from dataclasses import replace

from domain.answer import Intent, Path, Question
from domain.evidence import Kind
from retrieval.book import EvidenceBook
from retrieval.finding import Finding, Findings, UnknownFound
from retrieval.gather.insight import insights_at
from retrieval.gather.path import choose_distinct, cite_path, rank_ripples
from retrieval.gather.words import changes_at, gather_changes, gather_count, gather_quotes
from retrieval.jargon import explain_jargon
from retrieval.library import Library
from retrieval.note import CURATED_ROLES
from retrieval.relevance import fits_plan
from retrieval.ripple import Ripple, step_note

_INSIGHTS = frozenset({Kind.INSIGHT})
_STEPS = 2


def gather_decision(library: Library, question: Question) -> Findings:
    ripples = _touched(library, question)
    if not ripples:
        missing = (
            "No known responsibility fits this plan, so its way to customers cannot be followed."
            " Needed: the responsibility and the steps it reaches (hearback import roles FILE)."
        )
        return Findings(question=question, intent=Intent.DECISION, missing=missing)
    book = EvidenceBook()
    chosen = choose_distinct(rank_ripples(library, ripples), _STEPS)
    cited = [(each, cite) for each in chosen if (cite := cite_path(library, book, each))]
    found: list[Finding] = [finding for _, (finding, _) in cited]
    for ripple, _ in cited[:1]:
        found += _words(library, book, question, ripple)
    found += [_unknown(book, ripple, finding.refs) for ripple, (finding, _) in cited[:1]]
    paths: tuple[Path, ...] = tuple(path for _, (_, path) in cited)
    return Findings(
        question=question,
        intent=Intent.DECISION,
        found=tuple(found),
        evidence=book.evidence,
        paths=paths,
        missing="Nothing about this may be shown here.",
    )


def _touched(library: Library, question: Question) -> list[Ripple]:
    """The ripples of the responsibility that fits the plan best, whoever owns it."""
    plan = explain_jargon(question.text)
    curated = replace(library.wanted(kinds=_INSIGHTS), where={"source": CURATED_ROLES})
    hits = library.search(plan, curated, limit=20)
    for hit in sorted(hits, key=lambda hit: -hit.closeness):
        role, duty = _owner(hit.record.id)
        if fits_plan(hit) and (ripples := _of(library, role, duty)):
            return ripples
    return []


def _owner(note_id: str) -> tuple[str, str]:
    """Role and responsibility of a curated note's id, ``kind:role/responsibility[>target]``."""
    owner = note_id.partition(":")[2].partition(">")[0]
    role, _, duty = owner.partition("/")
    return role, duty


def _of(library: Library, role: str, duty: str) -> list[Ripple]:
    return [r for r in library.graph.ripples(role) if r.origin.responsibility.id == duty]


def _words(
    library: Library, book: EvidenceBook, question: Question, ripple: Ripple
) -> list[Finding]:
    about = f"{question.text} {ripple.origin.responsibility.name}"
    hits = library.search(about, library.wanted(step=ripple.step_ref))
    name = f"At {ripple.step.name}"
    found: list[Finding] = [*gather_quotes(library, book, hits, about)]
    found += gather_count(library, book, ripple.step_ref, name, library.at_step(ripple.step_ref))
    found += gather_changes(book, changes_at(library, [ripple.step_ref]))
    found += insights_at(library, book, ripple.step_ref)
    return found


def _unknown(book: EvidenceBook, ripple: Ripple, refs: Sequence[str]) -> UnknownFound:
    """Nobody has lived the plan yet; the step's listening posts are where it would be heard."""
    step = step_note(ripple.step_ref)
    cited = [item.ref for item in book.evidence if item.id == step and item.ref in refs]
    return UnknownFound(
        what=f"how customers will take the change at {ripple.step.name}, as none has lived it",
        listening_posts=ripple.step.listening_posts,
        refs=tuple(cited),
    )
