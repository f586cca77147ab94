"""Insights as a file: claims of the CX team with what they rest on."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from domain.error import BadInput
from domain.insight import Insight, Outside
from domain.period import parse_period
from knowledge.curated_file import read_curated
from knowledge.journey_file import Id, Name, Text, Texts
from knowledge.recording import check_link


def _as_published(value: object) -> object:
    """A day, month, quarter or year; refused with the accepted forms."""
    text = str(value).strip() if isinstance(value, str | int | date) else ""
    try:
        return parse_period(text).name
    except BadInput as error:
        raise ValueError(str(error).rstrip(".")) from error


def _as_url(value: object) -> object:
    if not isinstance(value, str) or not value.strip():
        return ""
    try:
        check_link(value.strip(), "source")
    except BadInput as error:
        raise ValueError(str(error).rstrip(".")) from error
    return value.strip()


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _OutsideEntry(_Strict):
    source: Name
    published: Annotated[str, BeforeValidator(_as_published)]
    url: Annotated[str, BeforeValidator(_as_url)] = ""
    value: Text = ""


class _InsightEntry(_Strict):
    id: Id
    claim: Name
    kind: Literal["customer", "competitive", "technology", "regulatory"]
    owner: Name
    date: date
    evidence: Texts = ()
    outside: list[_OutsideEntry] = []
    step: Text = ""
    theme: Text = ""
    role: Text = ""
    audience: Text = "employees"

    @model_validator(mode="before")
    @classmethod
    def _apart(cls, data: Any) -> Any:
        """What comes from outside may stand among the evidence, each as ``outside: {...}``."""
        if not isinstance(data, dict):
            return data
        told = data.get("evidence") or []
        told = told if isinstance(told, list) else [told]
        own = data.get("outside") or []
        own = own if isinstance(own, list) else [own]
        apart = [each["outside"] for each in told if isinstance(each, dict) and "outside" in each]
        kept = [each for each in told if not (isinstance(each, dict) and "outside" in each)]
        return {**data, "evidence": kept, "outside": [*own, *apart]}


class _InsightsFile(_Strict):
    insights: Annotated[list[_InsightEntry], Field(min_length=1)]


def read_insights(path: Path) -> list[Insight]:
    """Read a list of insights (YAML or JSON). Raises BadInput, also for one without evidence."""
    entries = read_curated(path, _InsightsFile, list_field="insights").insights
    ids = Counter(entry.id for entry in entries)
    if twice := [each for each, count in ids.items() if count > 1]:
        raise BadInput(f"{path.name}: the insight {twice[0]!r} stands there twice. Keep one.")
    for entry in entries:
        if not entry.evidence and not entry.outside:
            raise BadInput(
                f"{path.name}: the insight {entry.id!r} rests on nothing. Name its evidence: ids "
                "of comments, trends or journey steps, or outside: {source, published}."
            )
    return [_insight(entry) for entry in entries]


def _insight(entry: _InsightEntry) -> Insight:
    return Insight(
        id=entry.id,
        claim=" ".join(entry.claim.split()),
        kind=entry.kind,
        owner=entry.owner,
        day=entry.date,
        evidence=entry.evidence,
        outside=tuple(
            Outside(o.source, o.published, url=o.url, value=o.value) for o in entry.outside
        ),
        step=entry.step,
        theme=entry.theme,
        role=entry.role,
        audience=entry.audience.casefold() or "employees",
    )
