"""Promises, as they are kept."""

import sqlalchemy as sa

from domain.action import Action, ActionState
from storage.table import action
from storage.transaction import writing


class SqlActions:
    """Implements ``actions.promise.Actions``."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def put(self, each: Action) -> None:
        values = {name: getattr(each, name) for name in each.__slots__}
        with writing(self._engine) as connection:
            connection.execute(sa.delete(action).where(action.c.id == each.id))
            connection.execute(sa.insert(action).values(**(values | {"state": str(each.state)})))

    def all(self) -> list[Action]:
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(action).order_by(action.c.due, action.c.id))
            return [_action(row) for row in rows]

    def get(self, action_id: str) -> Action | None:
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(action).where(action.c.id == action_id)).first()
        return _action(row) if row else None


def _action(row: sa.Row[tuple[object, ...]]) -> Action:
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public way to read by name
    return Action(**(values | {"state": ActionState(values["state"])}))
