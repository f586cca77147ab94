"""Where the evidence comes from, in small print: grouped by kind, each source said once."""

from collections.abc import Iterable, Iterator, Sequence

from bot.blocks.message import Block
from bot.blocks.text import context, link, mrkdwn, plain, shorten
from domain.evidence import Evidence, Kind

KIND_NAMES = {
    Kind.VERBATIM: "Comments",
    Kind.TREND: "Numbers",
    Kind.JOURNEY: "Journey map",
    Kind.INSIGHT: "From the CX team",
}
_ENTRY_LIMIT = 200
_LINE_LIMIT = 1800
_MOST_LINES = 6
_LINKS_LIMIT = 1800


def source_lines(evidence: Iterable[Evidence]) -> list[str]:
    """``Comments: E1, E4 survey, 3 Nov 2026; E5 tickets``, one line or more for each kind.

    What is too much for the small print is left out, and the last line says how many.
    """
    held = list(evidence)
    lines: list[str] = []
    for kind in Kind:
        entries = list(_entries([item for item in held if item.kind is kind]))
        lines += _packed(KIND_NAMES[kind], entries)
    if len(lines) > _MOST_LINES:
        left_out = len(lines) - _MOST_LINES + 1
        return [*lines[: _MOST_LINES - 1], f"{left_out} more lines of evidence are not shown here."]
    return lines


def sources_blocks(evidence: Sequence[Evidence]) -> list[Block]:
    """The lines, and links to what can be opened."""
    lines = [context(plain(line)) for line in source_lines(evidence)]
    links = _links(evidence)
    return [*lines, context(mrkdwn(links))] if links else lines


def _entries(items: list[Evidence]) -> Iterator[str]:
    """Pieces of evidence with the same source, date, number and window share an entry."""
    refs: dict[str, list[str]] = {}
    for item in items:
        refs.setdefault(_told(item), []).append(item.ref)
    for told, named in refs.items():
        yield shorten(f"{', '.join(named)} {told}".strip(), _ENTRY_LIMIT)


def _told(item: Evidence) -> str:
    parts = [item.source]
    if item.occurred_at:
        parts.append(f"{item.occurred_at:%-d %b %Y}")
    if item.n is not None:
        parts.append(f"n = {item.n:,}")
    parts.append(item.window or "")
    return ", ".join(part for part in parts if part)


def _packed(title: str, entries: list[str]) -> Iterator[str]:
    line = ""
    for entry in entries:
        if line and len(line) + len(entry) > _LINE_LIMIT:
            yield line
            line = ""
        line = f"{line}; {entry}" if line else f"{title}: {entry}"
    if line:
        yield line


def _links(evidence: Sequence[Evidence]) -> str:
    shown = ""
    for item in evidence:
        made = link(item.url, _link_label(item))
        longer = f"{shown} · {made}" if shown else f"Open: {made}"
        if made and len(longer) <= _LINKS_LIMIT:
            shown = longer
    return shown


def _link_label(item: Evidence) -> str:
    """``E3``, or for a recording where it opens. No colon: two of them could make an emoji."""
    if item.second is None:
        return item.ref
    minutes, seconds = divmod(int(item.second), 60)
    return f"{item.ref} recording at {minutes} min {seconds} s"
