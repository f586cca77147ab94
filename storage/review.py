"""Review, retraction and forgetting: what the CX team decides about what is held."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from domain.error import NotFound
from domain.evidence import Kind
from domain.verbatim import State
from storage.corpus import newest_revision
from storage.knowledge import remove
from storage.table import evidence
from storage.transaction import writing

_SWEEP = (
    "INSERT INTO evidence_text(evidence_text) VALUES('optimize')",
    "VACUUM",
    "PRAGMA wal_checkpoint(TRUNCATE)",
)


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

    def forget(self, customer: str) -> list[str]:
        """Delete every verbatim of this pseudonym for good; the ids that are gone."""
        chosen = (evidence.c.customer == customer) | (evidence.c.account == customer)
        with writing(self._engine) as connection:
            rows = connection.execute(sa.select(evidence.c.seq, evidence.c.id).where(chosen)).all()
            remove(connection, [row.seq for row in rows], newest_revision(connection) + 1)
            return [row.id for row in rows]

    def held(self, ids: Collection[str]) -> list[str]:
        """Those of the ids that any table of words still holds."""
        query = sa.select(evidence.c.id).where(evidence.c.id.in_(sorted(ids)))
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def sweep(self) -> None:
        """Rewrite the database file, so that deleted words are in no free page or log."""
        connection = self._engine.raw_connection()
        try:
            for statement in _SWEEP:  # none of these may stand in a transaction
                connection.cursor().execute(statement)
        finally:
            connection.close()

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
