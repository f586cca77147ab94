"""A comment under review, as a person sees it on a terminal."""

import re

from rich.console import Group
from rich.panel import Panel
from rich.text import Text

from domain.review import Entry, Item
from knowledge.removal import TOKEN
from retrieval.label import format_day

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_UNSURE = 0.5
HELP = (
    "a approve   f feature   r reject   t themes   s step   m sentiment   x redact more\n"
    "u undo   n next   q quit   ? help"
)
LONG_HELP = f"""{HELP}
Approving or featuring a comment whose tags you see confirms them: the next import learns from it.
Taking words out (x) is for good. What you approve here is shown to employees from then on."""


def plain(text: str) -> str:
    """Customer text without what a terminal would obey."""
    return _CONTROL.sub("·", text)


def item_lines(item: Item) -> list[str]:
    """A comment in a few lines, for lists."""
    return [
        f"{item.id}  {_origin(item)}  {item.state}",
        f"    {plain(item.text)}",
        f"    {_tags(item)}",
        f"    why: {'; '.join(item.reasons)}",
    ]


def item_panel(item: Item, left: int) -> Panel:
    """A comment alone, its tokens marked, for deciding on it."""
    said = Text(plain(item.text))
    said.highlight_regex(TOKEN, "bold black on yellow")
    why = Text(f"First because: {'; '.join(item.reasons)}", "yellow")
    body = Group(said, Text(), Text(_origin(item), "dim"), Text(_tags(item)), why)
    title = Text(f"{item.id} · {item.state} · {left:,} wait")
    return Panel(body, title=title, title_align="left")


def entry_line(entry: Entry) -> str:
    undone = ", undone" if entry.undone else ""
    moved = "; ".join(
        f"{name} {_shown(entry.before.get(name))} → {_shown(entry.after[name])}"
        for name in entry.after
    )
    return (
        f"{entry.decided_at:%Y-%m-%d %H:%M}  {entry.decided_by}: {entry.decision} "
        f"({entry.batch}{undone})  {moved}"
    )


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return "none" if value is None else str(value)


def _origin(item: Item) -> str:
    said = f", {format_day(item.occurred_at)}" if item.occurred_at else ""
    scored = f", {item.metric or 'score'} {item.score:g}" if item.score is not None else ""
    return f"{item.source}{said}{scored}"


def _tags(item: Item) -> str:
    themes = ", ".join(item.themes) or "none"
    feeling = "unknown" if item.sentiment is None else f"{item.sentiment:+.2f}"
    return f"themes: {themes} · step: {item.step or 'none'} · sentiment: {feeling} ({_sure(item)})"


def _sure(item: Item) -> str:
    if item.tagged_by != "machine":
        return f"by {item.tagged_by}"
    if item.tag_doubt is None:
        return "by machine"
    return "unsure" if item.tag_doubt >= _UNSURE else "fairly sure"
