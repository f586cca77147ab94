"""When something is due on somebody's own calendar: weekly, every two weeks or monthly."""

import calendar
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.period import Period, month_of, previous, two_weeks_of, week_of


class Cadence(StrEnum):
    WEEKLY = "weekly"
    TWO_WEEKS = "two_weeks"
    MONTHLY = "monthly"


# A Monday. Every second week counts from here, for everybody and for ever.
_ANCHOR = date(2024, 1, 1)
_WEEK, _TWO_WEEKS = timedelta(days=7), timedelta(days=14)


def due_days(cadence: Cadence, weekday: int, monthday: int, newest: date) -> Iterator[date]:
    """The days on which it is due, newest first, from ``newest`` backwards.

    A month that has no such day is due on its last one.
    """
    if cadence is Cadence.MONTHLY:
        yield from (day for day in _month_days(monthday, newest) if day <= newest)
        return
    day = newest - timedelta(days=(newest.weekday() - weekday) % 7)
    step = _WEEK
    if cadence is Cadence.TWO_WEEKS:
        step = _TWO_WEEKS
        day -= _WEEK * ((day - _ANCHOR).days // 7 % 2)
    while True:
        yield day
        day -= step


def _month_days(monthday: int, newest: date) -> Iterator[date]:
    first = newest.replace(day=1)
    while True:
        last = calendar.monthrange(first.year, first.month)[1]
        yield first.replace(day=min(monthday, last))
        first = (first - timedelta(days=1)).replace(day=1)


def period_told(cadence: Cadence, due_day: date) -> Period:
    """What is told about on a due day: the whole week, two weeks or month before it."""
    if cadence is Cadence.MONTHLY:
        return previous(month_of(due_day))
    week = previous(week_of(due_day))
    if cadence is Cadence.WEEKLY:
        return week
    return two_weeks_of(previous(week))


def at_wall_hour(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """The instant, in UTC. An hour that the clocks skip comes when they have skipped it; one that
    comes twice, the first time."""
    return datetime.combine(day, time(hour), tzinfo=zone).astimezone(UTC)
