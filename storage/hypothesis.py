"""Hypotheses, and the questions that they come from."""

from dataclasses import asdict
from datetime import UTC
from typing import Any

import sqlalchemy as sa

from domain.error import NotFound
from domain.hypothesis import Hypothesis, HypothesisState
from storage.table import evidence, hypothesis, series, unanswered
from storage.transaction import writing


class SqlHypotheses:
    """Implements ``knowledge.hypothesis.HypothesisStore``."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def all(self) -> list[Hypothesis]:
        query = sa.select(hypothesis).order_by(hypothesis.c.opened_at, hypothesis.c.id)
        with self._engine.connect() as connection:
            return [_hypothesis(row._mapping) for row in connection.execute(query)]  # noqa: SLF001 - SQLAlchemy's public way to read by name

    def get(self, hypothesis_id: str) -> Hypothesis:
        """Raises NotFound."""
        query = sa.select(hypothesis).where(hypothesis.c.id == hypothesis_id)
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None:
            raise NotFound(f"There is no question {hypothesis_id!r}. See: hearback questions list")
        return _hypothesis(row._mapping)  # noqa: SLF001

    def put(self, each: Hypothesis) -> None:
        values = asdict(each) | {
            "state": str(each.state),
            "evidence_ids": list(each.evidence_ids),
        }
        with writing(self._engine) as connection:
            connection.execute(sa.delete(hypothesis).where(hypothesis.c.id == each.id))
            connection.execute(sa.insert(hypothesis).values(**values))

    def unheld(self, ids: tuple[str, ...]) -> list[str]:
        """Those of the ids that are no evidence."""
        query = sa.select(evidence.c.id).where(evidence.c.id.in_(ids))
        with self._engine.connect() as connection:
            held = set(connection.execute(query).scalars())
        return [each for each in ids if each not in held]

    def settle(self, question: str, role: str) -> None:
        """The question has evidence now for the role that asked it."""
        answered = (unanswered.c.question == question) & (unanswered.c.role == role)
        with writing(self._engine) as connection:
            connection.execute(sa.delete(unanswered).where(answered))

    def comments_at(self, step: str) -> int:
        """How many comments that may be shown tell of a step."""
        told = sa.select(sa.func.count()).where(
            evidence.c.kind == "verbatim",
            evidence.c.step == step,
            evidence.c.state.in_(["approved", "featured"]),
        )
        with self._engine.connect() as connection:
            return int(connection.execute(told).scalar_one())

    def series_at(self, step: str) -> int:
        """How many series are measured at a step."""
        measured = series.c.dimensions["step"].as_string() == step
        with self._engine.connect() as connection:
            counted = sa.select(sa.func.count()).select_from(series).where(measured)
            return int(connection.execute(counted).scalar_one())


def _hypothesis(row: sa.RowMapping) -> Hypothesis:
    values: dict[str, Any] = dict(row)
    values["state"] = HypothesisState(row["state"])
    values["evidence_ids"] = tuple(row["evidence_ids"])
    for name in ("opened_at", "signed_off_at"):
        values[name] = row[name].replace(tzinfo=UTC) if row[name] else None
    return Hypothesis(**values)
