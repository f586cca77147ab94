"""What happens if we change X? Its responsibility and steps, words for and against, the unknown."""

from collections.abc import Sequence

from domain.answer import Intent, Path, Question
from retrieval.book import EvidenceBook
from retrieval.finding import Finding, Findings, UnknownFound
from retrieval.gather.insight import insights_at
from retrieval.gather.path import choose_strongest, cite_path, told, weigh_ripples
from retrieval.gather.subject import Place, find_place, pointed_at
from retrieval.gather.words import changes_at, gather_changes, gather_count, gather_quotes
from retrieval.jargon import explain_jargon
from retrieval.library import Library
from retrieval.relevance import keep_nearest
from retrieval.ripple import Ripple, step_note
from retrieval.words import topic_words

# Words of planning: what is planned stands beside them.
_PLANNING = frozenset(
    """
    asking bring change charge considering cut decide decided drop end goal idea imagine intend
    introduce lower move moving need plan planning plans propose put raise raised reduce remove
    send start stop stopped suppose supposing switch thinking
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_STEPS = 2


def gather_decision(library: Library, question: Question) -> Findings:
    plan = explain_jargon(question.text)
    asked = [word for word in topic_words(plan) if word not in _PLANNING]
    place = find_place(library, asked, question.role) if asked else None
    ripples = _of_owner(library, place) if place else []
    if not ripples:
        missing = (
            "No known responsibility fits this plan, so its way to customers cannot be followed."
            " Needed: the responsibility and the steps it reaches (hearback import roles FILE)."
        )
        return Findings(question=question, intent=Intent.DECISION, missing=missing)
    book = EvidenceBook()
    near = pointed_at(weigh_ripples(library, ripples), asked)
    cited = [
        (each, cite)
        for each in choose_strongest(near, _STEPS)
        if (cite := cite_path(library, book, each))
    ]
    found: list[Finding] = [finding for _, (finding, _) in cited]
    for ripple, _ in cited[:1]:
        found += _words(library, book, asked, ripple)
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


def _of_owner(library: Library, place: Place) -> list[Ripple]:
    """The ways of the responsibility that was named, or of those that reach the step named."""
    if place.ripples:
        return list(place.ripples)
    return [
        ripple
        for role in library.graph.roles
        for ripple in library.graph.ripples(role)
        if ripple.direct and ripple.step_ref in place.steps
    ]


def _words(
    library: Library, book: EvidenceBook, asked: Sequence[str], ripple: Ripple
) -> list[Finding]:
    about = f"{' '.join(asked)}. {told(ripple)}"
    hits = keep_nearest(library.search(about), asked, {ripple.step_ref})
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
        what=f"how customers will take it at {ripple.step.name}",
        listening_posts=ripple.step.listening_posts,
        refs=tuple(cited),
    )
