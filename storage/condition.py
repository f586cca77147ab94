"""Turning a search filter into SQL. Values travel as parameters, never as text."""

from collections.abc import Mapping

import sqlalchemy as sa

from domain.error import BadInput
from domain.evidence import Kind
from domain.scale import SCALES
from domain.verbatim import SHOWN
from retrieval.corpus import Filter, Reach
from storage.table import evidence, evidence_theme

NEGATIVE_BELOW, POSITIVE_ABOVE = -0.2, 0.2
_COLUMNS: Mapping[str, sa.Column[str]] = {
    name: evidence.c[name]
    for name in (
        "id", "source", "source_id", "segment", "persona", "channel", "language", "metric",
        "customer", "account", "state", "audience",
    )
}  # fmt: skip


def conditions(wanted: Filter) -> list[sa.ColumnElement[bool]]:
    """Everything that a row must satisfy, the audience and the approval first."""
    found: list[sa.ColumnElement[bool]] = [
        evidence.c.state.in_([str(state) for state in SHOWN]),
        evidence.c.audience.in_(sorted(wanted.audience.groups)),
    ]
    if wanted.kinds != frozenset(Kind):
        found.append(evidence.c.kind.in_(sorted(wanted.kinds)))
    if wanted.since:
        found.append(evidence.c.occurred_at >= wanted.since)
    if wanted.until:
        found.append(evidence.c.occurred_at <= wanted.until)
    if wanted.as_of:
        undated = evidence.c.occurred_at.is_(None)
        found.append(sa.or_(undated, evidence.c.occurred_at <= wanted.as_of))
    found += exactly(wanted.where)
    if wanted.reach:
        found.append(_within(wanted.reach))
    if wanted.mood:
        found.append(_mood(wanted.mood))
    return found


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
        return _has_theme([value])
    if name == "score":
        return evidence.c.score == _number(value)
    attribute: sa.ColumnElement[str] = evidence.c.attributes[name].as_string()
    return attribute == value


def _number(value: str) -> float:
    try:
        return float(value)
    except ValueError as error:
        raise BadInput(f"--where score={value}: a score is a number, such as score=3.") from error


def _has_theme(themes: list[str]) -> sa.ColumnElement[bool]:
    tagged = sa.select(evidence_theme.c.seq).where(evidence_theme.c.theme.in_(themes))
    return evidence.c.seq.in_(tagged)


def _within(reach: Reach) -> sa.ColumnElement[bool]:
    return sa.or_(evidence.c.step.in_(sorted(reach.steps)), _has_theme(sorted(reach.themes)))


def _mood(mood: int) -> sa.ColumnElement[bool]:
    return negative() if mood < 0 else positive()


def rated() -> sa.ColumnElement[bool]:
    """Whether anything tells the mood of a comment: a score on a known scale, or its words."""
    return sa.or_(_scored(), evidence.c.sentiment.is_not(None))


def negative() -> sa.ColumnElement[bool]:
    """Where a customer gave a score it decides; only without one do the words."""
    low = sa.or_(*(_on(metric, evidence.c.score <= low) for metric, (low, _) in SCALES.items()))
    return sa.or_(low, sa.and_(~_scored(), evidence.c.sentiment < NEGATIVE_BELOW))


def positive() -> sa.ColumnElement[bool]:
    high = sa.or_(*(_on(metric, evidence.c.score >= high) for metric, (_, high) in SCALES.items()))
    return sa.or_(high, sa.and_(~_scored(), evidence.c.sentiment > POSITIVE_ABOVE))


def _scored() -> sa.ColumnElement[bool]:
    """Never unknown, so that it can be negated."""
    known = sa.func.coalesce(evidence.c.metric, "").in_(sorted(SCALES))
    return sa.and_(known, evidence.c.score.is_not(None))


def _on(metric: str, score: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.and_(evidence.c.metric == metric, score)
