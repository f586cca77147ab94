"""Forgetting: what a customer said is deleted for good, and no byte of it stays."""

from collections.abc import Collection

import sqlalchemy as sa

from storage.corpus import newest_revision
from storage.interview import remove_interviews
from storage.knowledge import remove
from storage.table import evidence
from storage.transaction import writing

_SWEEP = (
    "INSERT INTO evidence_text(evidence_text) VALUES('optimize')",
    "VACUUM",
    "PRAGMA wal_checkpoint(TRUNCATE)",
)


class SqlWithdrawal:
    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def forget(self, customer: str) -> list[str]:
        """Delete every verbatim of this pseudonym for good; the ids that are gone."""
        chosen = (evidence.c.customer == customer) | (evidence.c.account == customer)
        with writing(self._engine) as connection:
            rows = connection.execute(sa.select(evidence.c.seq, evidence.c.id).where(chosen)).all()
            remove(connection, [row.seq for row in rows], newest_revision(connection) + 1)
            remove_interviews(connection, customer)
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
