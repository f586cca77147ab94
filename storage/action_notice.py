"""The ledger of what leaves about an action: claimed before it is sent, so that it leaves once."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from storage.loop_table import action_notice
from storage.transaction import writing

_CLAIMED, _SENT, _FAILED = "claimed", "sent", "failed"


class SqlNotices:
    """Implements ``actions.notice.Notices``. One row for each key."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def claim(self, key: str, now: datetime, lease: timedelta) -> int | None:
        """Take a notice for this process: which attempt it is, or None if it is taken or settled.

        A claim whose lease ran out is taken over, with its attempts counted on.
        """
        until = now + lease
        same = action_notice.c.key == key
        retake = (
            sa.update(action_notice)
            .where(same, action_notice.c.state == _CLAIMED, action_notice.c.lease_until <= now)
            .values(attempts=action_notice.c.attempts + 1, lease_until=until)
            .returning(action_notice.c.attempts)
        )
        with writing(self._engine) as connection:
            if connection.execute(sa.select(action_notice.c.key).where(same)).first():
                return connection.execute(retake).scalar()
            first = {"key": key, "state": _CLAIMED, "attempts": 1, "lease_until": until}
            connection.execute(sa.insert(action_notice).values(**first))
            return 1

    def sent(self, key: str) -> None:
        self._update(key, state=_SENT, reason=None)

    def failed(self, key: str, reason: str) -> None:
        self._update(key, state=_FAILED, reason=reason)

    def postpone(self, key: str, until: datetime, reason: str) -> None:
        """Give a claim back, to be taken again at ``until``."""
        self._update(key, lease_until=until, reason=reason)

    def release(self, key: str) -> None:
        """What was claimed certainly did not leave, and may be tried anew."""
        with writing(self._engine) as connection:
            connection.execute(sa.delete(action_notice).where(action_notice.c.key == key))

    def state(self, key: str) -> tuple[str, str | None] | None:
        """``claimed``, ``sent`` or ``failed`` with the reason; None for what nobody claimed."""
        chosen = sa.select(action_notice).where(action_notice.c.key == key)
        with self._engine.connect() as connection:
            row = connection.execute(chosen).first()
        return (row.state, row.reason) if row else None

    def _update(self, key: str, **values: object) -> None:
        changed = sa.update(action_notice).where(action_notice.c.key == key)
        with writing(self._engine) as connection:
            connection.execute(changed.values(**values))
