"""The forms about actions: taking one, and finishing, extending, handing over or dropping it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.blocks.action import DONE, DROP, EXTEND, HAND_OVER
from bot.blocks.element import labelled, option, select
from bot.blocks.message import Block, View
from bot.blocks.text import context, plain, section, shorten
from domain.action import Action

TAKE_VIEW, STEP_VIEW = "action_take", "action_step"
TAKE_TITLE = "I'll take this"
WHAT, DUE, ABOUT, WORDS, PERSON = "what", "due", "about", "words", "person"
LONGEST_WHAT = 500
TITLES = {DONE: "It is done", EXTEND: "More time", HAND_OVER: "Hand it over", DROP: "Drop it"}
_ASKED = {
    DONE: "What came of it?",
    EXTEND: "Why does it take longer?",
    DROP: "Why is it dropped?",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """What stands in the form for a promise."""

    due: date
    what: str = ""
    about: str = ""
    evidence: tuple[str, ...] = ()


def take_modal(subjects: Sequence[Block], typed: Taken, problem: str = "") -> View:
    """The form, with what is known filled in. ``subjects`` are options, of which 100 are shown."""
    blocks = [
        *_problem(problem),
        labelled(WHAT, "What will you do?", _words(WHAT, typed.what)),
        labelled(DUE, "By when?", _picker(DUE, typed.due)),
        *_about(subjects, typed.about),
        context(plain("You are reminded two days before, and on the day.")),
    ]
    held = json.dumps({"e": list(typed.evidence)})
    return _form(TAKE_VIEW, TAKE_TITLE, "Promise it", held, blocks)


def subject_options(subjects: Sequence[tuple[str, str]], about: str) -> list[Block]:
    """Options for the menu; the one that is chosen is among them even if there are too many."""
    fitting = [(ref, name) for ref, name in subjects if 1 <= len(ref) <= 150 and name.strip()]
    chosen = [pair for pair in fitting if pair[0] == about]
    rest = [pair for pair in fitting if pair[0] != about]
    return [option(name, ref) for ref, name in [*chosen, *rest][:100]]


def _about(options: Sequence[Block], about: str) -> list[Block]:
    if not options:
        return []
    menu = select(ABOUT, "A journey step or theme", options, about)
    return [{**labelled(ABOUT, "For which step or theme?", menu), "optional": True}]


def step_modal(kind: str, action: Action, typed: dict[str, str], problem: str = "") -> View:
    """The form for what becomes of an action. ``typed`` is what somebody left in it."""
    blocks = [*_problem(problem), section(shorten(action.what, 1500))]
    if kind == EXTEND:
        day = date.fromisoformat(typed.get(DUE) or action.due.isoformat())
        blocks.append(labelled(DUE, "New date", _picker(DUE, day)))
    if kind == HAND_OVER:
        menu: Block = {
            "type": "users_select",
            "action_id": PERSON,
            "placeholder": plain("Choose a colleague"),
        }
        if typed.get(PERSON):
            menu["initial_user"] = typed[PERSON]
        blocks.append(labelled(PERSON, "To whom?", menu))
        blocks.append(context(plain("It stays yours until they accept.")))
    else:
        blocks.append(labelled(WORDS, _ASKED[kind], _words(WORDS, typed.get(WORDS, ""))))
    held = json.dumps({"k": kind, "id": action.id})
    return _form(STEP_VIEW, TITLES[kind], "Save", held, blocks)


def _words(action_id: str, typed: str) -> Block:
    field: Block = {
        "type": "plain_text_input",
        "action_id": action_id,
        "multiline": True,
        "max_length": LONGEST_WHAT,
    }
    return {**field, "initial_value": typed} if typed else field


def _picker(action_id: str, day: date) -> Block:
    return {"type": "datepicker", "action_id": action_id, "initial_date": day.isoformat()}


def _problem(words: str) -> list[Block]:
    return [section(shorten(words, 2900))] if words else []


def _form(callback: str, title: str, submit: str, held: str, blocks: Sequence[Block]) -> View:
    return {
        "type": "modal",
        "callback_id": callback,
        "private_metadata": held,
        "title": plain(shorten(title, 24)),
        "submit": plain(submit),
        "close": plain("Close"),
        "blocks": list(blocks),
    }


def read_field(view: dict[str, Any], name: str) -> str:
    """What a field holds. A menu or a date that nobody touched counts as what it was opened on."""
    state = view["state"]["values"].get(name, {}).get(name, {})
    chosen = (state.get("selected_option") or {}).get("value")
    held = state.get("value") or state.get("selected_date") or chosen or state.get("selected_user")
    return str(held or _opened(view, name))


def _opened(view: dict[str, Any], name: str) -> str:
    blocks = (block for block in view["blocks"] if block.get("block_id") == name)
    element: Block = next((block["element"] for block in blocks if "element" in block), {})
    option_value = (element.get("initial_option") or {}).get("value")
    return str(element.get("initial_date") or option_value or element.get("initial_user") or "")
