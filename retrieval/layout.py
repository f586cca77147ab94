"""What is said at once and what only when asked for: at most 120 words before "show more"."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from domain.answer import Answer
from domain.evidence import Evidence, Kind
from domain.statement import Statement

MOST_WORDS = 120
_MOST_QUOTES = 2
Held = Mapping[str, Evidence]


def lay_out(answer: Answer) -> Answer:
    """The answer with the statements that are shown first, and the rest, each as ordered before.

    First come what leads, one number, customers' words twice, the journey and what is not known;
    then whatever has room. The first path stands above them and what is missing below, so their
    words count.
    """
    held = {item.ref: item for item in answer.evidence}
    room = MOST_WORDS - sum(len(words.split()) for words in _around(answer))
    chosen: list[Statement] = []
    for statement in _by_need(answer.statements, held):
        size = count_words(statement, held)
        if size <= room and _has_place(statement, chosen, answer.statements):
            chosen.append(statement)
            room -= size
    if not chosen and answer.statements:
        chosen = [min(answer.statements, key=lambda each: count_words(each, held))]
    return replace(
        answer,
        statements=tuple(each for each in answer.statements if each in chosen),
        more=tuple(each for each in answer.statements if each not in chosen),
    )


def _around(answer: Answer) -> Iterator[str]:
    yield from (hop.name for path in answer.paths[:1] for hop in path.hops)
    if answer.missing:
        yield f"Missing: {', '.join(answer.missing)}"
    if answer.only_kind:
        yield "comments only"


def count_words(statement: Statement, held: Held) -> int:
    return len(statement.text(held).split())


def _by_need(statements: Sequence[Statement], held: Held) -> Iterator[Statement]:
    """Every statement once, what an answer needs most first."""
    needs: tuple[Callable[[Statement], bool], ...] = (
        lambda each: True,
        lambda each: _is_measured(each, held),
        lambda each: bool(each.figures),
        lambda each: bool(each.quotes),
        lambda each: _is_journey(each, held),
        lambda each: each.tells_gap,
    )
    told: list[Statement] = []
    for need in needs:
        fitting = [each for each in statements if need(each)]
        if fitting and not any(each in told for each in fitting):
            told.append(fitting[0])
            yield fitting[0]
    left = [each for each in statements if each not in told]
    # Where numbers lead, as with policies, the next number says more than the next quote.
    led_by_numbers = bool(statements[:1] and statements[0].figures)
    yield from sorted(left, key=lambda each: bool(each.quotes) is led_by_numbers)


def _is_measured(statement: Statement, held: Held) -> bool:
    """Counts of comments are no source beside the comments."""
    return any(not held[figure.ref].counts_comments for figure in statement.figures)


def _is_journey(statement: Statement, held: Held) -> bool:
    kinds = {held[ref].kind for ref in statement.evidence}
    return Kind.JOURNEY in kinds and not statement.tells_gap


def _has_place(
    statement: Statement, chosen: Sequence[Statement], statements: Sequence[Statement]
) -> bool:
    """Two quotes are enough; a second number only where numbers are what leads."""
    if statement.quotes:
        return sum(bool(each.quotes) for each in chosen) < _MOST_QUOTES
    if statement.figures and not statements[0].figures:
        return not any(each.figures for each in chosen)
    return True
