"""Slack's documented limits: checking blocks against them, and keeping messages within them."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.blocks.message import Block

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
# Measured: a message with more characters than this in its blocks is refused as a whole.
MESSAGE_CHARACTERS = 13_000
# chat.update cuts the text at 4,000 escaped bytes.
TEXT_BYTES = 3_800

_TEXT_LIMITS = {"header": 150, "section": 3000, "context": 2000, "input": 2000}
_ELEMENT_COUNTS = {"actions": 25, "context": 10}
_PLACES = {"button": 75, "placeholder": 150, "option": 75, "field": 2000, "title": 24}


def violations(blocks: Sequence[Block], *, most_blocks: int = MESSAGE_BLOCKS) -> list[str]:
    """Everything about these blocks that Slack would refuse or cut; empty if nothing."""
    found = [] if len(blocks) <= most_blocks else [f"{len(blocks)} blocks, at most {most_blocks}"]
    if (total := characters(blocks)) > MESSAGE_CHARACTERS and most_blocks == MESSAGE_BLOCKS:
        found.append(f"{total} characters in all, at most {MESSAGE_CHARACTERS}")
    for index, block in enumerate(blocks):
        found += [f"block {index} ({block.get('type')}): {what}" for what in _in_block(block)]
    found += _repeated("block_id", [block["block_id"] for block in blocks if "block_id" in block])
    return found


def view_violations(view: Block) -> list[str]:
    """The same for a modal or a Home tab."""
    found = violations(view.get("blocks", []), most_blocks=VIEW_BLOCKS)
    for part in ("title", "submit", "close"):
        if part in view:
            found += [f"{part}: {what}" for what in _in_text(view[part], _PLACES["title"])]
    if len(view.get("private_metadata", "")) > 3000:
        found.append("private_metadata over 3000 characters")
    return found


def characters(blocks: Sequence[Block]) -> int:
    """How many characters of text the blocks hold, at any depth."""
    return sum(len(text) for block in blocks for text in _strings(block))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _in_block(block: Block) -> Iterator[str]:
    kind = block.get("type", "")
    if kind not in {"section", "header", "context", "actions", "divider", "input", "image"}:
        yield "a type that nothing here builds"
    if len(block.get("block_id", "")) > 255:
        yield "block_id over 255 characters"
    for part in ("text", "label", "hint"):
        if part in block:
            yield from _in_text(block[part], _TEXT_LIMITS.get(kind, 2000))
    if kind == "section" and not (block.get("text") or block.get("fields")):
        yield "neither text nor fields"
    yield from _in_fields(block.get("fields", []))
    yield from _in_elements(kind, block)


def _in_fields(fields: list[Block]) -> Iterator[str]:
    if len(fields) > 10:
        yield f"{len(fields)} fields, at most 10"
    for field in fields:
        yield from _in_text(field, _PLACES["field"])


def _in_elements(kind: str, block: Block) -> Iterator[str]:
    elements = block.get("elements", [])
    most = _ELEMENT_COUNTS.get(kind)
    if most is not None and not 1 <= len(elements) <= most:
        yield f"{len(elements)} elements, from 1 to {most}"
    nested = [*elements, *(block[part] for part in ("accessory", "element") if part in block)]
    for element in nested:
        yield from _in_element(element)
    yield from _repeated("action_id", [item["action_id"] for item in nested if "action_id" in item])


def _in_element(element: Block) -> Iterator[str]:
    kind = element.get("type")
    if kind in {"plain_text", "mrkdwn"}:
        yield from _in_text(element, _TEXT_LIMITS["context"])
    elif kind == "button":
        yield from _in_text(element["text"], _PLACES["button"])
    elif kind == "static_select":
        yield from _in_select(element)
    if len(element.get("value", "")) > 2000 or len(element.get("url", "")) > 3000:
        yield "a value over 2000 or an url over 3000 characters"
    if len(element.get("action_id", "")) > 255:
        yield "action_id over 255 characters"


def _in_select(element: Block) -> Iterator[str]:
    options = element.get("options", [])
    if not 1 <= len(options) <= 100:
        yield f"{len(options)} options, from 1 to 100"
    yield from _in_text(element["placeholder"], _PLACES["placeholder"])
    for item in options:
        yield from _in_text(item["text"], _PLACES["option"])
        if not 1 <= len(item["value"]) <= 150:
            yield f"an option's value of {len(item['value'])} characters, from 1 to 150"
    yield from _repeated("option value", [item["value"] for item in options])


def _in_text(text: Block, limit: int) -> Iterator[str]:
    length = len(text.get("text", ""))
    if not 1 <= length <= limit:
        yield f"a text of {length} characters, from 1 to {limit}"


def _repeated(what: str, values: list[str]) -> list[str]:
    return sorted({f"{what} {value!r} twice" for value in values if values.count(value) > 1})
