"""A policy as a file: YAML, or Markdown with the text of the policy below the fields."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field

from domain.error import BadInput
from domain.role import Policy, Responsibility, RoleLink, StepLink
from knowledge.curated_file import read_curated, read_front, split_front
from knowledge.journey_file import Id, Name, Text, Texts
from knowledge.readers.transcript import read_text

_PLAIN = {".md", ".markdown", ".txt"}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _ReachEntry(_Strict):
    step: Name
    how: Text = ""


class _ServeEntry(_Strict):
    role: Id
    responsibility: Id | None = None
    how: Text = ""


def _as_reaches(value: object) -> Any:
    """A step may be written as its name alone."""
    told = [value] if isinstance(value, str | dict) else value or []
    if not isinstance(told, list):
        return told
    return [{"step": each} if isinstance(each, str) else each for each in told]


class _PolicyFile(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    role: Id
    id: Id
    name: Name
    text: Name
    protects: Text = ""
    themes: Texts = ()
    reaches: Annotated[list[_ReachEntry], BeforeValidator(_as_reaches)] = Field(
        [], validation_alias=AliasChoices("reaches", "steps")
    )
    serves: list[_ServeEntry] = []
    since: date | None = Field(
        None, validation_alias=AliasChoices("since", "effective", "effective_date")
    )


def read_policy(path: Path) -> Policy:
    """Read one policy. Raises BadInput with the line that is wrong."""
    entry = _with_front(path) if path.suffix.lower() in _PLAIN else read_curated(path, _PolicyFile)
    return Policy(
        entry.role,
        Responsibility(
            id=entry.id,
            name=entry.name,
            kind="policy",
            text=" ".join(entry.text.split()),
            protects=entry.protects,
            themes=entry.themes,
            reaches=tuple(StepLink(each.step, each.how) for each in entry.reaches),
            serves=tuple(RoleLink(s.role, s.how, s.responsibility) for s in entry.serves),
            since=entry.since,
        ),
    )


def _with_front(path: Path) -> _PolicyFile:
    fields, text = split_front(read_text(path))
    if not fields:
        raise BadInput(
            f"{path.name} has no fields. Begin it with --- and the fields role, id and name, "
            "then --- and the text of the policy."
        )
    body = {"text": text} if text.strip() else {}
    return read_front(path.name, fields, _PolicyFile, body)
