"""Maps as Markdown: headings for phases, stages, steps or moments, and fields below them.

A field is ``**Name:** text``, a list under such a name, a row of a table of two columns, or a
heading below a step. A table with steps as columns or as rows is read like a sheet.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from domain.error import BadInput
from domain.journey import JourneyMap
from knowledge.journey_draft import MapDraft, StageDraft, StepDraft, finish_map
from knowledge.journey_grid import NO_STAGE, draft_grid
from knowledge.journey_line import headings_of_mermaid
from knowledge.journey_section import STAGE_LABELS, Section, read_sections
from knowledge.journey_word import map_field, plain_name, step_field
from knowledge.readers.table import check_file
from knowledge.readers.text_file import open_text

_BIGGEST = 5 << 20
_EXPECTED = (
    "{} is no journey map: expected headings for stages with steps below them (## Stage: Look, "
    "### Step: Ask for a price) and fields at each step (**Doing:**, **Touchpoints:**, "
    "**Feeling:**, **Pain points:**)."
)
_CONTAINER = re.compile(
    r"\b(journey|map|stages|phases|steps|moments|contents|overview)\b", re.IGNORECASE
)
# "Waiting (two weeks)" says when.
_WHEN = re.compile(
    r"(.+?)\s*\(([^)]*\b(?:minutes?|hours?|days?|weeks?|months?|years?|night)\b[^)]*)\)",
    re.IGNORECASE,
)
_MAP_OF = re.compile(
    r"^(customer |user )?journey( map)?\s*(?:[:–—-]|of\b|for\b)\s*(?=\w)", re.IGNORECASE
)
_SEEN_FROM_OUTSIDE = {"emotion", "evoked_by", "channels"}


def read_markdown(path: Path) -> tuple[JourneyMap, list[str]]:
    """The map and the notes on what was not placed. Raises BadInput for any other Markdown."""
    check_file(path)
    if path.stat().st_size > _BIGGEST:
        raise BadInput(f"{path.name} is larger than 5 MB. Keep only the map.")
    with open_text(path) as (file, _):
        text = file.read()
    root = read_sections(text)
    draft = _Reading().read(root)
    if not draft.stages:
        root = read_sections("\n".join([*text.splitlines(), *headings_of_mermaid(text)]))
        draft = _Reading().read(root)
    if not _is_journey(root, draft, path):
        raise BadInput(_EXPECTED.format(path.name))
    return finish_map(draft, path)


def _is_journey(root: Section, draft: MapDraft, path: Path) -> bool:
    """A manual has steps too; a journey says so, or says how a step is for the one who takes it."""
    steps = [step for stage in draft.stages for step in stage.steps]
    fields = {step_field(name) for step in steps for name, _ in step.fields}
    titles = " ".join([path.stem, *(section.title for section in root.walk())]).lower()
    return bool(steps) and ("journey" in titles or bool(fields & _SEEN_FROM_OUTSIDE))


@dataclass(slots=True)
class _Reading:
    """Goes through the sections once; ``aside`` are those that are no part of a map."""

    draft: MapDraft = field(default_factory=lambda: MapDraft(""))
    aside: list[str] = field(default_factory=list)
    phases: list[str] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)

    def read(self, root: Section) -> MapDraft:
        tops = root.children if len(root.children) > 1 else [root]
        head = next((part for part in root.walk() if part.level == 1), root)
        self.draft.name = _MAP_OF.sub("", head.title)
        for part in {id(root): root, id(head): head}.values():
            self.draft.about += part.fields
            if part.prose and (part.children or not self._is_step(part)):
                self.draft.about.append(("scope", [part.prose[0][:300]]))
        for top in tops:
            self._visit(top, [])
        if self.phases:
            self.draft.about.append(("scope", self.phases))
            self.draft.notes.append(f"Its {len(self.phases)} phases are kept in the map's scope.")
        if self.bare:
            told = ", ".join(self.bare)
            self.draft.notes.append(f"Taken as steps for their place, without a field: {told}.")
        if self.aside:
            told = ", ".join(self.aside[:20]) + (", ..." if len(self.aside) > 20 else "")
            self.draft.notes.append(f"Left aside, as no part of a map: {told}.")
        return self.draft

    def _visit(self, section: Section, above: list[Section]) -> None:
        if re.search(r"\bpersonas?\b", section.title, re.IGNORECASE):
            return self._add_persona(section)
        inner = [part for child in section.children for part in child.walk()]
        if self._tells_interviews(section):
            return self._add_interviews(section)
        if section.level and not any(map(self._is_step, inner)) and self._is_step(section):
            return self._add_step(section, above)
        if not inner and self._is_beside_steps(section, above):
            self.bare.append(section.name)
            return self._add_step(section, above)
        self._read_grids(section)
        if section.level > 1 and not any(self._is_step(part) or part.grids for part in inner):
            self._leave_aside(section)
            return None
        self._read_container(section, above)
        for child in section.children:
            self._visit(child, [*above, section])
        return None

    def _read_container(self, section: Section, above: list[Section]) -> None:
        if section.label and any(child.label in STAGE_LABELS for child in section.children):
            self.phases.append(section.name)
        if above and section.label:
            self.draft.unplaced.update(f"{name} of a stage" for name, _ in section.fields)
            self.draft.unplaced["text of a stage"] += bool(section.prose)

    def _leave_aside(self, section: Section) -> None:
        told = [*section.prose, *section.bullets]
        if told and (map_field(section.title) or "name") not in {"name", "id"}:
            self.draft.about.append((section.title, told))
        elif not self._used_grid(section):
            self.aside.append(section.title)

    def _is_beside_steps(self, section: Section, above: list[Section]) -> bool:
        """What is numbered or called like the steps beside it is one, whatever it tells."""
        beside = above[-1].children if above else []
        numbered = section.label or re.match(r"\d+[.)]?\s", section.title)
        named = map_field(section.title) or _CONTAINER.search(section.title)
        steps = [other for other in beside if other is not section and self._is_step(other)]
        return bool(numbered and steps and not named and not section.grids)

    def _tells_interviews(self, section: Section) -> bool:
        """A stage may be called Research too."""
        named = re.search(r"\b(interviews?|research)\b", section.title, re.IGNORECASE)
        return bool(named) and not any(map(self._is_step, section.walk()))

    def _is_step(self, section: Section) -> bool:
        """It is called one, or it has fields of one; a stage may hold only a list of its steps."""
        known = {place for name, texts in section.all_fields() if texts
                 and (place := step_field(name))}  # fmt: skip
        if any(draft_grid(grid) for part in section.walk() for grid in part.grids):
            return False
        if section.label in STAGE_LABELS:
            return bool(known) or bool(section.bullets and not section.children)
        return bool(section.label) or len(known) > 1

    def _add_step(self, section: Section, above: list[Section]) -> None:
        stage = self._stage(section, above)
        fields = section.all_fields()
        if not fields and section.bullets and section.label in STAGE_LABELS:
            stage.steps += [StepDraft(name) for name in section.bullets]
            return
        told = [("description", [*section.prose, *section.bullets])] if section.prose else []
        name = section.name
        if timed := _WHEN.fullmatch(name):
            name = timed[1]
            told.append(("when", [timed[2]]))
        if section.label.startswith("moment "):
            told.append((section.label, ["yes"]))
        stage.steps.append(StepDraft(name, [*told, *fields]))

    def _stage(self, section: Section, above: list[Section]) -> StageDraft:
        """The nearest heading above that names a stage; a step without one is its own."""
        holder = section
        if section.label not in STAGE_LABELS:
            named = [part for part in above if part.label in STAGE_LABELS]
            plain = [p for p in above if p.level > 1 and not _CONTAINER.search(p.title)]
            holder = (named or plain or [section])[-1]
        if not (self.draft.stages and self.draft.stages[-1].name == holder.name):
            self.draft.stages.append(StageDraft(holder.name))
        return self.draft.stages[-1]

    def _add_persona(self, section: Section) -> None:
        for part in section.walk():
            for name, texts in part.fields:
                place = {"name": "persona"}.get(plain_name(name)) or map_field(name)
                if place in {"persona", "persona_goal"}:
                    self.draft.about.append((place, texts))
                else:
                    self.draft.unplaced[f"{name} of the persona"] += 1
        if not any(map_field(name) == "persona" for name, _ in self.draft.about):
            titled = re.sub(r".*\bpersonas?\b\W*", "", section.title, flags=re.IGNORECASE)
            below = [part.title for part in section.children]
            named = [text for text in (titled, *section.prose, *below, *section.bullets) if text]
            self.draft.about.append(("persona", named[:1]))

    def _add_interviews(self, section: Section) -> None:
        pattern = re.compile("interview|usability|diary|observ|shadow|focus group", re.IGNORECASE)
        held = [text for text in section.bullets if pattern.search(text)]
        self.draft.about.append(("interviews", held))
        if len(section.bullets) > len(held):
            self.draft.unplaced[section.title] += len(section.bullets) - len(held)

    def _read_grids(self, section: Section) -> None:
        for grid in section.grids:
            if not (found := draft_grid(grid)):
                continue
            if len(found.stages) == 1 and found.stages[0].name == NO_STAGE and section.level > 1:
                found.stages[0].name = section.name
            self.draft.stages += found.stages
            self.draft.about += found.about
            self.draft.unplaced.update(found.unplaced)

    def _used_grid(self, section: Section) -> bool:
        return any(draft_grid(grid) for grid in section.grids)
