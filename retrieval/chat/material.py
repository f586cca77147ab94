"""What a chat model is given to write from: facts to put in words, and placeholders to place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.evidence import Evidence
from domain.statement import Part, Statement
from retrieval.finding import (
    Finding,
    Findings,
    NextFound,
    PathFound,
    RuleFound,
    StepFound,
    UnknownFound,
    WordsFound,
)
from retrieval.writer import write_statements

_FACTS = (PathFound, StepFound, NextFound, RuleFound)


@dataclass(frozen=True, slots=True)
class Fact:
    """A curated finding that the model puts in its own words. ``number`` is the finding's.

    ``roles`` are those of its path, in the order in which one reaches the next.
    """

    number: int
    refs: tuple[str, ...]
    told: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """What we put where the model writes ``[name]``: a quote, or a number with all it needs."""

    name: str
    number: int
    refs: tuple[str, ...]
    parts: tuple[Part, ...]
    is_quote: bool
    told: str


@dataclass(frozen=True)
class Material:
    """``extractive`` is what would be said without a model, a statement for each finding."""

    findings: Findings
    held: Mapping[str, Evidence]
    extractive: tuple[Statement, ...]
    facts: tuple[Fact, ...]
    slots: Mapping[str, Slot]


def gather_material(findings: Findings) -> Material:
    """What is not known is not among it: we say that ourselves."""
    held = {item.ref: item for item in findings.evidence}
    statements = write_statements(findings)
    facts: list[Fact] = []
    slots: dict[str, Slot] = {}
    for number, (finding, statement) in enumerate(zip(findings.found, statements, strict=True)):
        if isinstance(finding, UnknownFound):
            continue
        if isinstance(finding, _FACTS):
            roles = (finding.role, *finding.through) if isinstance(finding, PathFound) else ()
            facts.append(Fact(number, statement.evidence, statement.text(held), roles))
            continue
        slot = _slot(number, finding, statement, held, slots)
        slots[slot.name] = slot
    return Material(findings, held, statements, tuple(facts), slots)


def _slot(
    number: int,
    finding: Finding,
    statement: Statement,
    held: Mapping[str, Evidence],
    known: Mapping[str, Slot],
) -> Slot:
    is_quote = isinstance(finding, WordsFound)
    letter = "Q" if is_quote else "N"
    name = f"{letter}{sum(each.name[0] == letter for each in known.values()) + 1}"
    parts = _unpointed(statement.parts)
    told = statement.quotes[0] if is_quote else None
    text = held[told.ref].text[told.start : told.end] if told else statement.text(held)
    return Slot(name, number, statement.evidence, parts, is_quote, text)


def _unpointed(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Without a full stop at the end, so that a sentence can go on."""
    *others, last = parts
    return (*others, last.rstrip(".") if isinstance(last, str) else last)
