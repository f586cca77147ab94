"""Subscriptions, and the ledger in which each delivery is claimed before it is made."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from domain.subscription import Delivery, DeliveryState, Subscription
from storage.table import delivery, subscription
from storage.transaction import writing


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
        with writing(self._engine) as connection:
            gone = sa.delete(subscription).where(subscription.c.target == target)
            return connection.execute(gone).rowcount > 0

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
    """Implements ``digests.delivery.Ledger``. One row for each subscription and period."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def claim(
        self, subscription_id: str, period: str, now: datetime, lease: timedelta
    ) -> Delivery | None:
        """Take the delivery for this process, or None if it is taken or finished.

        A claim whose lease ran out is taken over, with its attempts counted on.
        """
        until = now + lease
        key = (delivery.c.subscription_id == subscription_id) & (delivery.c.period == period)
        retake = (
            sa.update(delivery)
            .where(key, delivery.c.state == str(DeliveryState.CLAIMED))
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

    def record(self, outcome: Delivery) -> None:
        """Write down what became of a claimed delivery."""
        self._update(
            outcome,
            state=str(outcome.state),
            reason=outcome.reason,
            message_ref=outcome.message_ref,
        )

    def postpone(self, claimed: Delivery, until: datetime, reason: str) -> None:
        """Give a claim back, to be taken again at ``until``."""
        self._update(claimed, lease_until=until, reason=reason)

    def deliveries(self) -> list[Delivery]:
        query = sa.select(delivery).order_by(delivery.c.period, delivery.c.subscription_id)
        with self._engine.connect() as connection:
            return [_delivery(row) for row in connection.execute(query)]

    def _update(self, each: Delivery, **values: object) -> None:
        key = (delivery.c.subscription_id == each.subscription_id) & (
            delivery.c.period == each.period
        )
        with writing(self._engine) as connection:
            connection.execute(sa.update(delivery).where(key).values(**values))


def _subscription(row: sa.Row[tuple[object, ...]]) -> Subscription:
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public way to read by name
    return Subscription(**(values | {"created_at": _aware(values["created_at"])}))


def _delivery(row: sa.Row[tuple[object, ...]]) -> Delivery:
    values = dict(row._mapping)  # noqa: SLF001
    del values["lease_until"]
    return Delivery(**(values | {"state": DeliveryState(values["state"])}))


def _aware(moment: datetime) -> datetime:
    # SQLite keeps no zone; everything here is written in UTC.
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
