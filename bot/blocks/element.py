"""Things that can be pressed or chosen."""

from collections.abc import Sequence

from bot.blocks.message import Block
from bot.blocks.text import plain, shorten


def button(label: str, action_id: str, value: str = "", style: str | None = None) -> Block:
    made: Block = {
        "type": "button",
        "text": plain(shorten(label, 75)),
        "action_id": action_id,
    }
    if value:
        made["value"] = value
    if style:
        made["style"] = style
    return made


def actions(block_id: str, *elements: Block) -> Block:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def option(label: str, value: str) -> Block:
    return {"text": plain(shorten(label, 75)), "value": value}


def select(
    action_id: str, placeholder: str, options: Sequence[Block], chosen: str | None = None
) -> Block:
    """A menu of at most 100 options; ``chosen`` is the value that it opens on."""
    made: Block = {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain(shorten(placeholder, 150)),
        "options": list(options)[:100],
    }
    return open_on(made, chosen)


def open_on(menu: Block, chosen: str | None) -> Block:
    """The menu with that value chosen, if it has it.

    The placeholder repeats the choice for local-slack, which shows no initial option in modals.
    """
    initial = next((item for item in menu["options"] if item["value"] == chosen), None)
    return {**menu, "initial_option": initial, "placeholder": initial["text"]} if initial else menu


def labelled(block_id: str, label: str, element: Block) -> Block:
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(shorten(label, 2000)),
        "element": element,
    }
