"""What somebody promised to do about what customers said, until everybody was told."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class ActionState(StrEnum):
    """Open, done (the work is finished), closed (both sides were told, or why not), dropped."""

    OPEN = "open"
    DONE = "done"
    CLOSED = "closed"
    DROPPED = "dropped"


FINISHED = (ActionState.DONE, ActionState.CLOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A promise with an owner (a role or a Slack user id) and a deadline.

    ``about`` is the journey step or theme it is for. ``outcome`` says what came of it, or why it
    was dropped; ``closed_on`` is the day on which the work was done or dropped. ``evidence`` names
    what was shown to whoever promised. ``measure`` is by which figure customers are looked at
    before and after (``domain.outcome.Measure`` as text; empty: chosen from ``about``).
    ``offered_to`` is a colleague who was asked to take it over and has not answered yet.
    """

    id: str
    what: str
    owner: str
    due: date
    about: str
    state: ActionState = ActionState.OPEN
    created_on: date
    closed_on: date | None = None
    outcome: str | None = None
    promised_by: str = ""
    evidence: tuple[str, ...] = ()
    measure: str = ""
    offered_to: str | None = None

    @property
    def finished(self) -> bool:
        return self.state in FINISHED


class EventKind(StrEnum):
    PROMISED = "promised"
    EXTENDED = "extended"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    GIVEN_BACK = "given_back"
    DONE = "done"
    DROPPED = "dropped"
    TOLD = "told"
    NOT_TOLD = "not_told"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionEvent:
    """One thing that happened to an action, who did it, and the reason they gave."""

    action_id: str
    kind: EventKind
    day: date
    by: str = ""
    words: str = ""


class Side(StrEnum):
    """The two who are told what came of it."""

    CUSTOMERS = "customers"
    EMPLOYEES = "employees"


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One side of an action: told (with how), or not told (with why not)."""

    action_id: str
    side: Side
    told: bool
    words: str
    day: date
    by: str = ""


def is_person(owner: str) -> bool:
    """Whether an owner is somebody in Slack, and so can be written to."""
    return owner[:1] in {"U", "W"} and len(owner) > 5 and owner.isalnum() and owner.isupper()


class Reminder(StrEnum):
    BEFORE = "before"
    DUE = "due"


_AHEAD = timedelta(days=2)
_STOPS_AFTER = timedelta(days=7)


def due_reminder(action: Action, day: date) -> Reminder | None:
    """Which reminder belongs to a day: two days before the due date, or from it on for a week.

    One for a promise that was made so late that the first would come at once is left out.
    """
    if action.state is not ActionState.OPEN:
        return None
    if action.due <= day <= action.due + _STOPS_AFTER:
        return Reminder.DUE
    early = action.due - _AHEAD
    return Reminder.BEFORE if max(early, action.created_on + _AHEAD) <= day < action.due else None
