"""Maps as Markdown: headings for phases, stages, steps or moments, and fields below them.

A field is ``**Name:** text``, a list under such a name, a row of a table of two columns, or a
heading below a step. A table with steps as columns or as rows is read like a sheet.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from domain.error import BadInput
from domain.journey import JourneyMap
from knowledge.journey_draft import MapDraft, StageDraft, StepDraft, finish_map
from knowledge.journey_sheet import draft_grid
from knowledge.journey_word import map_field, plain_name, step_field
from knowledge.readers.table import check_file
from knowledge.readers.text_file import open_text

_BIGGEST = 5 << 20
_EXPECTED = (
    "{} is no journey map: expected headings for stages with steps below them (## Stage: Look, "
    "### Step: Ask for a price) and fields at each step (**Doing:**, **Touchpoints:**, "
    "**Feeling:**, **Pain points:**)."
)
_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*$")
_LABEL = re.compile(
    r"(?:[\d.]+\s+)?(life stage|stage|phase|chapter|step|moment that matters|moment of truth|moment"
    r"|touchpoint)\b\s*(?:\d+|[ivx]+|[a-h])?\s*(?:[:.)]|\s[-–—])\s*(.+)",
    re.IGNORECASE,
)
_STAGE_LABELS = {"life stage", "stage", "phase", "chapter"}
_FIELD = re.compile(r"(?:[-*+]\s+)?\*\*([^*]{1,60}?):?\*\*\s*:?\s*(.*)")
_PLAIN_FIELD = re.compile(r"(?:[-*+]\s+)?([A-Za-z][\w /]{1,40}):\s+(.*)")
_BULLET = re.compile(r"(?:[-*+]|\d+[.)])\s+(.+)")
_CONTAINER = re.compile(
    r"\b(journey|map|stages|phases|steps|moments|contents|overview)\b", re.IGNORECASE
)
_MARKS = re.compile(r"\*\*|[*`]|(?<!\w)_+|_+(?!\w)")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
# "Waiting (two weeks)" says when.
_WHEN = re.compile(
    r"(.+?)\s*\(([^)]*\b(?:minutes?|hours?|days?|weeks?|months?|years?|night)\b[^)]*)\)",
    re.IGNORECASE,
)
_NAMES = {"attribute", "dimension", "field", "aspect"}
_SEEN_FROM_OUTSIDE = {"emotion", "evoked_by", "channels"}
Fields = list[tuple[str, Sequence[str]]]


@dataclass(slots=True)
class _Section:
    """A heading with what stands below it, down to the next heading."""

    level: int
    title: str
    fields: list[tuple[str, list[str]]] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)
    bullets: list[str] = field(default_factory=list)
    grids: list[list[list[str]]] = field(default_factory=list)
    children: list["_Section"] = field(default_factory=list)

    @property
    def label(self) -> str:
        found = _LABEL.fullmatch(self.title)
        return found[1].lower() if found else ""

    @property
    def name(self) -> str:
        found = _LABEL.fullmatch(self.title)
        return found[2] if found else re.sub(r"^[\d.]+\s+", "", self.title)

    def walk(self) -> Iterator["_Section"]:
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


def read_markdown(path: Path) -> tuple[JourneyMap, list[str]]:
    """The map and the notes on what was not placed. Raises BadInput for any other Markdown."""
    check_file(path)
    if path.stat().st_size > _BIGGEST:
        raise BadInput(f"{path.name} is larger than 5 MB. Keep only the map.")
    with open_text(path) as (file, _):
        root = _sections(file.read())
    draft = _Reading().read(root)
    if not _is_journey(root, draft, path):
        raise BadInput(_EXPECTED.format(path.name))
    return finish_map(draft, path)


def _is_journey(root: _Section, draft: MapDraft, path: Path) -> bool:
    """A manual has steps too; a journey says so, or says how a step is for the one who takes it."""
    steps = [step for stage in draft.stages for step in stage.steps]
    fields = {step_field(name) for step in steps for name, _ in step.fields}
    titles = " ".join([path.stem, *(section.title for section in root.walk())]).lower()
    return bool(steps) and ("journey" in titles or bool(fields & _SEEN_FROM_OUTSIDE))


# Lines to sections


def _sections(text: str) -> _Section:
    root = _Section(0, "")
    open_sections = [root]
    lines: list[str] = []
    for line in _without_code(text):
        heading = _HEADING.fullmatch(line.strip())
        if heading is None:
            lines.append(line)
            continue
        _read_body(open_sections[-1], lines)
        lines = []
        section = _Section(len(heading[1]), _clean(heading[2]))
        while open_sections[-1].level >= section.level:
            open_sections.pop()
        open_sections[-1].children.append(section)
        open_sections.append(section)
    _read_body(open_sections[-1], lines)
    return root


def _without_code(text: str) -> Iterator[str]:
    inside = False
    for line in text.splitlines():
        if line.lstrip().startswith(("```", "~~~")):
            inside = not inside
        elif not inside:
            yield line


def _read_body(section: _Section, lines: Sequence[str]) -> None:
    # What the line is added to if it is a bullet, and if it only goes on with the line before.
    bullets, texts = section.bullets, section.prose
    goes_on = False
    table: list[list[str]] = []
    for raw in [*lines, ""]:
        line = raw.strip().lstrip("> ").strip()
        if line.startswith("|"):
            table.append([_clean(cell) for cell in line.strip("|").split("|")])
            continue
        if table:
            _read_table(section, table)
            table = []
        if not line or set(line) <= set("-*_ "):
            goes_on = False
        elif found := _field_at(line):
            bullets = texts = [text] if (text := _clean(found[2])) else []
            section.fields.append((_clean(found[1]), texts))
            goes_on = bool(texts)
        elif bullet := _BULLET.fullmatch(line):
            texts = bullets
            texts.append(_clean(bullet[1]))
            goes_on = True
        elif goes_on:
            texts[-1] += f" {_clean(line)}"
        else:
            texts = section.prose
            texts.append(_clean(line))
            goes_on = True


def _field_at(line: str) -> re.Match[str] | None:
    """``**Name:** text``, or ``Name: text`` where we know the name."""
    if found := _FIELD.fullmatch(line):
        return found
    found = _PLAIN_FIELD.fullmatch(line)
    return found if found and (step_field(found[1]) or map_field(found[1])) else None


def _clean(text: str) -> str:
    return " ".join(_MARKS.sub("", _LINK.sub(r"\1", text)).split())


def _read_table(section: _Section, table: list[list[str]]) -> None:
    rows = [row for row in table if not all(set(cell) <= set(":- ") for cell in row)]
    pairs = bool(rows) and all(len(row) == 2 for row in rows)
    if pairs and (rows[0][0].lower() in _NAMES or any(step_field(row[0]) for row in rows[1:])):
        section.fields += [(name, [text]) for name, text in rows[1:]]
    elif rows:
        section.grids.append(rows)


# Sections to a map


@dataclass(slots=True)
class _Reading:
    """Goes through the sections once; ``aside`` are those that are no part of a map."""

    draft: MapDraft = field(default_factory=lambda: MapDraft(""))
    aside: list[str] = field(default_factory=list)
    phases: list[str] = field(default_factory=list)

    def read(self, root: _Section) -> MapDraft:
        tops = root.children if len(root.children) > 1 else [root]
        head = next((part for part in root.walk() if part.level == 1), root)
        self.draft.name = re.sub(r"^(customer |user )?journey( map)?\s*[:–—-]\s*", "", head.title,
                                 flags=re.IGNORECASE)  # fmt: skip
        for part in {id(root): root, id(head): head}.values():
            self.draft.about += part.fields
            if part.prose and not self._is_step(part):
                self.draft.about.append(("scope", [part.prose[0][:300]]))
        for top in tops:
            self._visit(top, [])
        if self.phases:
            self.draft.about.append(("scope", self.phases))
            self.draft.notes.append(f"Its {len(self.phases)} phases are kept in the map's scope.")
        if self.aside:
            told = ", ".join(self.aside[:8]) + (", ..." if len(self.aside) > 8 else "")
            self.draft.notes.append(f"Left aside, as no part of a map: {told}.")
        return self.draft

    def _visit(self, section: _Section, above: list[_Section]) -> None:
        if re.search(r"\bpersonas?\b", section.title, re.IGNORECASE):
            return self._add_persona(section)
        if re.search(r"\b(interviews?|research)\b", section.title, re.IGNORECASE):
            return self._add_interviews(section)
        inner = [part for child in section.children for part in child.walk()]
        if section.level and not any(map(self._is_step, inner)) and self._is_step(section):
            return self._add_step(section, above)
        self._read_grids(section)
        if section.level > 1 and not any(self._is_step(part) or part.grids for part in inner):
            self.aside += [] if self._used_grid(section) else [section.title]
            return None
        if section.label and any(child.label in _STAGE_LABELS for child in section.children):
            self.phases.append(section.name)
        if above and section.label:
            self.draft.unplaced.update(f"{name} of a stage" for name, _ in section.fields)
            self.draft.unplaced["text of a stage"] += bool(section.prose)
        for child in section.children:
            self._visit(child, [*above, section])
        return None

    def _is_step(self, section: _Section) -> bool:
        """It is called one, or it has fields of one; a stage may hold only a list of its steps."""
        known = {place for name, texts in section.all_fields() if texts
                 and (place := step_field(name))}  # fmt: skip
        if section.label in _STAGE_LABELS:
            return bool(known) or bool(section.bullets and not section.children)
        return bool(section.label) or len(known) > 1

    def _add_step(self, section: _Section, above: list[_Section]) -> None:
        stage = self._stage(section, above)
        fields = section.all_fields()
        if not fields and section.label in _STAGE_LABELS:
            stage.steps += [StepDraft(name) for name in section.bullets]
            return
        told = [("description", [*section.prose, *section.bullets])] if section.prose else []
        name = section.name
        if timed := _WHEN.fullmatch(name):
            name = timed[1]
            told.append(("when", [timed[2]]))
        stage.steps.append(StepDraft(name, [*told, *fields]))
        if section.label.startswith("moment "):
            self.draft.unplaced[section.label] += 1

    def _stage(self, section: _Section, above: list[_Section]) -> StageDraft:
        """The nearest heading above that names a stage; a step without one is its own."""
        holder = section
        if section.label not in _STAGE_LABELS:
            named = [part for part in above if part.label in _STAGE_LABELS]
            plain = [p for p in above if p.level > 1 and not _CONTAINER.search(p.title)]
            holder = (named or plain or [section])[-1]
        if not (self.draft.stages and self.draft.stages[-1].name == holder.name):
            self.draft.stages.append(StageDraft(holder.name))
        return self.draft.stages[-1]

    def _add_persona(self, section: _Section) -> None:
        for part in section.walk():
            for name, texts in part.fields:
                place = {"name": "persona"}.get(plain_name(name)) or map_field(name)
                if place in {"persona", "persona_goal"}:
                    self.draft.about.append((place, texts))
                else:
                    self.draft.unplaced[f"{name} of the persona"] += 1

    def _add_interviews(self, section: _Section) -> None:
        pattern = re.compile("interview|usability|diary|observ|shadow|focus group", re.IGNORECASE)
        held = [text for text in section.bullets if pattern.search(text)]
        self.draft.about.append(("interviews", held))
        if len(section.bullets) > len(held):
            self.draft.unplaced[section.title] += len(section.bullets) - len(held)

    def _read_grids(self, section: _Section) -> None:
        for grid in section.grids:
            if found := draft_grid(grid):
                self.draft.stages += found.stages

    def _used_grid(self, section: _Section) -> bool:
        return any(draft_grid(grid) for grid in section.grids)
