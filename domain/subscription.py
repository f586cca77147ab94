"""Who gets a digest, when, and what became of each delivery."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.period import Period, previous, week_of

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A weekly digest for one Slack target (a person or a channel) in its own time zone.

    ``weekday`` is 0 for Monday; ``hour`` is 0..23 on the wall clock of ``zone``.
    """

    id: str
    target: str
    role: str
    zone: str = "UTC"
    weekday: int = 0
    hour: int = 9
    created_at: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    active: bool = True


class DeliveryState(StrEnum):
    CLAIMED = "claimed"
    SENT = "sent"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One sending of a digest, unique by subscription and period."""

    subscription_id: str
    period: str
    state: DeliveryState
    attempts: int = 1
    reason: str | None = None
    message_ref: str | None = None

    @property
    def key(self) -> str:
        return delivery_key(self.subscription_id, self.period)


def delivery_key(subscription_id: str, period: str) -> str:
    """The key that travels with a message, by which a lost record can be found again."""
    return f"{subscription_id}:{period}"


def due_period(subscription: Subscription, now: datetime) -> Period | None:
    """The week that this subscription should be told about now, if its hour has come.

    The due moment is this week's weekday and hour on the subscriber's wall clock; once it has
    passed, the week before is due until the next one falls due. A moment before the subscription
    began is not made up for. A wall-clock hour that the clocks skip falls due when they have
    skipped it; one that comes twice falls due the first time.
    """
    due_at = last_due_moment(subscription, now)
    if not subscription.active or due_at < subscription.created_at:
        return None
    local_day = due_at.astimezone(ZoneInfo(subscription.zone)).date()
    return previous(week_of(local_day))


def last_due_moment(subscription: Subscription, now: datetime) -> datetime:
    """The latest due moment at or before ``now``, as an instant in UTC."""
    zone = ZoneInfo(subscription.zone)
    local = now.astimezone(zone)
    days_back = (local.weekday() - subscription.weekday) % 7
    for back in (days_back, days_back + 7):
        day = local.date() - timedelta(days=back)
        wall = datetime(day.year, day.month, day.day, subscription.hour, tzinfo=zone)
        if (instant := wall.astimezone(UTC)) <= now:
            return instant
    raise AssertionError("a week always holds the weekday")
