"""A digest as a message."""

import json
from collections.abc import Sequence

from bot.blocks.action import take_button
from bot.blocks.answer import HELPFUL, WRONG_ROLE
from bot.blocks.element import actions, button
from bot.blocks.fit import fit_groups, fit_lines
from bot.blocks.home import MUTE, SNOOZE, SUBSCRIBE_OPEN, UNSUBSCRIBE
from bot.blocks.message import Block, Message
from bot.blocks.path import path_block, path_line
from bot.blocks.sit_in import sit_in_controls
from bot.blocks.sources import source_lines, sources_blocks
from bot.blocks.statements import Held, cited, statement_block, statement_lines
from bot.blocks.text import (
    context,
    escape,
    header,
    is_inert,
    marked_section,
    plain,
    section,
    shorten,
)
from domain.digest import Digest, Section
from domain.evidence import Evidence
from domain.period import Period

KEY_PREFIX = "digest:"
MORE = "ask me about this week to see the rest."
DIGEST_MORE = "digest_more"
_BLOCK_ID_LIMIT = 255


def digest_message(
    digest: Digest, role_title: str, key: str = "", target: str = "", *, whole: bool = False
) -> Message:
    """The point of the digest, or why there is none. ``key`` is hidden in it, to be found again.

    ``target`` is whose settings its buttons change; without one, those of whoever presses.
    ``whole`` tells all of it, where somebody asked for that.
    """
    heading = f"{shorten(role_title, 80)}: what customers lived through, {_days(digest.period)}"
    if digest.skipped:
        return _skipped(digest, heading)
    sections = digest.sections if whole else digest.brief
    held = {item.ref: item for item in digest.evidence}
    way = [path_block(digest.path)] if digest.path and digest.path.hops else []
    lead: list[Block] = [{**header(heading), **_hidden(key)}, *way]
    said = [each for part in sections for each in part.statements]
    shown = digest.evidence if whole else cited(digest.evidence, said)
    pictured = _chart_words(digest) if whole else _pictured(digest)
    tail = [*pictured, *sources_blocks(shown), *sit_in_controls(digest), *_buttons(digest, target)]
    body = fit_groups(_groups(sections, held), [*lead, *tail], MORE)
    return Message(_text(digest, heading, sections, shown), (*lead, *body, *tail))


def _days(period: Period) -> str:
    """``9 to 15 Nov 2026``: nobody thinks in week numbers."""
    first, last = f"{period.first_day:%-d %b %Y}", f"{period.last_day:%-d %b %Y}"
    if first == last:
        return last
    for shared in (last[last.index(" ") :], f" {period.last_day:%Y}"):
        if first.endswith(shared):
            return f"{first.removesuffix(shared)} to {last}"
    return f"{first} to {last}"


def digest_key(block: Block) -> str | None:
    """The key that a message's first block carries, if it is a digest's."""
    block_id = str(block.get("block_id", ""))
    return block_id.removeprefix(KEY_PREFIX) if block_id.startswith(KEY_PREFIX) else None


def _hidden(key: str) -> Block:
    block_id = KEY_PREFIX + key
    return {"block_id": block_id} if key and len(block_id) <= _BLOCK_ID_LIMIT else {}


def _groups(sections: Sequence[Section], held: Held) -> list[list[Block]]:
    """Each section's title goes with its first statement, so that neither stands alone."""
    groups = []
    for part in sections:
        said = [[statement_block(statement, held)] for statement in part.statements]
        if said:
            said[0].insert(0, _title(part.title))
        groups += said
    return groups


def _title(words: str) -> Block:
    """Titles are ours, and short; one that is not is shortened, and shown without formatting."""
    title = shorten(words.strip(), 150)
    return marked_section(f"*{title}*") if title and is_inert(title) else section(title)


def _chart_words(digest: Digest) -> list[Block]:
    told = [f"Chart: {digest.chart_alt}"] if digest.chart_alt else []
    # All of it stands at the picture itself; here it would be longer than the digest.
    told += (
        [f"Picture: {digest.journey.alt.partition('. ')[0].rstrip('.')}."] if digest.journey else []
    )
    return [context(plain(shorten(words, 1900))) for words in told]


def _pictured(digest: Digest) -> list[Block]:
    """That there is something to look at: it hangs in the thread."""
    kinds = {"chart": "the chart", "journey": "the steps around this one"}
    shown = [kinds.get(each.kind, "a picture") for each in digest.pictures]
    return [context(plain(f"In the thread: {' and '.join(shown)}."))] if shown else []


def _buttons(digest: Digest, target: str) -> list[Block]:
    again = json.dumps({"r": digest.role, "p": digest.period.name})
    return [
        actions(
            "digest_opinion",
            button("Show more", DIGEST_MORE, again),
            take_button(digest.evidence),
            button("Helpful", HELPFUL, "helpful"),
            button("Wrong for my role", WRONG_ROLE, "wrong_role"),
        ),
        actions(
            "digest_controls",
            button("Change", SUBSCRIBE_OPEN, target),
            button("Skip next", SNOOZE, target),
            button("Mute", MUTE, target),
            button("Unsubscribe", UNSUBSCRIBE, target),
        ),
    ]


def _text(
    digest: Digest, heading: str, sections: Sequence[Section], shown: Sequence[Evidence]
) -> str:
    held = {item.ref: item for item in digest.evidence}
    way = [escape(path_line(digest.path))] if digest.path and digest.path.hops else []
    lines = [escape(heading), *way]
    for part in sections:
        lines += [escape(part.title), *statement_lines(part.statements, held)]
    return fit_lines([*lines, *map(escape, source_lines(shown))], MORE)


def _skipped(digest: Digest, heading: str) -> Message:
    reason = shorten(digest.reason or "There is nothing new worth your time.", 800)
    return Message(
        escape(f"{heading}. No digest: {reason}"),
        (header(heading), section(f"No digest this time. {reason}")),
    )
