"""What people decide about evidence, which decisions are allowed, and what is kept of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from domain.error import BadInput
from domain.verbatim import SHOWN, State

_UNDO = "undo "


class Decision(StrEnum):
    APPROVE = "approve"
    FEATURE = "feature"
    UNFEATURE = "unfeature"
    REJECT = "reject"
    RETRACT = "retract"
    RESTORE = "restore"
    TAG = "tag"
    UNGROUP = "ungroup"
    REDACT = "redact"


# From which states a decision moves evidence, and to which. What is not named here stays as it
# is. Forgotten evidence has no state: it is not there any more.
MOVES: Mapping[Decision, tuple[tuple[State, ...], State]] = {
    Decision.APPROVE: ((State.NEW, State.REJECTED), State.APPROVED),
    Decision.FEATURE: ((State.NEW, State.APPROVED, State.REJECTED), State.FEATURED),
    Decision.UNFEATURE: ((State.FEATURED,), State.APPROVED),
    Decision.REJECT: ((State.NEW, State.APPROVED, State.FEATURED), State.REJECTED),
    Decision.RETRACT: (
        (State.NEW, State.APPROVED, State.FEATURED, State.REJECTED),
        State.RETRACTED,
    ),
    Decision.RESTORE: ((State.RETRACTED,), State.NEW),
}
# What undo cannot take back, and why.
FINAL: Mapping[str, str] = {
    Decision.REDACT: "the old words were not kept",
    Decision.RETRACT: "it comes back only by: hearback restore ID",
}
DONE: Mapping[Decision, str] = {
    Decision.APPROVE: "approved",
    Decision.FEATURE: "featured",
    Decision.UNFEATURE: "unfeatured",
    Decision.REJECT: "rejected",
    Decision.RETRACT: "retracted",
    Decision.RESTORE: "restored",
    Decision.TAG: "tagged",
    Decision.UNGROUP: "ungrouped",
    Decision.REDACT: "redacted",
}


def next_state(state: State, decision: Decision) -> State:
    """Where a decision leads from a state; the same state where it changes nothing.

    Raises BadInput where retracted evidence would come back by anything but ``restore``, or be
    worked on as if it were still held.
    """
    sources, target = MOVES.get(decision, ((), state))
    if state in sources:
        return target
    if state is State.RETRACTED and decision not in (Decision.RETRACT, Decision.REDACT):
        raise BadInput(f"It is retracted, so you cannot {decision} it. First: hearback restore ID.")
    return state


def hides(before: State, after: State) -> bool:
    """Whether a change of state takes evidence out of what is shown."""
    return before in SHOWN and after not in SHOWN


def undo_name(decision: str) -> str:
    """How the reversal of a decision is called in the history; of a reversal: the decision."""
    return decision.removeprefix(_UNDO) if is_undo(decision) else f"{_UNDO}{decision}"


def is_undo(decision: str) -> bool:
    return decision.startswith(_UNDO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which evidence is meant: by ``ids`` (of any kind), or verbatims by filter.

    ``where`` maps the names that search filters by to the value they must have. No states means
    every state. ``since`` and ``until`` are days on which it was said.
    """

    ids: tuple[str, ...] = ()
    states: tuple[State, ...] = ()
    where: Mapping[str, str] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TagEdit:
    """New tags; None leaves a tag as it is, and "" for a step takes the step away."""

    themes: tuple[str, ...] | None = None
    step: str | None = None
    sentiment: float | None = None

    def flaw(self) -> str | None:
        if self.sentiment is not None and not -1 <= self.sentiment <= 1:
            return "A sentiment is a number from -1 (bad) to 1 (good)."
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """Words (every time they stand there), or spans of the stored text, to be taken out for good.

    ``instead`` is what will stand there instead, without its brackets.
    """

    words: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    instead: str = "removed"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands in the queue: the next page begins after it."""

    rank: float
    key: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One piece of evidence as a reviewer sees it. ``reasons`` say why it stands where it does."""

    id: str
    source: str
    text: str
    sentiment: float | None
    state: State
    occurred_at: date | None
    score: float | None
    metric: str | None
    step: str | None
    themes: tuple[str, ...]
    tag_doubt: float | None
    personal_doubt: bool
    tagged_by: str
    audience: str
    language: str | None
    near: str | None
    added_at: datetime | None
    reasons: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Preview:
    """What a decision would reach, counted, with a few examples."""

    count: int
    by_state: Mapping[str, int]
    by_source: Mapping[str, int]
    by_theme: Mapping[str, int]
    examples: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of a decision. ``batch`` is None where nothing changed.

    ``messages`` are the Slack messages that must now be taken back.
    """

    batch: str | None
    decision: str
    changed: int
    messages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo brought back. ``gone`` are ids that were forgotten in the meantime."""

    batch: str
    undone: str
    decision: str
    restored: int
    gone: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision about one piece of evidence, as the history keeps it: never any words."""

    batch: str
    evidence_id: str
    decision: str
    before: Mapping[str, object]
    after: Mapping[str, object]
    decided_by: str
    decided_at: datetime
    undone: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """What one command decided."""

    batch: str
    decision: str
    changed: int
    decided_by: str
    decided_at: datetime
    undone: bool


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits: how much in all, by reason (one comment may have several), and by age."""

    waiting: int
    by_reason: Mapping[str, int]
    by_age: Mapping[str, int]


def refusal_of_undo(decision: str, later: Sequence[str]) -> str | None:
    """Why a batch cannot be undone: it is final, or these ids were decided on again."""
    if decision in FINAL:
        final = Decision(decision)
        return f"What was {DONE[final]} cannot be undone: {FINAL[final]}."
    if later:
        shown = ", ".join(later[:5])
        more = f" and {len(later) - 5:,} more" if len(later) > 5 else ""
        return f"Something was decided or changed later on {shown}{more}. Undo that first."
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Everything about evidence that a decision may change and an undo brings back."""

    state: State
    themes: tuple[str, ...] = ()
    step: str | None = None
    sentiment: float | None = None
    tagged_by: str = "machine"
    tag_doubt: float | None = None
    near: str | None = None


def apply_decision(
    before: Standing, decision: Decision, edit: TagEdit = TagEdit(), *, confirm: bool = False
) -> Standing:
    """What a decision makes of evidence. ``confirm``: a person saw the tags and let them stand."""
    after = replace(before, state=next_state(before.state, decision))
    if decision is Decision.UNGROUP:
        after = replace(after, near=None)
    if decision is Decision.TAG:
        after = _edited(after, edit)
    if confirm or decision is Decision.TAG:
        after = replace(after, tagged_by="person", tag_doubt=0.0)
    return after


def _edited(standing: Standing, edit: TagEdit) -> Standing:
    themes = standing.themes if edit.themes is None else tuple(sorted(set(edit.themes)))
    return replace(
        standing,
        themes=themes,
        step=standing.step if edit.step is None else (edit.step or None),
        sentiment=standing.sentiment if edit.sentiment is None else edit.sentiment,
    )
