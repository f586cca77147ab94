"""Actions in Slack: the button that takes one, reminders, offers, and the list on Home."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.blocks.element import actions, button
from bot.blocks.message import Block, Message
from bot.blocks.text import context, escape, marked_section, plain, section, shorten
from domain.action import Action, Reminder
from domain.evidence import Evidence, Kind
from domain.session import INVITATION_PREFIX

TAKE = "action_take"
DONE, EXTEND, HAND_OVER, DROP = "action_done", "action_extend", "action_hand_over", "action_drop"
ACCEPT, GIVE_BACK = "action_accept", "action_give_back"
REMINDER_PREFIX = "reminder:"
_STEP_PREFIX = "journey:"
_MOST_EVIDENCE, _MOST_LISTED = 12, 8
_VALUE = 1900


@dataclass(frozen=True, slots=True)
class Pressed:
    """What the button knows: which step it is about, and what was shown."""

    about: str = ""
    evidence: tuple[str, ...] = ()


def take_button(evidence: Iterable[Evidence]) -> Block:
    """``I'll take this``, with the step and the evidence of the message that it stands in."""
    items = list(evidence)
    lived = [item for item in items if item.kind is Kind.JOURNEY and not _is_invitation(item)]
    steps = [item.id.removeprefix(_STEP_PREFIX) for item in lived]
    spoken = [item.id for item in items if item.kind is Kind.VERBATIM]
    others = [item.id for item in items if item.kind not in (Kind.VERBATIM, Kind.JOURNEY)]
    ids = [*spoken, *others][:_MOST_EVIDENCE]
    about = steps[0] if steps and len(steps[0]) <= 150 else ""
    while len(value := json.dumps({"a": about, "e": ids})) > _VALUE and ids:
        ids.pop()
    return button("I'll take this", TAKE, value)


def _is_invitation(item: Evidence) -> bool:
    return item.id.startswith(INVITATION_PREFIX)


def read_pressed(value: str) -> Pressed:
    try:
        held = json.loads(value)
        return Pressed(str(held["a"]), tuple(str(each) for each in held["e"]))
    except (ValueError, TypeError, KeyError):
        return Pressed()


def reminder_message(action: Action, reminder: Reminder, key: str, today: date) -> Message:
    """A gentle word to whoever promised it. ``key`` is hidden in it, to be found again."""
    words = _reminding(action, reminder, today)
    blocks = (
        {**section(words), "block_id": (REMINDER_PREFIX + key)[:255]},
        section(shorten(action.what, 1500)),
        _controls(action),
    )
    return Message(escape(f"{words} {shorten(action.what, 600)}"), blocks)


def _reminding(action: Action, reminder: Reminder, today: date) -> str:
    if reminder is Reminder.BEFORE:
        return f"A friendly reminder: you took this on, and it is due on {_day(action.due)}."
    when = "today" if action.due >= today else f"since {_day(action.due)}"
    return f"You took this on, and it is due {when}. How did it go?"


def offer_message(action: Action, giver: str) -> Message:
    """A colleague is asked to take it over. ``giver`` is a Slack user id."""
    said = f"<@{giver}> asks whether you can take this over. It is due on {_day(action.due)}."
    blocks = (marked_section(said), section(shorten(action.what, 1500)), _answers(action))
    return Message(f"{said} {escape(shorten(action.what, 600))}", blocks)


def action_list(listed: Sequence[Action], user: str) -> list[Block]:
    """My actions, for Home: by their date, never counted or compared."""
    blocks: list[Block] = [marked_section("*My actions*")]
    if not listed:
        told = "None now. “I'll take this” under an answer or a digest begins one."
        return [*blocks, context(plain(told))]
    for each in listed[:_MOST_LISTED]:
        blocks += _listed(each, user)
    if len(listed) > _MOST_LISTED:
        blocks.append(context(plain("There are more with later dates.")))
    return blocks


def _listed(action: Action, user: str) -> list[Block]:
    if action.offered_to == user and action.owner != user:
        words = f"Offered to you, due {_day(action.due)}: {action.what}"
        return [section(shorten(words, 1500)), _answers(action)]
    waiting = " (offered to a colleague, who has not answered yet)" if action.offered_to else ""
    words = f"Due {_day(action.due)}{waiting}: {action.what}"
    return [section(shorten(words, 1500)), _controls(action)]


def _controls(action: Action) -> Block:
    return actions(
        f"action:{action.id}",
        button("Done", DONE, action.id, "primary"),
        button("Extend", EXTEND, action.id),
        button("Hand over", HAND_OVER, action.id),
        button("Drop", DROP, action.id),
    )


def _answers(action: Action) -> Block:
    return actions(
        f"offer:{action.id}",
        button("Take it over", ACCEPT, action.id, "primary"),
        button("Give it back", GIVE_BACK, action.id),
    )


def _day(day: date) -> str:
    return f"{day:%A}, {day.day} {day:%B}"
