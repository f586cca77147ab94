"""Modals: digest settings, and the preview of a digest."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.blocks.element import labelled, open_on, option, select
from bot.blocks.message import Block, View
from bot.blocks.notice import NO_ROLES, role_options
from bot.blocks.text import context, plain, section, shorten
from domain.role import Role
from domain.subscription import WEEKDAYS

SUBSCRIBE_VIEW = "subscribe"
TITLE = "Weekly digest"
ROLE, WEEKDAY, HOUR = "role", "weekday", "hour"


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form: as it was opened, or as somebody left it.

    ``target`` is whose digest it is: a user or a channel id.
    """

    target: str
    zone: str
    role: str | None = None
    weekday: int = 0
    hour: int = 9


def subscribe_modal(roles: Sequence[Role], typed: Typed) -> View:
    if not role_options(roles):
        return notice_modal(TITLE, NO_ROLES)
    days = [option(day.capitalize(), str(index)) for index, day in enumerate(WEEKDAYS)]
    hours = [option(f"{hour:02d}:00", str(hour)) for hour in range(24)]
    blocks = [
        labelled(ROLE, "Role", select(ROLE, "Choose a role", role_options(roles), typed.role)),
        labelled(WEEKDAY, "Day", select(WEEKDAY, "Choose a day", days, str(typed.weekday))),
        labelled(HOUR, "Hour", select(HOUR, "Choose an hour", hours, str(typed.hour))),
        context(plain(f"Your time zone: {typed.zone}. A week with nothing new is left out.")),
    ]
    return _form(blocks, typed)


def refilled_modal(blocks: Sequence[Block], typed: Typed, problem: str) -> View:
    """The form as it was submitted, with what was typed, under a line that says what to do.

    It is made of the submitted blocks, so that it needs nothing that may have failed.
    """
    chosen = {ROLE: typed.role, WEEKDAY: str(typed.weekday), HOUR: str(typed.hour)}
    kept = [
        _refilled(block, chosen.get(block.get("block_id", "")))
        for block in blocks
        if block["type"] != "section"
    ]
    return _form([section(shorten(problem, 2900)), *kept], typed)


def _refilled(block: Block, value: str | None) -> Block:
    if block["type"] != "input":
        return block
    return {**block, "element": open_on(block["element"], value)}


def _form(blocks: list[Block], typed: Typed) -> View:
    return {
        **_modal(TITLE, blocks),
        "callback_id": SUBSCRIBE_VIEW,
        "private_metadata": f"{typed.target} {typed.zone}",
        "submit": plain("Save"),
    }


def notice_modal(title: str, words: str) -> View:
    return _modal(title, [section(shorten(words, 2900))])


def blocks_modal(title: str, blocks: Sequence[Block]) -> View:
    return _modal(title, list(blocks))


def _modal(title: str, blocks: list[Block]) -> View:
    return {
        "type": "modal",
        "title": plain(shorten(title, 24)),
        "close": plain("Close"),
        "blocks": blocks,
    }
