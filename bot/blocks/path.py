"""The ripple from a role to what a customer feels, in one line."""

from bot.blocks.message import Block
from bot.blocks.text import escape, is_inert, marked_section, section, shorten
from domain.answer import Hop, Path

_ARROW = " → "
_LINE_LIMIT = 2900
STEP_KINDS = frozenset({"step", "journey_step", "journey"})


def path_line(path: Path) -> str:
    return shorten(_ARROW.join(_named(hop) for hop in path.hops), _LINE_LIMIT)


def path_block(path: Path) -> Block:
    """The journey step stands out, if every name is harmless in formatted text."""
    marked = _ARROW.join(_marked(hop) for hop in path.hops)
    if len(marked) > _LINE_LIMIT or not all(is_inert(hop.name) for hop in path.hops):
        return section(path_line(path))
    return marked_section(marked)


def _marked(hop: Hop) -> str:
    name = escape(_named(hop))
    return f"*{name}*" if hop.kind in STEP_KINDS and name.strip() == name else name


def _named(hop: Hop) -> str:
    return hop.name[:1].upper() + hop.name[1:] if hop.kind == "role" else hop.name
