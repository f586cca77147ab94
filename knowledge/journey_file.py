"""A journey map as a file of our own fields, checked strictly."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from domain.error import BadInput
from domain.journey import JourneyMap, Needs, Stage, Step
from knowledge.curated_file import read_curated

Id = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[\w.-]+$")]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def _as_list(value: object) -> object:
    """One thing may be written without the dash of a list."""
    return [value] if isinstance(value, str) else ([] if value is None else value)


def _as_text(value: object) -> object:
    """YAML reads ``when: 2026`` as a number and ``who:`` as nothing; both are text here."""
    if value is None:
        return ""
    return str(value) if isinstance(value, int | float | date) else value


Text = Annotated[str, BeforeValidator(_as_text), StringConstraints(strip_whitespace=True)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_as_list)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _NeedsEntry(_Strict):
    information: Text = ""
    content: Text = ""
    channel: Text = ""
    next_step: Text = ""


class _StepEntry(_Strict):
    id: Id
    name: Name
    trigger: Text = ""
    who: Text = ""
    what: Text = ""
    when: Text = ""
    where: Text = ""
    why: Text = ""
    channels: Texts = ()
    emotion: Annotated[int, Field(ge=-2, le=2)] | None = None
    feeling: Text = ""
    evoked_by: Text = ""
    needs: _NeedsEntry = _NeedsEntry()
    gets: _NeedsEntry = _NeedsEntry()
    tollgates: Texts = ()
    listening_posts: Texts = ()
    owners: Texts = ()
    share_of_customers: Annotated[float, Field(ge=0, le=1)] | None = None
    value: Annotated[float, Field(allow_inf_nan=False)] | None = None
    future: Text = ""
    matters: bool = False


class _StageEntry(_Strict):
    id: Id
    name: Name
    steps: Annotated[list[_StepEntry], Field(min_length=1)]


class _JourneyFile(_Strict):
    id: Id
    name: Name
    persona: Name
    stages: Annotated[list[_StageEntry], Field(min_length=1)]
    persona_goal: Text = ""
    segment: Text = ""
    scope: Text = ""
    state: Literal["current", "future"] = "current"
    sponsor: Text = ""
    owner: Text = ""
    reviewed_at: date | None = None
    interviews: Texts = ()


def read_journey(path: Path) -> JourneyMap:
    """Read a map with the domain's own field names. Raises BadInput."""
    entry = read_curated(path, _JourneyFile)
    ids = Counter(step.id for stage in entry.stages for step in stage.steps)
    if twice := [step for step, count in ids.items() if count > 1]:
        raise BadInput(f"{path.name}: the step id {twice[0]!r} is used twice. Make them differ.")
    fields = {name: getattr(entry, name) for name in _JourneyFile.model_fields if name != "stages"}
    return JourneyMap(**fields, stages=tuple(_stage(stage) for stage in entry.stages))


def _stage(entry: _StageEntry) -> Stage:
    return Stage(entry.id, entry.name, tuple(_step(step) for step in entry.steps))


def _step(entry: _StepEntry) -> Step:
    fields = {name: getattr(entry, name) for name in _StepEntry.model_fields}
    fields["needs"] = Needs(**entry.needs.model_dump())
    fields["gets"] = Needs(**entry.gets.model_dump())
    return Step(**fields)
