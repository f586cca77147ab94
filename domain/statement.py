"""A statement and what it rests on: plain words, exact quotes and computed figures.

A statement is kept in parts so that a quote is a span of its evidence and a figure is a named
result of its evidence, whoever wrote the words around them. Rendering takes both from the
evidence again, so that neither can differ from what is stored.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from domain.evidence import Evidence

OPEN_QUOTE, CLOSE_QUOTE = "“", "”"
_QUOTE_MARKS = re.compile('[“”„«»"]')
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


@dataclass(frozen=True, slots=True)
class Quote:
    """Characters ``start`` to ``end`` of the evidence's text."""

    ref: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Figure:
    """The evidence's computed figure of that name."""

    ref: str
    name: str


Part = str | Quote | Figure


@dataclass(frozen=True, slots=True)
class Statement:
    """``tells_gap`` marks one that says what is not known."""

    parts: tuple[Part, ...]
    evidence: tuple[str, ...]
    tells_gap: bool = False

    @property
    def quotes(self) -> tuple[Quote, ...]:
        return tuple(part for part in self.parts if isinstance(part, Quote))

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(part for part in self.parts if isinstance(part, Figure))

    def text(self, evidence: Mapping[str, Evidence]) -> str:
        """The statement as it is shown. Raises KeyError for a reference nobody holds."""
        return "".join(_render(part, evidence) for part in self.parts)


def _render(part: Part, evidence: Mapping[str, Evidence]) -> str:
    if isinstance(part, Quote):
        return OPEN_QUOTE + evidence[part.ref].text[part.start : part.end] + CLOSE_QUOTE
    if isinstance(part, Figure):
        return evidence[part.ref].figures[part.name]
    return part


def flaw(statement: Statement, evidence: Mapping[str, Evidence]) -> str | None:
    """Why a statement may not be shown, or None if every word of it can be traced."""
    if not statement.evidence:
        return "rests on no evidence"
    if missing := [ref for ref in statement.evidence if ref not in evidence]:
        return f"cites unknown evidence {missing[0]}"
    cited = " ".join(_told_by(evidence[ref]) for ref in statement.evidence)
    for part in statement.parts:
        if found := _part_flaw(part, statement, evidence, cited):
            return found
    return None


def _part_flaw(
    part: Part, statement: Statement, evidence: Mapping[str, Evidence], cited: str
) -> str | None:
    if isinstance(part, str):
        return _words_flaw(part, cited)
    if part.ref not in statement.evidence:
        return f"uses {part.ref} without citing it"
    held = evidence[part.ref]
    if isinstance(part, Figure):
        return None if part.name in held.figures else f"shows an uncomputed figure {part.name}"
    exact = 0 <= part.start < part.end <= len(held.text)
    return None if exact else f"quotes beyond the words of {part.ref}"


def _words_flaw(words: str, cited: str) -> str | None:
    if _QUOTE_MARKS.search(words):
        return "puts its own words in quotation marks"
    known = set(_NUMBER.findall(cited))
    if strange := [number for number in _NUMBER.findall(words) if number not in known]:
        return f"states a number that nobody computed ({strange[0]})"
    return None


def _told_by(evidence: Evidence) -> str:
    named = " ".join(evidence.attributes.values())
    when = evidence.occurred_at.strftime("%-d %Y") if evidence.occurred_at else ""
    return f"{evidence.text} {evidence.window or ''} {evidence.source} {named} {when}"
