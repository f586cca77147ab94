"""Promises, as they are kept, and what happened to each."""

from dataclasses import asdict

import sqlalchemy as sa

from domain.action import Action, ActionEvent, ActionState, EventKind, Side, Telling
from storage.delivery_table import delivery
from storage.loop_table import action_event, action_telling
from storage.table import action, told
from storage.transaction import writing


class SqlActions:
    """Implements ``actions.promise.Actions`` and ``actions.telling.Tellings``."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def put(self, each: Action, event: ActionEvent | None = None) -> None:
        """Keep an action as it now stands, and what made it so, in one transaction."""
        values = asdict(each) | {"state": str(each.state), "evidence": list(each.evidence)}
        with writing(self._engine) as connection:
            connection.execute(sa.delete(action).where(action.c.id == each.id))
            connection.execute(sa.insert(action).values(**values))
            if event is not None:
                _record(connection, event)

    def all(self) -> list[Action]:
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(action).order_by(action.c.due, action.c.id))
            return [_action(row) for row in rows]

    def get(self, action_id: str) -> Action | None:
        with self._engine.connect() as connection:
            row = connection.execute(sa.select(action).where(action.c.id == action_id)).first()
        return _action(row) if row else None

    def events(self, action_id: str) -> list[ActionEvent]:
        """What happened to an action, in its order."""
        chosen = sa.select(action_event).where(action_event.c.action_id == action_id)
        with self._engine.connect() as connection:
            rows = connection.execute(chosen.order_by(action_event.c.number)).all()
        return [
            ActionEvent(
                action_id=row.action_id,
                kind=EventKind(row.kind),
                day=row.day,
                by=row.done_by,
                words=row.words,
            )
            for row in rows
        ]

    def tellings(self, action_id: str) -> dict[Side, Telling]:
        chosen = sa.select(action_telling).where(action_telling.c.action_id == action_id)
        with self._engine.connect() as connection:
            rows = connection.execute(chosen).all()
        told_sides = (
            Telling(
                action_id=row.action_id,
                side=Side(row.side),
                told=row.told,
                words=row.words,
                day=row.day,
                by=row.told_by,
            )
            for row in rows
        )
        return {each.side: each for each in told_sides}

    def put_telling(self, each: Telling) -> None:
        """Keep what became of one side; the latest word counts."""
        key = (action_telling.c.action_id == each.action_id) & (
            action_telling.c.side == str(each.side)
        )
        values = {"told": each.told, "words": each.words, "day": each.day, "told_by": each.by}
        kind = EventKind.TOLD if each.told else EventKind.NOT_TOLD
        with writing(self._engine) as connection:
            connection.execute(sa.delete(action_telling).where(key))
            row = {"action_id": each.action_id, "side": str(each.side)} | values
            connection.execute(sa.insert(action_telling).values(**row))
            words = f"{each.side}: {each.words}"
            happened = ActionEvent(
                action_id=each.action_id, kind=kind, day=each.day, by=each.by, words=words
            )
            _record(connection, happened)

    def readers_of(self, evidence_ids: list[str]) -> set[str]:
        """The people and channels that were sent any of this in a digest."""
        if not evidence_ids:
            return set()
        at = sa.func.instr(told.c.evidence_id, "@")
        name = sa.case(
            (at > 0, sa.func.substr(told.c.evidence_id, 1, at - 1)), else_=told.c.evidence_id
        )
        # What is remembered under a delivery's key has not arrived, as far as is known.
        keys = sa.select(delivery.c.subscription_id + ":" + delivery.c.period)
        chosen = sa.select(told.c.target).where(
            name.in_(evidence_ids), told.c.target != "", told.c.message_ref.not_in(keys)
        )
        with self._engine.connect() as connection:
            return set(connection.execute(chosen.distinct()).scalars())


def _record(connection: sa.Connection, event: ActionEvent) -> None:
    values = {
        "action_id": event.action_id,
        "kind": str(event.kind),
        "day": event.day,
        "done_by": event.by,
        "words": event.words,
    }
    connection.execute(sa.insert(action_event).values(**values))


def _action(row: sa.Row[tuple[object, ...]]) -> Action:
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public way to read by name
    known = {"state": ActionState(values["state"]), "evidence": tuple(values["evidence"])}
    return Action(**(values | known))
