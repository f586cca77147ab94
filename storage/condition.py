"""Turning named fields into SQL. Values travel as parameters, never as text."""

from collections.abc import Mapping

import sqlalchemy as sa

from domain.error import BadInput
from storage.table import evidence, evidence_theme

NEGATIVE_BELOW, POSITIVE_ABOVE = -0.2, 0.2
_COLUMNS: Mapping[str, sa.Column[str]] = {
    name: evidence.c[name]
    for name in (
        "id", "source", "source_id", "segment", "persona", "channel", "language", "metric",
        "customer", "account", "state", "audience",
    )
}  # fmt: skip


def exactly(where: Mapping[str, str]) -> list[sa.ColumnElement[bool]]:
    """Each named field must have its value; a name that is no field is an attribute."""
    return [_equals(name, value) for name, value in where.items()]


def _equals(name: str, value: str) -> sa.ColumnElement[bool]:
    if name in _COLUMNS:
        return _COLUMNS[name] == value
    if name == "step":
        return sa.or_(
            evidence.c.step == value, evidence.c.step.startswith(f"{value}/", autoescape=True)
        )
    if name == "theme":
        tagged = sa.select(evidence_theme.c.seq).where(evidence_theme.c.theme == value)
        return evidence.c.seq.in_(tagged)
    if name == "score":
        return evidence.c.score == read_score(value)
    attribute: sa.ColumnElement[str] = evidence.c.attributes[name].as_string()
    return attribute == value


def read_score(value: str) -> float:
    """Raises BadInput for what is no number."""
    try:
        return float(value)
    except ValueError as error:
        raise BadInput(f"--where score={value}: a score is a number, such as score=3.") from error
