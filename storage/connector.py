"""How far connectors came, and what is held of the items that they read."""

from collections import defaultdict
from collections.abc import Collection
from datetime import UTC, datetime

import sqlalchemy as sa

from domain.verbatim import State
from knowledge.connectors.store import ConnectorState, Held
from storage.columns import newest_revision
from storage.knowledge import remove
from storage.table import connector, evidence
from storage.transaction import writing

_CHUNK = 500


class SqlConnectors:
    """Implements ``knowledge.connectors.store.ConnectorStore``."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def state(self, name: str) -> ConnectorState | None:
        return next((each for each in self.states() if each.name == name), None)

    def states(self) -> list[ConnectorState]:
        """Every connector that ever ran, by name."""
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(connector).order_by(connector.c.name)).all()
        return [
            ConnectorState(
                name=row.name,
                position=row.cursor,
                last_run=_aware(row.last_run) if row.last_run else None,
                last_error=row.last_error,
                imported=row.imported,
            )
            for row in rows
        ]

    def save(self, state: ConnectorState) -> None:
        values = {
            "cursor": dict(state.position),
            "last_run": state.last_run,
            "last_error": state.last_error,
            "imported": state.imported,
        }
        with writing(self._engine) as connection:
            connection.execute(sa.delete(connector).where(connector.c.name == state.name))
            connection.execute(sa.insert(connector).values(name=state.name, **values))

    def held(self, source: str, references: Collection[str]) -> dict[str, list[Held]]:
        found: dict[str, list[Held]] = defaultdict(list)
        wanted = sorted(references)
        with self._engine.connect() as connection:
            for start in range(0, len(wanted), _CHUNK):
                chosen = evidence.c.source_id.in_(wanted[start : start + _CHUNK])
                query = sa.select(evidence).where(evidence.c.source == source, chosen)
                for row in connection.execute(query.order_by(evidence.c.seq)):
                    decided = row.state != str(State.NEW) or row.tagged_by == "person"
                    held = Held(row.id, row.content_hash, row.score, decided)
                    found[row.source_id].append(held)
        return dict(found)

    def let_go(self, ids: Collection[str]) -> int:
        chosen = evidence.c.id.in_(sorted(ids)) & (evidence.c.state == str(State.NEW))
        with writing(self._engine) as connection:
            keys = connection.execute(sa.select(evidence.c.seq).where(chosen)).scalars().all()
            return remove(connection, keys, newest_revision(connection) + 1)

    def set_score(self, id: str, score: float | None) -> None:  # noqa: A002 - as in the protocol
        with writing(self._engine) as connection:
            changed = sa.update(evidence).where(evidence.c.id == id)
            revision = newest_revision(connection) + 1
            connection.execute(changed.values(score=score, revision=revision))


def _aware(moment: datetime) -> datetime:
    # SQLite keeps no zone; everything here is written in UTC.
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
