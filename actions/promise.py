"""Promising, finishing and dropping: what somebody does about what customers said."""

import secrets
from dataclasses import replace
from datetime import date
from typing import Protocol

from domain.action import Action, ActionState
from domain.error import BadInput, NotFound


class Actions(Protocol):
    """Where promises are kept."""

    def put(self, each: Action) -> None: ...

    def get(self, action_id: str) -> Action | None: ...

    def all(self) -> list[Action]: ...


def promise_action(
    actions: Actions, *, what: str, owner: str, about: str, due: date, today: date
) -> Action:
    """Record a promise. Raises BadInput for an empty one, or one that was due before today."""
    if not what.strip():
        raise BadInput("Say what will be done: hearback actions add 'What' --owner finance --due D")
    if due < today:
        raise BadInput(f"{due} is past. Promise a date from {today} on.")
    action = Action(
        id=f"a_{secrets.token_hex(3)}",
        what=what.strip(),
        owner=owner,
        about=about,
        due=due,
        created_on=today,
    )
    actions.put(action)
    return action


def close_action(
    actions: Actions, action_id: str, *, state: ActionState, outcome: str, today: date
) -> Action:
    """Finish or drop a promise. Raises NotFound, or BadInput without an outcome."""
    action = actions.get(action_id)
    if action is None:
        raise NotFound(f"There is no action {action_id!r}. hearback actions list shows them all.")
    if not outcome.strip():
        raise BadInput("Say what came of it, or why it was dropped: --outcome 'What happened'")
    closed = replace(action, state=state, outcome=outcome.strip(), closed_on=today)
    actions.put(closed)
    return closed
