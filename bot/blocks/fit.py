"""Making what is said fit: whole blocks and whole lines are left out, nothing is cut."""

from collections.abc import Iterable, Sequence

from bot.blocks.limits import MESSAGE_BLOCKS, MESSAGE_CHARACTERS, TEXT_BYTES, characters
from bot.blocks.message import Block
from bot.blocks.text import context, plain

_RESERVE = 400  # characters kept for the line that says what was left out


def fit_groups(
    groups: Sequence[Sequence[Block]], around: Sequence[Block], more_in: str
) -> list[Block]:
    """As many whole groups, in order, as fit beside the blocks ``around`` them.

    ``more_in`` says where the rest can be read; it is added only if something was left out.
    """
    blocks_left = MESSAGE_BLOCKS - len(around) - 1
    characters_left = MESSAGE_CHARACTERS - characters(around) - _RESERVE
    kept: list[Block] = []
    for index, group in enumerate(groups):
        size = characters(group)
        if len(group) > blocks_left or size > characters_left:
            return [*kept, context(plain(f"{len(groups) - index} more: {more_in}"))]
        blocks_left -= len(group)
        characters_left -= size
        kept.extend(group)
    return kept


def fit_lines(lines: Iterable[str], more_in: str) -> str:
    """As many whole lines as a message's text holds."""
    kept: list[str] = []
    room = TEXT_BYTES - len(more_in.encode()) - 1
    for line in lines:
        room -= len(line.encode()) + 1
        if room < 0:
            return "\n".join([*kept, more_in])
        kept.append(line)
    return "\n".join(kept)
