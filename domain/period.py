"""Periods: a day, an ISO week, a month, a quarter or a year, and reading them from text."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from domain.error import BadInput


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A named span of whole days, both ends included."""

    first_day: date
    last_day: date
    name: str

    @property
    def days(self) -> int:
        return (self.last_day - self.first_day).days + 1

    def holds(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def __str__(self) -> str:
        return self.name


def week_of(day: date) -> Period:
    year, week, _ = day.isocalendar()
    monday = date.fromisocalendar(year, week, 1)
    return Period(monday, monday + timedelta(days=6), f"{year}-W{week:02d}")


def month_of(day: date) -> Period:
    return _month(day.year, day.month)


@lru_cache(maxsize=4096)  # hundreds of series ask for the same few months
def _month(year: int, month: int) -> Period:
    last = calendar.monthrange(year, month)[1]
    return Period(date(year, month, 1), date(year, month, last), f"{year}-{month:02d}")


def quarter_of(day: date) -> Period:
    quarter = (day.month - 1) // 3 + 1
    first = date(day.year, 3 * quarter - 2, 1)
    last = month_of(date(day.year, 3 * quarter, 1)).last_day
    return Period(first, last, f"{day.year}-Q{quarter}")


def year_of(day: date) -> Period:
    return Period(date(day.year, 1, 1), date(day.year, 12, 31), f"{day.year}")


def previous(period: Period) -> Period:
    """The period of the same length and kind that ends the day before this one begins."""
    back = 8 if "+" in period.name else 1  # two weeks are named from their first one on
    return same_kind(period, period.first_day - timedelta(days=back))


def following(period: Period) -> Period:
    return same_kind(period, period.last_day + timedelta(days=1))


@lru_cache(maxsize=4096)
def year_before(period: Period) -> Period:
    """The same month or quarter of the year before; of weeks and days, the one 52 weeks before."""
    by_weekday = "-W" in period.name or period.days == 1
    first = period.first_day
    day = first - timedelta(days=364) if by_weekday else first.replace(year=first.year - 1)
    return same_kind(period, day)


def same_kind(period: Period, day: date) -> Period:
    if "+" in period.name:
        return two_weeks_of(week_of(day))
    if "-W" in period.name:
        return week_of(day)
    if "-Q" in period.name:
        return quarter_of(day)
    return {4: year_of, 7: month_of}.get(len(period.name), day_of)(day)


def day_of(day: date) -> Period:
    return Period(day, day, day.isoformat())


_FORMS = re.compile(
    r"^(?P<year>\d{4})(?:-?W(?P<week>\d{1,2})|-?Q(?P<quarter>[1-4])"
    r"|[-/.]?(?P<month>\d{2})(?:[-/.](?P<day>\d{2})(?:[T ].*)?)?)?$",
    re.IGNORECASE,
)


def parse_period(text: str) -> Period:
    """Read ``2026-W46``, ``2026-W45+W46``, ``2026-11``, ``2026-Q4``, ``2026`` or ``2026-11-15``.

    Raises BadInput with the accepted forms.
    """
    first, _, second = text.strip().partition("+")
    if second:
        return _two_weeks(text, first, second)
    match = _FORMS.match(first)
    try:
        if match:
            return _from_parts(match.groupdict())
    except ValueError:
        pass
    raise BadInput(
        f"{text!r} is not a period. Write a week as 2026-W46, a month as 2026-11, "
        "a quarter as 2026-Q4, a year as 2026 or a day as 2026-11-15."
    )


def two_weeks_of(first: Period) -> Period:
    """A week and the one after it, under both names."""
    second = following(first)
    return Period(first.first_day, second.last_day, f"{first.name}+W{second.name[-2:]}")


def _two_weeks(text: str, first: str, second: str) -> Period:
    both = two_weeks_of(week) if "-W" in (week := parse_period(first)).name else None
    if both is None or both.name.partition("+")[2] != second.upper():
        raise BadInput(f"{text!r} is no two weeks that follow each other, such as 2026-W45+W46.")
    return both


def _from_parts(parts: dict[str, str | None]) -> Period:
    year = int(parts["year"] or 0)
    if parts["week"]:
        return week_of(date.fromisocalendar(year, int(parts["week"]), 1))
    if parts["quarter"]:
        return quarter_of(date(year, 3 * int(parts["quarter"]), 1))
    if parts["day"]:
        return day_of(date(year, int(parts["month"] or 0), int(parts["day"])))
    if parts["month"]:
        return month_of(date(year, int(parts["month"]), 1))
    return year_of(date(year, 1, 1))
