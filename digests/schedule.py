"""Subscribing, and who is due."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from domain.cadence import Cadence, at_wall_hour
from domain.error import BadInput
from domain.period import Period
from domain.subscription import WEEKDAYS, Subscription, due_period, next_due_moment, subscription_id


class Subscriptions(Protocol):
    """One subscription for each target, a person or a channel."""

    def put(self, each: Subscription) -> None: ...

    def remove(self, target: str) -> bool: ...

    def of(self, target: str) -> Subscription | None: ...

    def all(self) -> list[Subscription]: ...


def make_subscription(
    target: str,
    role: str,
    *,
    zone: str,
    weekday: int,
    hour: int,
    now: datetime,
    known: Subscription | None = None,
    cadence: Cadence | None = None,
    monthday: int | None = None,
    owner: str | None = None,
) -> Subscription:
    """A subscription. Raises BadInput for a zone, day or hour that does not exist.

    A changed one keeps what is not named here of the one ``known``: quiet hours, an absence, a
    snooze.
    """
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BadInput(f"There is no time zone {zone!r}. Write one as Europe/Vienna.") from error
    if not (0 <= weekday < len(WEEKDAYS) and 0 <= hour < 24):
        raise BadInput("A digest needs a day from Monday to Sunday and an hour from 0 to 23.")
    before = known or Subscription(id=subscription_id(target), target=target, role=role)
    return replace(
        before,
        role=role,
        zone=zone,
        weekday=weekday,
        hour=hour,
        created_at=now,
        active=True,
        cadence=cadence or before.cadence,
        monthday=monthday or before.monthday,
        owner=owner or before.owner,
    )


def snooze(subscription: Subscription, now: datetime, until: date | None = None) -> Subscription:
    """Leave out the next digest, or all that would be due before a day of the reader's calendar.

    Raises BadInput for a day that has come already.
    """
    if until is None:
        after = next_due_moment(subscription, now) + timedelta(minutes=1)
        return replace(subscription, snoozed_until=after)
    begins = at_wall_hour(until, 0, ZoneInfo(subscription.zone))
    if begins <= now:
        raise BadInput(f"{until} has come already. Name a day after today.")
    return replace(subscription, snoozed_until=begins)


def mute(subscription: Subscription, now: datetime, *, muted: bool) -> Subscription:
    """Silence until it is unmuted; what was due meanwhile is not made up for."""
    until = subscription.snoozed_until if muted else now
    return replace(subscription, muted=muted, snoozed_until=until)


def be_away(subscription: Subscription, first: date | None, last: date | None) -> Subscription:
    """Nothing from the first day to the last; afterwards the newest period only. None ends it."""
    if first and last and last < first:
        raise BadInput(f"An absence cannot end ({last}) before it begins ({first}).")
    return replace(subscription, away_from=first, away_to=last)


def be_quiet(subscription: Subscription, begin: int | None, end: int | None) -> Subscription:
    """Nothing between two hours of the reader's clock, over midnight too. None ends it."""
    if begin is not None and begin == end:
        raise BadInput("Quiet hours need two different hours, such as 18 and 8.")
    return replace(subscription, quiet_from=begin, quiet_to=end)


def find_due(
    subscriptions: Iterable[Subscription], now: datetime
) -> list[tuple[Subscription, Period]]:
    """Every subscription whose hour has come, with the period that it should be told about."""
    due = ((each, due_period(each, now)) for each in subscriptions)
    return [(each, period) for each, period in due if period is not None]
