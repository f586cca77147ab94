"""How long each source is kept, and when what is older was last deleted."""

from datetime import date

import sqlalchemy as sa

from storage.table import retention, setting
from storage.transaction import writing

_LAST_RUN = "retention_ran"


class SqlRetention:
    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def periods(self) -> dict[str, int]:
        """Days by source; ``*`` stands for every source that is not named."""
        query = sa.select(retention.c.source, retention.c.days).order_by(retention.c.source)
        with self._engine.connect() as connection:
            return {row.source: row.days for row in connection.execute(query)}

    def put(self, source: str, days: int) -> None:
        with writing(self._engine) as connection:
            connection.execute(sa.delete(retention).where(retention.c.source == source))
            connection.execute(sa.insert(retention).values(source=source, days=days))

    def clear(self, source: str) -> bool:
        with writing(self._engine) as connection:
            gone = sa.delete(retention).where(retention.c.source == source)
            return connection.execute(gone).rowcount > 0

    def last_run(self) -> date | None:
        query = sa.select(setting.c.value).where(setting.c.name == _LAST_RUN)
        with self._engine.connect() as connection:
            found = connection.execute(query).scalar()
        return date.fromisoformat(found) if found else None

    def record_run(self, day: date) -> None:
        with writing(self._engine) as connection:
            connection.execute(sa.delete(setting).where(setting.c.name == _LAST_RUN))
            fresh = sa.insert(setting).values(name=_LAST_RUN, value=day.isoformat())
            connection.execute(fresh)
