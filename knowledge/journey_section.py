"""Markdown as sections: a heading with the fields, texts and tables below it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from knowledge.journey_line import clean_text, lift_steps
from knowledge.journey_word import map_field, step_field

STAGE_LABELS = {"life stage", "stage", "phase", "chapter"}
LABEL = re.compile(
    r"(?:[\d.]+\s+)?(life stage|stage|phase|chapter|step|moment that matters|moment of truth|moment"
    r"|touchpoint)\b\s*(?:[\d.]+|[ivx]+|[a-h])?\s*(?:[:.)]|\s[-–—])\s*(.+)",
    re.IGNORECASE,
)
_HEADING = re.compile(r"(#{1,9})\s+(.+?)\s*#*$")
_FIELD = re.compile(
    r"(?:[-*+]\s+)?(?:\*\*|__)([^*]{1,60}?):?(?:\*\*|__)\s*(?::|[-–—]\s)?\s*(.*)"
    r"|(?:[-*+]\s+)?[*_]([^*_:]{1,60}):[*_]\s*(.*)|(?:[-*+]\s+)?[*_]([^*_:]{1,60})[*_]\s*:\s*(.*)"
)
_PLAIN_FIELD = re.compile(r"(?:[-*+]\s+)?([^\W\d][\w /&-]{1,40})(?::(?!\S)|\s[–—](?!\S))\s*(.*)")
_BULLET = re.compile(r"(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?(.+)")
_NAMES = {"attribute", "dimension", "field", "aspect", "element", "category", "item", ""}
_TELLS = {"detail", "details", "description", "notes", "content", "value", "insight", "insights"}
Fields = list[tuple[str, Sequence[str]]]


@dataclass(slots=True)
class Section:
    """A heading with what stands below it, down to the next heading."""

    level: int
    title: str
    fields: list[tuple[str, list[str]]] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)
    bullets: list[str] = field(default_factory=list)
    grids: list[list[list[str]]] = field(default_factory=list)
    children: list["Section"] = field(default_factory=list)

    @property
    def label(self) -> str:
        found = LABEL.fullmatch(self.title)
        return found[1].lower() if found else ""

    @property
    def name(self) -> str:
        found = LABEL.fullmatch(self.title)
        return found[2] if found else re.sub(r"^(\d+[.)]?)+\s+", "", self.title)

    def walk(self) -> Iterator["Section"]:
        yield self
        for child in self.children:
            yield from child.walk()

    def all_fields(self) -> Fields:
        """Its own fields, and each heading below it as one."""
        below = [
            (part.title, [*part.prose, *part.bullets])
            for child in self.children
            for part in child.walk()
        ]
        deeper = [pair for child in self.children for pair in child.all_fields() if pair[1]]
        return [*self.fields, *below, *(pair for pair in deeper if pair not in below)]


def read_sections(text: str) -> Section:
    """The whole text as one section without a heading, which holds the others."""
    root = Section(0, "")
    open_sections = [root]
    lines: list[str] = []
    for line in lift_steps(text):
        heading = _HEADING.fullmatch(line.strip())
        if heading is None:
            lines.append(line)
            continue
        _read_body(open_sections[-1], lines)
        lines = []
        section = Section(len(heading[1]), clean_text(heading[2]))
        while open_sections[-1].level >= section.level:
            open_sections.pop()
        open_sections[-1].children.append(section)
        open_sections.append(section)
    _read_body(open_sections[-1], lines)
    return root


def _read_body(section: Section, lines: Sequence[str]) -> None:
    # What the line is added to if it is a bullet, and if it only goes on with the line before.
    bullets, texts = section.bullets, section.prose
    # After one field with its text beside it, what looks like another is one, known or not.
    goes_on = told = False
    table: list[list[str]] = []
    for raw in [*lines, ""]:
        line = raw.strip().lstrip("> ").strip()
        if line.startswith("|"):
            table.append([clean_text(cell) for cell in line.strip("|").split("|")])
            continue
        if table:
            _read_table(section, table)
            table = []
        if not line or set(line) <= set("-*_ "):
            goes_on = False
        elif found := field_at(line) or (_looks_named(line) if told else None):
            told = bool(found[1])
            bullets = texts = [text] if (text := clean_text(found[1])) else []
            section.fields.append((clean_text(found[0]), texts))
            goes_on = bool(texts)
        elif bullet := _BULLET.fullmatch(line):
            texts = bullets
            texts.append(clean_text(bullet[1]))
            goes_on = True
        elif goes_on:
            texts[-1] += f" {clean_text(line)}"
        else:
            texts = section.prose
            texts.append(clean_text(line))
            goes_on = True


def field_at(line: str) -> tuple[str, str] | None:
    """Name and text of ``**Name:** text``, or of ``Name: text`` where we know the name."""
    if found := _FIELD.fullmatch(line):
        name, text = (part for part in found.groups() if part is not None)
        return name, text
    found = _PLAIN_FIELD.fullmatch(line)
    known = found and (step_field(found[1]) or map_field(found[1]))
    return (found[1], found[2]) if found and known else None


def _looks_named(line: str) -> tuple[str, str] | None:
    found = _PLAIN_FIELD.fullmatch(line)
    is_item = line[0] in "-*+"
    return (found[1], found[2]) if found and is_item and len(found[1].split()) < 5 else None


def _read_table(section: Section, table: list[list[str]]) -> None:
    rows = [row for row in table if not all(set(cell) <= set(":- ") for cell in row)]
    rows = rows or [row for row in table if any(row)]
    pairs = bool(rows) and all(len(row) == 2 for row in rows)
    if pairs and (rows[0][0].lower() in _NAMES or any(step_field(row[0]) for row in rows[1:])):
        headed = rows[0][0].lower() in _NAMES or step_field(rows[0][0]) is None
        section.fields += [(name, [text]) for name, text in rows[headed:]]
    elif rows and rows[0][0].lower() in _NAMES and rows[0][1:2] and rows[0][1].lower() in _TELLS:
        # Steps have names of their own; under such a head stands what one step is like.
        section.fields += [(row[0], [cell for cell in row[1:] if cell]) for row in rows[1:]]
    elif rows:
        section.grids.append(rows)
