"""On which days somebody asked. No row leads back to a person or to a question."""

from datetime import date

import sqlalchemy as sa

from domain.progress import Asking
from storage.activity_table import activity
from storage.transaction import writing


class SqlActivity:
    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def record(self, mark: str, role: str, day: date) -> None:
        """Once for each person and day; ``mark`` is a keyed hash of who it was."""
        same = (activity.c.mark == mark) & (activity.c.day == day)
        with writing(self._engine) as connection:
            if not connection.execute(sa.select(activity.c.mark).where(same)).first():
                connection.execute(sa.insert(activity).values(mark=mark, role=role, day=day))

    def all(self) -> list[Asking]:
        query = sa.select(activity.c.mark, activity.c.role, activity.c.day)
        with self._engine.connect() as connection:
            return [Asking(*row) for row in connection.execute(query.order_by(activity.c.day))]

    def drop_before(self, day: date) -> int:
        """Delete what is older than this day; how many rows."""
        with writing(self._engine) as connection:
            old = sa.delete(activity).where(activity.c.day < day)
            return connection.execute(old).rowcount
