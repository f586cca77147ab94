"""What somebody promised to do about what customers said."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ActionState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A promise with an owner (a role or a Slack user id) and a deadline.

    ``about`` is the journey step or theme it is for. ``outcome`` says what happened after, or
    why it was dropped.
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
