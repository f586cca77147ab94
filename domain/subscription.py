"""Who gets a digest, when, and what became of each delivery."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.cadence import Cadence, at_wall_hour, due_days, period_told
from domain.period import Period

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A digest for one Slack target (a person or a channel) in its own time zone.

    ``weekday`` is 0 for Monday; ``monthday`` 1..31 counts only for a monthly one; ``hour`` is
    0..23 on the wall clock of ``zone``. What was due before ``snoozed_until`` is left out. From
    ``away_from`` to ``away_to`` nothing is sent, and after it the newest period only. Between the
    hours ``quiet_from`` and ``quiet_to`` nothing is sent. ``owner`` is who is told if it fails,
    and ``team`` through which the person came to it, if through one.
    """

    id: str
    target: str
    role: str
    zone: str = "UTC"
    weekday: int = 0
    hour: int = 9
    created_at: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    active: bool = True
    cadence: Cadence = Cadence.WEEKLY
    monthday: int = 1
    muted: bool = False
    snoozed_until: datetime | None = None
    away_from: date | None = None
    away_to: date | None = None
    quiet_from: int | None = None
    quiet_to: int | None = None
    owner: str | None = None
    team: str | None = None


def subscription_id(target: str) -> str:
    """Its id is its target's for ever: whoever ends and begins again gets no period twice."""
    return f"s_{hashlib.sha256(target.encode()).hexdigest()[:12]}"


class DeliveryState(StrEnum):
    CLAIMED = "claimed"
    """Somebody makes it; nothing was sent."""
    SENDING = "sending"
    """It was handed to Slack, and no answer is known. It is looked for, and never sent again."""
    UNSURE = "unsure"
    """Slack answered with a failure of its own: it is looked for, and sent if it is not there."""
    SENT = "sent"
    SKIPPED = "skipped"
    FAILED = "failed"
    STUCK = "stuck"
    """Nobody knows whether it arrived. A person looks, and settles it."""


OPEN_STATES = (DeliveryState.CLAIMED, DeliveryState.SENDING, DeliveryState.UNSURE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One sending of a digest, unique by subscription and period.

    ``attempts`` grows with each claim, so it also tells the claims on one delivery apart.
    """

    subscription_id: str
    period: str
    state: DeliveryState
    attempts: int = 1
    reason: str | None = None
    message_ref: str | None = None
    sending_at: datetime | None = None

    @property
    def key(self) -> str:
        return delivery_key(self.subscription_id, self.period)


def delivery_key(subscription_id: str, period: str) -> str:
    """The key that travels with a message, by which a lost record can be found again."""
    return f"{subscription_id}:{period}"


def due_period(subscription: Subscription, now: datetime) -> Period | None:
    """What this subscription should be told about now, if its hour has come.

    Once a due moment has passed, its period is due until the next one falls due. A moment before
    the subscription began, or in a snooze, is not made up for.
    """
    day, moment = _last_due(subscription, now)
    begins = max(subscription.created_at, subscription.snoozed_until or subscription.created_at)
    resting = subscription.muted or not subscription.active
    if resting or moment < begins or _rests_at(subscription, now):
        return None
    return period_told(subscription.cadence, day)


def last_due_moment(subscription: Subscription, now: datetime) -> datetime:
    """The latest due moment at or before ``now``, as an instant in UTC."""
    return _last_due(subscription, now)[1]


def next_due_moment(subscription: Subscription, now: datetime) -> datetime:
    """The earliest due moment after ``now``."""
    local = now.astimezone(ZoneInfo(subscription.zone)).date()
    found = now
    for day in _days(subscription, local + timedelta(days=62)):
        moment = _moment(subscription, day)
        if moment <= now:
            break
        found = moment
    return found


def is_quiet(subscription: Subscription, hour: int) -> bool:
    """Whether an hour of the wall clock lies in the quiet hours, which may span midnight."""
    begin, end = subscription.quiet_from, subscription.quiet_to
    if begin is None or end is None:
        return False
    return begin <= hour < end if begin <= end else hour >= begin or hour < end


def _last_due(subscription: Subscription, now: datetime) -> tuple[date, datetime]:
    local = now.astimezone(ZoneInfo(subscription.zone)).date()
    for day in _days(subscription, local):
        if (moment := _moment(subscription, day)) <= now:
            return day, moment
    raise AssertionError("a calendar has no first day")


def _days(subscription: Subscription, newest: date) -> Iterator[date]:
    return due_days(subscription.cadence, subscription.weekday, subscription.monthday, newest)


def _moment(subscription: Subscription, day: date) -> datetime:
    """A moment in quiet hours moves to their end."""
    hour, end = subscription.hour, subscription.quiet_to
    if is_quiet(subscription, hour) and end is not None:
        day = day + _DAY if end <= hour else day
        hour = end
    return at_wall_hour(day, hour, ZoneInfo(subscription.zone))


def _rests_at(subscription: Subscription, now: datetime) -> bool:
    """Away or in quiet hours; on the day of the return, what waited comes at the usual hour."""
    zone = ZoneInfo(subscription.zone)
    local = now.astimezone(zone)
    if is_quiet(subscription, local.hour):
        return True
    begin, end = subscription.away_from, subscription.away_to
    if begin is None or end is None or now < at_wall_hour(begin, 0, zone):
        return False
    return now < _moment(subscription, end + _DAY)
