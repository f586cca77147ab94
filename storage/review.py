"""Review: what the CX team decides about what is held."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from domain.error import NotFound
from domain.evidence import Kind
from domain.verbatim import State
from storage.corpus import newest_revision
from storage.table import evidence
from storage.transaction import writing


@dataclass(frozen=True, slots=True)
class Waiting:
    """One verbatim in the review queue."""

    id: str
    source: str
    text: str
    sentiment: float | None


class SqlReview:
    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def queue(self, limit: int) -> list[Waiting]:
        """What waits, the strongest feelings first."""
        query = (
            sa.select(evidence.c.id, evidence.c.source, evidence.c.text, evidence.c.sentiment)
            .where(evidence.c.state == str(State.NEW))
            .order_by(sa.func.abs(evidence.c.sentiment).desc(), evidence.c.seq)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            return [Waiting(*row) for row in connection.execute(query)]

    def set_state(self, ids: Collection[str], state: State) -> int:
        """Move verbatims to a state. Raises NotFound, changing nothing, if one is not held."""
        with writing(self._engine) as connection:
            for each in sorted(ids):
                held = sa.select(evidence.c.seq).where(evidence.c.id == each)
                if not connection.execute(held).first():
                    raise NotFound(f"There is no evidence {each!r}. Nothing was changed.")
            return self._move(connection, evidence.c.id.in_(sorted(ids)), state)

    def approve_source(self, source: str | None) -> int:
        """Approve everything that waits, of one source or of all."""
        waits = evidence.c.state == str(State.NEW)
        chosen = waits & (evidence.c.source == source) if source else waits
        with writing(self._engine) as connection:
            return self._move(connection, chosen, State.APPROVED)

    def counts(self) -> dict[str, int]:
        """How many verbatims stand in each state."""
        query = (
            sa.select(evidence.c.state, sa.func.count())
            .where(evidence.c.kind == str(Kind.VERBATIM))
            .group_by(evidence.c.state)
        )
        with self._engine.connect() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def sources(self) -> list[tuple[str, int]]:
        query = (
            sa.select(evidence.c.source, sa.func.count())
            .where(evidence.c.kind == str(Kind.VERBATIM))
            .group_by(evidence.c.source)
            .order_by(evidence.c.source)
        )
        with self._engine.connect() as connection:
            return [(source, count) for source, count in connection.execute(query)]

    def _move(self, connection: sa.Connection, chosen: sa.ColumnElement[bool], state: State) -> int:
        revision = newest_revision(connection) + 1
        moved = sa.update(evidence).where(chosen, evidence.c.state != str(state))
        return connection.execute(moved.values(state=str(state), revision=revision)).rowcount
