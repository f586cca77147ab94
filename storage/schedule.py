"""Subscriptions, and the ledger in which each delivery is claimed before it is made."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from domain.cadence import Cadence
from domain.subscription import OPEN_STATES, Delivery, DeliveryState, Subscription
from storage.delivery_table import delivery, subscription, team_left
from storage.transaction import writing

_OPEN = [str(state) for state in OPEN_STATES]
# How long after its lease an open delivery counts as left by everybody.
_LEFT_ALONE = timedelta(hours=1)


class SqlSubscriptions:
    """Implements ``digests.schedule.Subscriptions``: one subscription for each target."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def put(self, each: Subscription) -> None:
        values = {name: getattr(each, name) for name in each.__slots__}
        with writing(self._engine) as connection:
            connection.execute(sa.delete(subscription).where(subscription.c.target == each.target))
            connection.execute(sa.insert(subscription).values(**values))

    def remove(self, target: str) -> bool:
        """End it. Who came to it through a team has left that team for good."""
        mine = subscription.c.target == target
        with writing(self._engine) as connection:
            through = connection.execute(sa.select(subscription.c.team).where(mine)).scalar()
            if through:
                left = {"team": through, "person": target}
                same = (team_left.c.team == through) & (team_left.c.person == target)
                connection.execute(sa.delete(team_left).where(same))
                connection.execute(sa.insert(team_left).values(**left))
            return connection.execute(sa.delete(subscription).where(mine)).rowcount > 0

    def of(self, target: str) -> Subscription | None:
        chosen = sa.select(subscription).where(subscription.c.target == target)
        with self._engine.connect() as connection:
            row = connection.execute(chosen).first()
        return _subscription(row) if row else None

    def all(self) -> list[Subscription]:
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(subscription).order_by(subscription.c.id))
            return [_subscription(row) for row in rows]


