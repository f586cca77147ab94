"""Closing: both sides were told what came of an action, or somebody said why not."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Protocol

from actions.promise import Actions, find_action
from domain.action import Action, ActionEvent, ActionState, EventKind, Side, Telling
from domain.error import BadInput


class Tellings(Actions, Protocol):
    """Promises, with who was told what came of them."""

    def tellings(self, action_id: str) -> Mapping[Side, Telling]: ...

    def put_telling(self, each: Telling) -> None: ...

    def readers_of(self, evidence_ids: list[str]) -> set[str]:
        """The people and channels that were sent any of this in a digest."""


def mark_told(
    actions: Tellings,
    action_id: str,
    side: Side,
    *,
    told: bool,
    words: str,
    today: date,
    by: str = "",
) -> Action:
    """Keep that a side was told, or why it is not. Raises BadInput for what is not finished."""
    action = find_action(actions, action_id)
    if not action.finished:
        raise BadInput(
            f"It is {action.state}. Only what is done is told: hearback actions done {action_id}"
        )
    if not told and not words.strip():
        raise BadInput("Say why they are not told: --why-not 'Why'")
    actions.put_telling(
        Telling(action_id=action.id, side=side, told=told, words=words.strip(), day=today, by=by)
    )
    return close_if_told(actions, action, today)


def close_if_told(actions: Tellings, action: Action, today: date) -> Action:
    """The action, closed if nothing is left to be told."""
    if action.state is not ActionState.DONE or set(actions.tellings(action.id)) != set(Side):
        return action
    closed = replace(action, state=ActionState.CLOSED)
    event = ActionEvent(action_id=action.id, kind=EventKind.CLOSED, day=today)
    actions.put(closed, event)
    return closed


def note_employees_told(actions: Tellings, today: date) -> int:
    """Mark the employees of each done action told once every reader of its evidence was.

    Without a reader of its evidence, one reader of the action itself does. How many were marked.
    """
    marked = 0
    for action in actions.all():
        if action.state is not ActionState.DONE or Side.EMPLOYEES in actions.tellings(action.id):
            continue
        told = actions.readers_of([f"action:{action.id}"])
        if told and not untold_readers(actions, action):
            words = f"in the digests of {len(told)}"
            mark_told(actions, action.id, Side.EMPLOYEES, told=True, words=words, today=today)
            marked += 1
    return marked


def untold_readers(actions: Tellings, action: Action) -> set[str]:
    """Who was sent what the action rests on and has not been told what came of it."""
    told = actions.readers_of([f"action:{action.id}"])
    return actions.readers_of(list(action.evidence)) - told
