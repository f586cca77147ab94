"""Maps as JSON or YAML of phases, life stages and moments, as the Veterans Experience Office does.

``{"phases": [{"name", "stages": [{"name", "moments": [{"name", "type", ...}]}]}]}``. Tiers may be
missing, or be more; they may be called otherwise, and be objects whose keys are the names. What
stands at the end of the tiers is a step, whatever tier it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from domain.error import BadInput
from domain.journey import JourneyMap
from knowledge.curated_file import read_content
from knowledge.journey_draft import MapDraft, StageDraft, StepDraft, finish_map
from knowledge.journey_word import plain_name, step_field

_STAGES = {"phases", "stages", "life stages", "journey stages", "journey phases", "chapters",
           "groups", "sections", "sub stages", "substages"}  # fmt: skip
_MATTER = {"moments that matter", "moments of truth"}
_INNER = {"moments", "steps", "substeps", "sub steps", *_MATTER}
# Names of steps' fields too; a list of things with names below a stage is a list of steps.
_PERHAPS = {"touchpoints", "touch points", "activities", "events", "interactions"}
_TIERS = _STAGES | _INNER
_WRAPS = {"journey", "journey map", "journeys", "map", "customer journey", "customer journey map",
          "data"}  # fmt: skip
_NAMES = ("name", "title", "phase", "stage", "life stage", "moment", "step", "label", "touchpoint",
          "group", "action", "text")  # fmt: skip
_TYPES = {"type", "kind", "moment type"}
_STANDARD = {"standard", "normal", "regular"}
_DEEPEST, _FEWEST_KEYS = 12, 2
Fields = Mapping[str, Any]


def is_in_phases(path: Path) -> bool:
    """Whether a JSON or YAML file tells phases or moments rather than our own fields.

    Our own have ``stages`` with ``steps`` and an ``id``; then a slip is told rather than guessed.
    """
    found, _ = _unwrapped(read_content(path))
    names = {plain_name(name) for name in found}
    if not names & (_TIERS | _PERHAPS):
        return False
    stages = found.get("stages")
    if "phases" in names or not isinstance(stages, list):
        return True
    dicts = [stage for stage in stages if isinstance(stage, dict)]
    ours = "id" in found or any(
        "id" in part for stage in dicts for part in (stage, *_steps_of(stage))
    )
    return not ours or any("moments" in stage or "touchpoints" in stage for stage in dicts)


def _steps_of(stage: Fields) -> list[Fields]:
    steps = stage.get("steps")
    return [step for step in steps if isinstance(step, dict)] if isinstance(steps, list) else []


def read_phases(path: Path) -> tuple[JourneyMap, list[str]]:
    """The map and the notes on what was not placed. Raises BadInput."""
    fields, left = _unwrapped(read_content(path))
    reading = _Reading(path)
    if left:
        reading.draft.notes.append(f"It holds {left} more maps. Give each a file of its own.")
    about, tiers = _parted(fields, in_step=False)
    for name, value in about.items():
        reading.tell_about(name, value)
    for tier, value in tiers:
        for item in _items(path, value):
            reading.visit(item, tier, [])
    return finish_map(reading.finished(), path)


def _unwrapped(content: Any) -> tuple[dict[str, Any], int]:
    """The fields of the map itself, without what is around them, and how many maps are left."""
    if isinstance(content, list):
        maps = [item for item in content if isinstance(item, dict) and _tells_map(item)]
        return (maps[0], len(maps) - 1) if maps else ({"phases": content}, 0)
    fields = dict(content) if isinstance(content, dict) else {}
    for name, inner in fields.items():
        held = inner if isinstance(inner, list) else [inner]
        maps = [item for item in held if isinstance(item, dict) and any(map(_is_tier, item))]
        if plain_name(str(name)) in _WRAPS and maps:
            around = {key: item for key, item in fields.items() if key != name}
            return {**around, **maps[0]}, len(maps) - 1
    return _with_stages(fields), 0


def _tells_map(item: Fields) -> bool:
    """A map in a list of maps says whose it is; a phase in a list of phases does not."""
    names = {plain_name(str(key)) for key in item}
    return bool(names & {"persona", "actor", "scenario"}) and any(map(_is_tier, item))


def _with_stages(fields: dict[str, Any]) -> dict[str, Any]:
    """Stages may be the keys themselves: ``{"awareness": {"actions": [], "pains": []}}``."""
    if any(map(_is_tier, fields)):
        return fields
    stages = {
        name: inner for name, inner in fields.items()
        if isinstance(inner, dict) and sum(step_field(str(key)) is not None for key in inner) > 1
    }  # fmt: skip
    if len(stages) < _FEWEST_KEYS:
        return fields
    return {**{key: item for key, item in fields.items() if key not in stages}, "stages": stages}


def _is_tier(name: object) -> bool:
    return plain_name(str(name)) in _TIERS | _PERHAPS


def _parted(fields: Fields, *, in_step: bool) -> tuple[dict[str, Any], list[tuple[str, Any]]]:
    """A thing's own fields, and the tiers below it with their names."""
    own: dict[str, Any] = {}
    tiers: list[tuple[str, Any]] = []
    for key, value in fields.items():
        name = plain_name(str(key))
        below = name in _TIERS and isinstance(value, list | dict | None)
        below = below or (name in _PERHAPS and not in_step and _is_named_list(value))
        if below or (isinstance(value, list) and _holds_tiers(value)):
            tiers.append((name, value))
        else:
            own[str(key)] = value
    return own, tiers


