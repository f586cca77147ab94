"""Turning named fields into SQL. Values travel as parameters, never as text."""

from collections.abc import Mapping

import sqlalchemy as sa

from domain.error import BadInput
from domain.scale import SCALES
from storage.table import evidence, evidence_theme

_NEGATIVE_BELOW, _POSITIVE_ABOVE = -0.2, 0.2
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


def mood() -> sa.ColumnElement[int | None]:
    """-1, 0 or 1 for a negative, middling or positive comment; NULL where nothing tells."""
    return sa.case((_negative(), -1), (_positive(), 1), (_rated(), 0))


def _rated() -> sa.ColumnElement[bool]:
    """Whether anything tells the mood of a comment: a score on a known scale, or its words."""
    return sa.or_(_scored(), evidence.c.sentiment.is_not(None))


def _negative() -> sa.ColumnElement[bool]:
    """Where a customer gave a score it decides; only without one do the words."""
    low = sa.or_(*(_on(metric, evidence.c.score <= low) for metric, (low, _) in SCALES.items()))
    return sa.or_(low, sa.and_(~_scored(), evidence.c.sentiment < _NEGATIVE_BELOW))


def _positive() -> sa.ColumnElement[bool]:
    high = sa.or_(*(_on(metric, evidence.c.score >= high) for metric, (_, high) in SCALES.items()))
    return sa.or_(high, sa.and_(~_scored(), evidence.c.sentiment > _POSITIVE_ABOVE))


def _scored() -> sa.ColumnElement[bool]:
    """Never unknown, so that it can be negated."""
    known = sa.func.coalesce(evidence.c.metric, "").in_(sorted(SCALES))
    return sa.and_(known, evidence.c.score.is_not(None))


def _on(metric: str, score: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.and_(evidence.c.metric == metric, score)
