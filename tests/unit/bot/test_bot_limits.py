"""The validator notices each of Slack's limits."""

import pytest

from bot.blocks.limits import view_violations, violations
from bot.blocks.message import Block


def text(length: int) -> Block:
    return {"type": "plain_text", "text": "x" * length}


def button(length: int = 3, action_id: str = "a") -> Block:
    return {"type": "button", "text": text(length), "action_id": action_id}


def select(options: list[Block]) -> Block:
    return {"type": "static_select", "action_id": "s", "placeholder": text(3), "options": options}


def option(length: int, value: str) -> Block:
    return {"text": text(length), "value": value}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


@pytest.mark.parametrize(
    "block",
    [
        {"type": "section", "text": text(3001)},
        {"type": "section", "text": text(0)},
        {"type": "section"},
        {"type": "section", "fields": [text(1)] * 11},
        {"type": "section", "fields": [text(2001)]},
        {"type": "section", "text": text(1), "block_id": "x" * 256},
        {"type": "header", "text": text(151)},
        {"type": "context", "elements": [text(1)] * 11},
        {"type": "context", "elements": []},
        {"type": "rich_text", "elements": []},
        actions(*(button(action_id=str(n)) for n in range(26))),
        actions(button(76)),
        actions(button(action_id="x" * 256)),
        actions(button(), button()),
        actions({**button(), "value": "x" * 2001}),
        actions(select([])),
        actions(select([option(76, "v")])),
        actions(select([option(1, "v" * 151)])),
        actions(select([option(1, "v"), option(1, "v")])),
        actions(select([option(1, str(n)) for n in range(101)])),
        {"type": "input", "label": text(2001), "element": select([option(1, "v")])},
    ],
)
def test_one_block_too_much(block: Block):
    assert violations([block]) != []


def test_messages_hold_50_blocks_and_views_100():
    divider: Block = {"type": "divider"}
    assert violations([divider] * 50) == []
    assert violations([divider] * 51) != []
    assert view_violations({"blocks": [divider] * 100}) == []
    assert view_violations({"blocks": [divider] * 101}) != []


def test_block_ids_are_unique_and_a_message_has_13000_characters():
    block = {"type": "section", "text": text(3), "block_id": "same"}
    assert violations([block, block]) != []
    assert violations([{"type": "section", "text": text(2900)}] * 5) != []


def test_view_titles_have_24_characters():
    assert view_violations({"blocks": [], "title": text(25)}) != []
    assert view_violations({"blocks": [], "submit": text(24)}) == []
