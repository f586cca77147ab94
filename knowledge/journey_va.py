"""Maps as JSON or YAML of phases, life stages and moments, as the Veterans Experience Office does.

``{"phases": [{"name", "stages": [{"name", "moments": [{"name", "type", ...}]}]}]}``; the outer or
the middle tier may be missing, and the inner one be called moments, steps or touchpoints.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from domain.error import BadInput
from domain.journey import JourneyMap
from knowledge.curated_file import read_curated
from knowledge.journey_draft import MapDraft, StageDraft, StepDraft, finish_map

_INNER = ("moments", "steps", "touchpoints")
_STANDARD = {"standard", "normal", "regular"}


class _AnyFields(BaseModel):
    model_config = ConfigDict(extra="allow")


def is_in_phases(path: Path) -> bool:
    """Whether a JSON or YAML file tells phases or moments rather than our own fields."""
    fields = _read(path)
    if "phases" in fields:
        return True
    stages = fields.get("stages")
    return isinstance(stages, list) and any(
        isinstance(stage, dict) and ("moments" in stage or "touchpoints" in stage)
        for stage in stages
    )


def read_phases(path: Path) -> tuple[JourneyMap, list[str]]:
    """The map and the notes on what was not placed. Raises BadInput."""
    fields = _read(path)
    phases = _dicts(path, fields.pop("phases", None) or [{"stages": fields.pop("stages", [])}])
    draft = MapDraft(str(fields.pop("title", "") or fields.pop("name", "")))
    draft.about = [(name, _texts(value)) for name, value in fields.items()]
    for phase in phases:
        tiers = _dicts(path, phase.get("stages") or [phase])
        draft.stages += [_stage(path, tier, draft.unplaced) for tier in tiers]
        draft.unplaced.update(set(phase) - {"name", "title", "stages", *_INNER})
    _keep_phases(draft, phases)
    return finish_map(draft, path)


def _read(path: Path) -> dict[str, Any]:
    return dict(read_curated(path, _AnyFields).model_extra or {})


def _dicts(path: Path, value: object) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise BadInput(f"{path.name}: phases, stages and moments are lists of named things.")
    return value


def _stage(path: Path, tier: Mapping[str, Any], unplaced: Counter[str]) -> StageDraft:
    inner = next((name for name in _INNER if tier.get(name)), "moments")
    unplaced.update(f"{name} of a stage" for name in set(tier) - {"name", "title", "stages", inner})
    return StageDraft(
        _name(tier, "Stage"), [_step(moment) for moment in _dicts(path, tier.get(inner) or [])]
    )


def _step(moment: Mapping[str, Any]) -> StepDraft:
    fields = [
        (name, _texts(value))
        for name, value in moment.items()
        if name not in {"name", "title"} and str(value) not in _STANDARD
    ]
    return StepDraft(_name(moment, "Step"), fields)


def _name(item: Mapping[str, Any], otherwise: str) -> str:
    return " ".join(str(item.get("name") or item.get("title") or otherwise).split())


def _texts(value: object) -> Sequence[str]:
    return list(_leaves(value))


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (f"{name}: {text}" for name, inner in value.items() for text in _leaves(inner))
    elif isinstance(value, list):
        for item in value:
            yield from _leaves(item)
    elif value is not None:
        yield str(value)


def _keep_phases(draft: MapDraft, phases: Sequence[Mapping[str, Any]]) -> None:
    """A map here has stages and steps; what is above them is told in its scope."""
    names = [_name(phase, "") for phase in phases]
    if any(names):
        draft.about.append(("scope", [name for name in names if name]))
        draft.notes.append(f"Its {len(names)} phases are kept in the map's scope.")