def _is_named_list(value: Any) -> bool:
    return isinstance(value, list) and any(
        isinstance(item, dict) and _name_of(item) for item in value
    )


def _holds_tiers(value: Any, depth: int = 0) -> bool:
    if depth > _DEEPEST:
        return False
    if isinstance(value, dict):
        return any(plain_name(str(key)) in _TIERS or _holds_tiers(inner, depth + 1)
                   for key, inner in value.items())  # fmt: skip
    return isinstance(value, list) and any(_holds_tiers(item, depth + 1) for item in value)


def _items(path: Path, value: Any) -> Iterator[dict[str, Any]]:
    """A tier's things: objects, bare names, or an object whose keys are the names."""
    if isinstance(value, dict):
        yield from (_keyed(str(name), inner) for name, inner in value.items())
        return
    for item in value or []:
        if not isinstance(item, dict | str):
            raise BadInput(f"{path.name}: phases, stages and moments are lists of named things.")
        yield {"name": item} if isinstance(item, str) else item


def _keyed(name: str, inner: Any) -> dict[str, Any]:
    if isinstance(inner, dict) and inner and all(map(_is_named_list, inner.values())):
        return {"name": name, "stages": inner}
    if isinstance(inner, dict):
        return {"name": name, **inner}
    return {"name": name, "moments" if isinstance(inner, list) else "description": inner}


