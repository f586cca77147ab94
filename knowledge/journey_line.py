"""Lines of Markdown made plain: steps that are items of a list or bold lines become headings."""

import html
import re
from collections.abc import Iterator, Sequence

from knowledge.journey_word import step_field

_MARKS = re.compile(r"\*\*|[*`]|(?<!\w)_+|_+(?!\w)")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]{0,80}>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ITEM = re.compile(r"(\s*)(?:[-*+]|\d+[.)])\s+(.+)")
_BOLD_LINE = re.compile(r"(?:\*\*|__)([^*]+?)(?:\*\*|__)\s*")
_STEP_WORD = re.compile(r"(life stage|stage|phase|chapter|step|moment|touchpoint)\b.{2,}",
                        re.IGNORECASE)  # fmt: skip
_NAMED = re.compile(r"(?:[*_]{0,2})([^:*_]{2,60}?)(?:[*_]{0,2}\s*:|:[*_]{0,2})(?:\s|$)")
_MERMAID = re.compile(r"^\s*```\s*mermaid\s*\n(.*?)^\s*```", re.DOTALL | re.MULTILINE)
_TASK = re.compile(r"(.+?)\s*:\s*(\d)\s*(?::\s*(.*))?")
_TITLE = re.compile(r"(?:\*\*|__)(.+?)(?:\*\*|__)\s*[-–—:]*\s*(.*)|(.+?)\s+[-–—]\s+(.+)")


def clean_text(text: str) -> str:
    """A text without Markdown's marks, links' addresses and HTML."""
    plain = _TAG.sub("", _BREAK.sub("; ", text))
    return " ".join(html.unescape(_MARKS.sub("", _LINK.sub(r"\1", plain))).split()).strip("; ")


def lift_steps(text: str) -> list[str]:
    """The lines without code; what holds the fields of a step below it is a heading."""
    lines = _setext(list(_without_code(_COMMENT.sub("", text))))
    return list(_lift_items(list(_lift_bold(lines))))


def _without_code(text: str) -> Iterator[str]:
    inside = False
    for line in text.splitlines():
        if line.lstrip().startswith(("```", "~~~")):
            inside = not inside
        elif not inside:
            yield line.replace("\t", "    ")


def headings_of_mermaid(text: str) -> Iterator[str]:
    """A Mermaid ``journey`` diagram as headings: sections are stages, tasks steps from 1 to 5."""
    for block in _MERMAID.findall(text):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        if not lines or lines[0] != "journey":
            continue
        for line in lines[1:]:
            if line.startswith("section "):
                yield f"## Stage: {line.removeprefix('section ').strip()}"
            elif task := _TASK.fullmatch(line):
                yield f"### Step: {task[1]}"
                yield f"**Emotion:** {task[2]}/5"
                yield f"**Who:** {task[3] or ''}"


def _setext(lines: Sequence[str]) -> list[str]:
    """``Title`` over a line of ``===`` as ``# Title``, and over ``---`` as ``## Title``."""
    made: list[str] = []
    for line in lines:
        rule = line.strip()
        over = made[-1].strip() if made else ""
        plain = bool(over) and over[0] not in "#|>-*+" and ":" not in over
        if plain and len(rule) > 2 and set(rule) in ({"="}, {"-"}):
            made[-1] = f"{'#' if rule[0] == '=' else '##'} {over}"
        else:
            made.append(line)
    return made


def _lift_bold(lines: Sequence[str]) -> Iterator[str]:
    """A bold line that is called a step, or that fields follow, heads what stands below it."""
    level = 1
    for number, line in enumerate(lines):
        if line.startswith("#"):
            level = _level(line)
        bold = _BOLD_LINE.fullmatch(line.strip())
        name = bold[1].strip() if bold else ""
        if name and (_STEP_WORD.match(name) or _heads_fields(name, lines[number + 1 :])):
            yield f"{'#' * (level + 1)} {name.rstrip(':')}"
        else:
            yield line


def _heads_fields(name: str, below: Sequence[str]) -> bool:
    if name.endswith(":") or step_field(name):
        return False
    known = 0
    for line in below:
        if line.startswith(("#", "|")) or _BOLD_LINE.fullmatch(line.strip()):
            break
        known += _is_known(line.strip().lstrip("-*+ "))
    return known > 1


def _lift_items(lines: Sequence[str]) -> Iterator[str]:
    """An item of a list with fields among the items below it is a step with these fields."""
    level, lifted = 1, False
    for number, line in enumerate(lines):
        if line.startswith("#"):
            level, lifted = _level(line), False
        item = _ITEM.fullmatch(line.rstrip())
        if item and not item[1] and _holds_fields(item[2], lines[number + 1 :]):
            lifted = True
            yield from _headed(item[2], level + 1)
        elif lifted and item and not item[1]:
            # The last one of a list may have nothing below it, and is a step all the same.
            yield from _headed(item[2], level + 1)
        else:
            yield line


def _headed(item: str, level: int) -> Iterator[str]:
    title = _TITLE.fullmatch(item)
    name, told = (part for part in title.groups() if part is not None) if title else (item, "")
    yield f"{'#' * level} {name if _STEP_WORD.match(name) else f'Step: {name}'}"
    if told:
        yield told


def _holds_fields(item: str, below: Sequence[str]) -> bool:
    """Whether a deeper item names a field; ``Actions:`` itself is a field with a list."""
    if _is_known(item) or step_field(item):
        return False
    for line in below:
        if line.strip() and not line.startswith((" ", "\t")):
            return False
        inner = _ITEM.fullmatch(line.rstrip())
        if inner and _is_known(inner[2]):
            return True
    return False


def _is_known(text: str) -> bool:
    found = _NAMED.match(text)
    return bool(found and step_field(found[1]))


def _level(line: str) -> int:
    return len(line) - len(line.lstrip("#"))
