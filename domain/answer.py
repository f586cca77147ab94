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
class Usage:
    """What a chat model was asked for one answer: tokens, and money where prices are set."""

    model: str
    input_tokens: int
    output_tokens: int
    cost: float | None = None
    from_cache: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Statements bound to evidence; or an abstention that says what is missing.

    ``statements`` are short enough to be read at once; ``more`` is shown when asked for.
    ``fell_back`` says why a chat model that was asked did not write it.
    """

    question: str
    role: str
    intent: Intent
    statements: tuple[Statement, ...] = ()
    more: tuple[Statement, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    paths: tuple[Path, ...] = ()
    reason: str | None = None
    answered_by: str = "extractive"
    fell_back: str | None = None
    usage: Usage | None = None
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

    @property
    def missing(self) -> tuple[str, ...]:
        """Which of words, numbers, journey and path an answer does without."""
        if self.abstained:
            return ()
        kinds = {item.kind for item in self.evidence if not item.counts_comments}
        wanted = {
            "customers’ words": Kind.VERBATIM in kinds,
            "a measured trend": Kind.TREND in kinds,
            "a journey step": Kind.JOURNEY in kinds,
            "a path from this role": bool(self.paths),
        }
        return tuple(name for name, is_there in wanted.items() if not is_there)

    def lines(self) -> tuple[str, ...]:
        """The statements as they are shown at first, in order."""
        return self._shown(self.statements)

    def more_lines(self) -> tuple[str, ...]:
        """The rest of them."""
        return self._shown(self.more)

    def _shown(self, statements: tuple[Statement, ...]) -> tuple[str, ...]:
        held = {item.ref: item for item in self.evidence}
        return tuple(statement.text(held) for statement in statements)