@dataclass(slots=True)
class _Reading:
    """Goes down the tiers once."""

    path: Path
    draft: MapDraft = field(default_factory=lambda: MapDraft(""))
    phases: list[str] = field(default_factory=list)

    def tell_about(self, name: str, value: Any) -> None:
        plain = plain_name(name)
        if plain in {"title", "name", "journey name"} and isinstance(value, str):
            self.draft.name = self.draft.name or value
        elif plain == "persona" and isinstance(value, dict):
            for inner, told in value.items():
                key = {"name": "persona", "title": "persona"}.get(
                    plain_name(str(inner)), str(inner)
                )
                self.draft.about.append((key, _texts(told)))
        else:
            self.draft.about.append((name, _texts(value)))

    def visit(self, item: Fields, tier: str, above: Sequence[str]) -> None:
        """``above`` are the names of the tiers that hold the item, the outermost first."""
        if len(above) > _DEEPEST:
            raise BadInput(f"{self.path.name} is nested too deeply.")
        own, tiers = _parted(item, in_step=tier in _INNER)
        held = [(name, list(_items(self.path, value))) for name, value in tiers]
        name = _name_of(own)
        if not any(items for _, items in held):
            self._add_step(own, tier, name, above)
            return
        deeper = any(_parted(each, in_step=False)[1] for _, items in held for each in items)
        if not above and name and (deeper or tier == "phases"):
            self.phases.append(name)
        level = tier.removesuffix("s") if tier in _TIERS else "tier"
        named = _name_key(own)
        self.draft.unplaced.update(f"{key} of a {level}" for key in own if key != named)
        for inner, items in held:
            for each in items:
                self.visit(each, inner, [*above, name or level.capitalize()])

    def _add_step(self, own: Fields, tier: str, name: str, above: Sequence[str]) -> None:
        """A moment in a stage; a stage that holds nothing is a step too, and its own stage."""
        told = name or f"Step {sum(len(stage.steps) for stage in self.draft.stages) + 1}"
        # The outermost of several tiers is a phase, which is kept in the scope.
        stage = " / ".join(above[1:] if len(above) > 1 else above) or told
        if not (self.draft.stages and self.draft.stages[-1].name == stage):
            self.draft.stages.append(StageDraft(stage))
        named = _name_key(own)
        fields = [pair for key, value in own.items() if key != named
                  for pair in _step_fields(key, value)]  # fmt: skip
        if tier in _MATTER:
            fields.append(("moment that matters", ["yes"]))
        self.draft.stages[-1].steps.append(StepDraft(told, fields))

    def finished(self) -> MapDraft:
        """A map here has stages and steps; what is above them is told in its scope."""
        if self.phases:
            self.draft.about.append(("scope", self.phases))
            self.draft.notes.append(f"Its {len(self.phases)} phases are kept in the map's scope.")
        return self.draft


def _step_fields(name: str, value: Any) -> Iterator[tuple[str, Sequence[str]]]:
    plain = plain_name(name)
    if plain in _TYPES and isinstance(value, str):
        kind = plain_name(value)
        if kind in _MATTER | {"moment that matters", "moment of truth"}:
            yield kind, ["yes"]
        elif kind not in _STANDARD:
            yield name, [value]
    elif isinstance(value, bool):
        yield name, ["yes" if value else "no"]
    elif step_field(name) == "emotion" and isinstance(value, dict):
        yield name, [text for inner in value.values() for text in _texts(inner)]
    elif plain in {"needs", "gets"} and isinstance(value, dict):
        yield from ((f"{plain} {inner}", _texts(told)) for inner, told in value.items())
    else:
        yield name, _texts(value)


def _name_key(item: Fields) -> str | None:
    plain = {plain_name(str(key)): str(key) for key, value in item.items() if _is_name(value)}
    return next((plain[name] for name in _NAMES if name in plain), None)


def _is_name(value: Any) -> bool:
    return isinstance(value, str | int | float) and bool(str(value).strip())


def _name_of(item: Fields) -> str:
    key = _name_key(item)
    return " ".join(str(item[key]).split()) if key else ""


def _texts(value: object) -> Sequence[str]:
    return list(_leaves(value))


def _leaves(value: object, depth: int = 0) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield from _told(value, depth)
    elif isinstance(value, list):
        for item in value:
            yield from _leaves(item, depth + 1)
    elif value is not None and str(value).strip():
        yield str(value)


def _told(value: Fields, depth: int) -> Iterator[str]:
    """``{"name": "Phone", "channel": "voice"}`` as ``Phone (channel: voice)``."""
    key = _name_key(value) or next((k for k in ("description", "value") if k in value), None)
    rest = [
        f"{name}: {text}"
        for name, inner in value.items() if name != key
        for text in _leaves(inner, depth + 1)
    ]  # fmt: skip
    if key is None:
        yield from rest
    else:
        yield f"{value[key]} ({'; '.join(rest)})" if rest else str(value[key])
