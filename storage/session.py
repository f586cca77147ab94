"""Sessions to sit in on, who signed up, and who was told what."""

from datetime import UTC
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from domain.session import Notice, Roll, Session, SessionKind, SessionState
from storage.session_table import session, session_notice, sign_up
from storage.transaction import writing


class SqlSessions:
    """Implements ``actions.sit_in.Sessions``."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def put(self, each: Session) -> None:
        values = {name: getattr(each, name) for name in each.__slots__}
        values |= {"kind": str(each.kind), "state": str(each.state)}
        same = session.c.id == each.id
        with writing(self._engine) as connection:
            # Changed in its place: deleting it would take the sign-ups with it.
            if not connection.execute(sa.update(session).where(same).values(**values)).rowcount:
                connection.execute(sa.insert(session).values(**values))

    def get(self, session_id: str) -> Session | None:
        query = sa.select(session).where(session.c.id == session_id)
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        return _session(row) if row else None

    def all(self) -> list[Session]:
        query = sa.select(session).order_by(session.c.starts_at, session.c.id)
        with self._engine.connect() as connection:
            return [_session(row) for row in connection.execute(query)]

    def rolls(self) -> list[Roll]:
        return [self.roll(each) for each in self.all()]

    def roll(self, each: Session) -> Roll:
        with self._engine.connect() as connection:
            return Roll(each, _people(connection, each.id))

    def waited(self, session_id: str) -> list[str]:
        query = sa.select(sign_up.c.person).where(
            sign_up.c.session_id == session_id, sign_up.c.waited
        )
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def sign_up(self, each: Session, person: str) -> Roll:
        """Stand last in the row, or where one stood already; the whole row afterwards."""
        with writing(self._engine) as connection:
            people = _people(connection, each.id)
            if person not in people:
                waits = len(people) >= each.places
                fresh = {"session_id": each.id, "person": person, "waited": waits}
                connection.execute(sa.insert(sign_up).values(**fresh))
                people = (*people, person)
        return Roll(each, people)

    def leave(self, session_id: str, person: str) -> bool:
        """Leave the row; whoever signs up again stands last and is told anew."""
        with writing(self._engine) as connection:
            gone = False
            for table in (session_notice, sign_up):
                mine = (table.c.session_id == session_id) & (table.c.person == person)
                gone = connection.execute(sa.delete(table).where(mine)).rowcount > 0
        return gone

    def claim(self, notice: Notice) -> bool:
        """True for the first who asks, in whatever process: that one tells the person."""
        try:
            with writing(self._engine) as connection:
                connection.execute(sa.insert(session_notice).values(**_key(notice)))
        except IntegrityError:
            return False
        return True

    def release(self, notice: Notice) -> None:
        """It could not be told now; another time it may."""
        same = sa.and_(*(session_notice.c[name] == v for name, v in _key(notice).items()))
        with writing(self._engine) as connection:
            connection.execute(sa.delete(session_notice).where(same))


def _key(notice: Notice) -> dict[str, str]:
    kind = str(notice.kind)
    return {"session_id": notice.session.id, "person": notice.person, "kind": kind}


def _people(connection: sa.Connection, session_id: str) -> tuple[str, ...]:
    query = sa.select(sign_up.c.person).where(sign_up.c.session_id == session_id)
    return tuple(connection.execute(query.order_by(sign_up.c.number)).scalars())


def _session(row: sa.Row[Any]) -> Session:
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public way to read by name
    values["kind"] = SessionKind(row.kind)
    values["state"] = SessionState(row.state)
    # SQLite keeps no zone; everything here is written in UTC.
    values["starts_at"] = row.starts_at.replace(tzinfo=UTC)
    return Session(**values)
