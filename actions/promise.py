"""Promising, finishing, dropping, extending and handing over what somebody does about what
customers said."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from domain.action import Action, ActionEvent, ActionState, EventKind
from domain.error import BadInput, NotFound
from domain.outcome import parse_measure


class Actions(Protocol):
    """Where promises are kept."""

    def put(self, each: Action, event: ActionEvent | None = None) -> None: ...

    def get(self, action_id: str) -> Action | None: ...

    def all(self) -> list[Action]: ...


def promise_action(
    actions: Actions,
    *,
    what: str,
    owner: str,
    about: str,
    due: date,
    today: date,
    by: str = "",
    evidence: Sequence[str] = (),
    measure: str = "",
) -> Action:
    """Record a promise. Raises BadInput for an empty one, or one that was due before today."""
    if not what.strip():
        raise BadInput("Say what will be done: hearback actions add 'What' --owner finance --due D")
    if not owner.strip():
        raise BadInput("Say who does it: --owner, a role or a Slack user id.")
    _check_due(due, today)
    action = Action(
        id=f"a_{secrets.token_hex(3)}",
        what=what.strip(),
        owner=owner.strip(),
        about=about.strip(),
        due=due,
        created_on=today,
        promised_by=by,
        evidence=tuple(dict.fromkeys(evidence)),
        measure=str(parse_measure(measure)) if measure.strip() else "",
    )
    actions.put(action, _event(action, EventKind.PROMISED, today, by))
    return action


def close_action(
    actions: Actions,
    action_id: str,
    *,
    state: ActionState,
    outcome: str,
    today: date,
    by: str = "",
) -> Action:
    """Finish or drop a promise. Raises NotFound, or BadInput without an outcome."""
    action = find_action(actions, action_id)
    _check_open(action, "finished or dropped")
    if not outcome.strip():
        raise BadInput("Say what came of it, or why it was dropped: --outcome 'What happened'")
    told = outcome.strip()
    closed = replace(action, state=state, outcome=told, closed_on=today, offered_to=None)
    kind = EventKind.DONE if state is ActionState.DONE else EventKind.DROPPED
    actions.put(closed, _event(action, kind, today, by, told))
    return closed


def extend_action(
    actions: Actions, action_id: str, *, due: date, reason: str, today: date, by: str = ""
) -> Action:
    """Move the due date; the reason is kept. Raises NotFound, or BadInput for an earlier date."""
    action = find_action(actions, action_id)
    _check_open(action, "extended")
    _check_due(due, today)
    if due <= action.due:
        raise BadInput(f"It is due on {action.due} now. Extend it to a later day.")
    if not reason.strip():
        raise BadInput("Say why it takes longer: --reason 'Why'. The reason is kept.")
    extended = replace(action, due=due)
    words = f"{action.due} to {due}: {reason.strip()}"
    actions.put(extended, _event(action, EventKind.EXTENDED, today, by, words))
    return extended


def offer_action(actions: Actions, action_id: str, *, to: str, today: date, by: str = "") -> Action:
    """Ask a colleague, or a role, to take it over; it stays its owner's until they accept."""
    action = find_action(actions, action_id)
    _check_open(action, "handed over")
    if not to.strip():
        raise BadInput("Say who is to take it over: --to, a role or a Slack user id.")
    if to.strip() == action.owner:
        raise BadInput("It is theirs already. Name somebody else with --to.")
    offered = replace(action, offered_to=to.strip())
    actions.put(offered, _event(action, EventKind.OFFERED, today, by, to.strip()))
    return offered


def answer_offer(
    actions: Actions,
    action_id: str,
    *,
    accepted: bool,
    today: date,
    by: str = "",
    words: str = "",
) -> Action:
    """Take over what was offered, or give it back. Raises BadInput if nobody offered it."""
    action = find_action(actions, action_id)
    _check_open(action, "taken over")
    if action.offered_to is None:
        raise BadInput("Nobody offered this action. hearback actions hand-over offers one.")
    owner = action.offered_to if accepted else action.owner
    answered = replace(action, owner=owner, offered_to=None)
    kind = EventKind.ACCEPTED if accepted else EventKind.GIVEN_BACK
    said = words.strip() or action.offered_to
    actions.put(answered, _event(action, kind, today, by, said))
    return answered


def find_action(actions: Actions, action_id: str) -> Action:
    """Raises NotFound for an id nobody knows."""
    action = actions.get(action_id)
    if action is None:
        raise NotFound(f"There is no action {action_id!r}. hearback actions list shows them all.")
    return action


def _check_open(action: Action, wish: str) -> None:
    if action.state is not ActionState.OPEN:
        raise BadInput(f"It is {action.state} since {action.closed_on}, so it cannot be {wish}.")


def _check_due(due: date, today: date) -> None:
    if due < today:
        raise BadInput(f"{due} is past. Promise a date from {today} on.")


def _event(action: Action, kind: EventKind, day: date, by: str, words: str = "") -> ActionEvent:
    return ActionEvent(action_id=action.id, kind=kind, day=day, by=by, words=words)
