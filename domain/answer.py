"""A question, and an answer that can be checked."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.audience import Audience
from domain.evidence import Evidence, Kind
from domain.statement import Statement


class Intent(StrEnum):
    MY_IMPACT = "my_impact"
    WHY = "why"
    WHAT_CHANGED = "what_changed"
    TOPIC = "topic"
    DECISION = "decision_check"
    POLICIES = "policy_review"
    DONE = "what_was_done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What was asked, by which role, for whose eyes, as of which day."""

    text: str
    role: str
    audience: Audience
    as_of: date


@dataclass(frozen=True, slots=True)
class Hop:
    """One hop of a ripple: a role, responsibility, step or feeling, and the refs that show it."""

    kind: str
    name: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """The ripple from a role to what a customer feels."""

    hops: tuple[Hop, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Statements bound to evidence; or an abstention that says what is missing."""

    question: str
    role: str
    intent: Intent
    statements: tuple[Statement, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    paths: tuple[Path, ...] = ()
    reason: str | None = None
    answered_by: str = "extractive"
    took_ms: float = 0.0

    @property
    def abstained(self) -> bool:
        return not self.statements

    @property
    def kinds(self) -> tuple[Kind, ...]:
        return tuple(sorted({item.kind for item in self.evidence}))

    @property
    def only_kind(self) -> Kind | None:
        """The one kind that all of it rests on; comments and counts of comments are one."""
        sources = {Kind.VERBATIM if e.counts_comments else e.kind for e in self.evidence}
        return next(iter(sources)) if len(sources) == 1 else None

    @property
    def single_source(self) -> bool:
        return self.only_kind is not None

    def lines(self) -> tuple[str, ...]:
        """The statements as they are shown, in order."""
        held = {item.ref: item for item in self.evidence}
        return tuple(statement.text(held) for statement in self.statements)