class SqlLedger:
    """Implements ``digests.delivery.Ledger``. One row for each subscription and period.

    Only the holder of the newest claim may begin to send, and only from a state in which nothing
    can have arrived: whatever the clocks say, two processes never send the same delivery.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def taken(self, periods: Collection[str], now: datetime) -> frozenset[tuple[str, str]]:
        """The deliveries of these periods that are finished, or that somebody works on."""
        closed = delivery.c.state.not_in(_OPEN) | (delivery.c.lease_until > now)
        query = sa.select(delivery.c.subscription_id, delivery.c.period)
        query = query.where(delivery.c.period.in_(sorted(periods)), closed)
        with self._engine.connect() as connection:
            return frozenset((row[0], row[1]) for row in connection.execute(query))

    def claim(
        self, subscription_id: str, period: str, now: datetime, lease: timedelta
    ) -> Delivery | None:
        """Take the delivery for this process, or None if it is taken or finished.

        A claim whose lease ran out is taken over in the state it was left in, with its attempts
        counted on.
        """
        until = now + lease
        key = (delivery.c.subscription_id == subscription_id) & (delivery.c.period == period)
        retake = (
            sa.update(delivery)
            .where(key, delivery.c.state.in_(_OPEN))
            .where(delivery.c.lease_until <= now)
            .values(attempts=delivery.c.attempts + 1, lease_until=until)
            .returning(delivery)
        )
        with writing(self._engine) as connection:
            if not connection.execute(sa.select(delivery.c.period).where(key)).first():
                first = sa.insert(delivery).values(
                    subscription_id=subscription_id,
                    period=period,
                    state=str(DeliveryState.CLAIMED),
                    attempts=1,
                    lease_until=until,
                )
                row = connection.execute(first.returning(delivery)).first()
            else:
                row = connection.execute(retake).first()
        return _delivery(row) if row else None

    def begin(self, claimed: Delivery, now: datetime, lease: timedelta) -> bool:
        """Write down, directly before it, that a sending begins; False if it must not.

        It must not if the claim was taken over, or if it may have been sent before.
        """
        values = {
            "state": str(DeliveryState.SENDING),
            "sending_at": now,
            "lease_until": now + lease,
        }
        sendable = delivery.c.state.in_([str(DeliveryState.CLAIMED), str(DeliveryState.UNSURE)])
        return self._update(claimed, sendable & (delivery.c.lease_until > now), values)

    def record(self, outcome: Delivery) -> bool:
        """Write down what became of a claimed delivery; False if another one has it now.

        That it was sent is true whoever has it.
        """
        values = {
            "state": str(outcome.state),
            "reason": outcome.reason,
            "message_ref": outcome.message_ref,
        }
        if outcome.state is DeliveryState.SENT:
            with writing(self._engine) as connection:
                sent = sa.update(delivery).where(_key(outcome)).values(values)
                return connection.execute(sent).rowcount > 0
        return self._update(outcome, delivery.c.state.in_(_OPEN), values)

    def postpone(self, claimed: Delivery, until: datetime, reason: str) -> bool:
        """Give a claim back in the state it is in, to be taken again at ``until``."""
        values = {"state": str(claimed.state), "lease_until": until, "reason": reason}
        return self._update(claimed, delivery.c.state.in_(_OPEN), values)

    def last_sent(self, subscription_id: str) -> datetime | None:
        """When a digest of this subscription was last sent, as far as is known."""
        query = sa.select(sa.func.max(delivery.c.sending_at)).where(
            delivery.c.subscription_id == subscription_id,
            delivery.c.state == str(DeliveryState.SENT),
        )
        with self._engine.connect() as connection:
            last = connection.execute(query).scalar()
        return _aware(last) if last else None

    def deliveries(self) -> list[Delivery]:
        return self._read(sa.true())

    def stuck(self, now: datetime) -> list[Delivery]:
        """What a person should look at: nobody knows whether it arrived, and nobody finds out."""
        left = delivery.c.state.in_(_OPEN[1:]) & (delivery.c.lease_until <= now - _LEFT_ALONE)
        return self._read((delivery.c.state == str(DeliveryState.STUCK)) | left)

    def settle(self, key: str, *, sent: bool, now: datetime) -> bool:
        """A person's word on a stuck one: it arrived, or it is to be sent again."""
        state = DeliveryState.SENT if sent else DeliveryState.CLAIMED
        reason = "a person saw it" if sent else "a person had it sent again"
        values = {"state": str(state), "reason": reason, "lease_until": now}
        waiting = {each.key for each in self.stuck(now)}
        subscription_id, _, period = key.partition(":")
        same = (delivery.c.subscription_id == subscription_id) & (delivery.c.period == period)
        if key not in waiting:
            return False
        with writing(self._engine) as connection:
            return connection.execute(sa.update(delivery).where(same).values(values)).rowcount > 0

    def _read(self, wanted: sa.ColumnElement[bool]) -> list[Delivery]:
        order = (delivery.c.period, delivery.c.subscription_id)
        with self._engine.connect() as connection:
            rows = connection.execute(sa.select(delivery).where(wanted).order_by(*order))
            return [_delivery(row) for row in rows]

    def _update(
        self, claimed: Delivery, allowed: sa.ColumnElement[bool], values: Mapping[str, object]
    ) -> bool:
        same_claim = _key(claimed) & (delivery.c.attempts == claimed.attempts)
        with writing(self._engine) as connection:
            changed = sa.update(delivery).where(same_claim, allowed).values(values)
            return connection.execute(changed).rowcount > 0


def _key(each: Delivery) -> sa.ColumnElement[bool]:
    return (delivery.c.subscription_id == each.subscription_id) & (delivery.c.period == each.period)


def _subscription(row: sa.Row[tuple[object, ...]]) -> Subscription:
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public way to read by name
    moments = {name: _aware(values[name]) for name in ("created_at", "snoozed_until")}
    return Subscription(**(values | moments | {"cadence": Cadence(values["cadence"])}))


def _delivery(row: sa.Row[tuple[object, ...]]) -> Delivery:
    values = dict(row._mapping)  # noqa: SLF001
    del values["lease_until"]
    known = {"state": DeliveryState(values["state"]), "sending_at": _aware(values["sending_at"])}
    return Delivery(**(values | known))


def _aware(moment: datetime | None) -> datetime | None:
    # SQLite keeps no zone; everything here is written in UTC.
    return moment.replace(tzinfo=UTC) if moment and not moment.tzinfo else moment
