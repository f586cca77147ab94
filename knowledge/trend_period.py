"""Periods as trend files write them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from domain.error import BadInput
from domain.period import Period, day_of, month_of, parse_period, quarter_of, week_of, year_of
from knowledge.dates import DateOrder, UnreadableDate, decide_order, read_date

_QUARTER = re.compile(
    r"(?:Q(?P<q>[1-4])[ /-]*(?P<y>\d{4})|(?P<y2>\d{4})[ /-]*Q(?P<q2>[1-4]))$", re.IGNORECASE
)
_MONTH_YEAR = re.compile(r"(?P<month>[^\W\d_]{3,12})\.?[ -]+(?P<year>\d{4})$")
_NUMERIC_MONTH = re.compile(r"(?P<month>\d{1,2})[/.](?P<year>\d{4})$")
_WEEK = 7


@dataclass(frozen=True, slots=True)
class PeriodReader:
    """Reads the cells of one column: ``kind`` widens days into weeks, months and so on."""

    kind: str
    order: DateOrder

    def read(self, cell: str) -> Period:
        """Raises BadInput with what cannot be read."""
        period = _read(cell.strip(), self.order)
        widen = {"month": month_of, "week": week_of, "quarter": quarter_of, "year": year_of}
        if period.days == 1 and self.kind in widen:
            return widen[self.kind](period.first_day)
        return period


def period_reader(header: str, cells: Sequence[str]) -> PeriodReader:
    """Decide from a column's header and cells what its days stand for."""
    order = decide_order(cells)
    named = re.search(r"month|week|quarter|monat|woche|quartal|mois", header.casefold())
    plain = {"monat": "month", "mois": "month", "woche": "week", "quartal": "quarter"}
    if named:
        return PeriodReader(plain.get(named.group(), named.group()), order)
    return PeriodReader(_kind_of_days(cells, order), order)


def reads_as_period(cell: str) -> bool:
    try:
        _read(cell.strip(), DateOrder())
    except BadInput:
        return False
    return True


def _kind_of_days(cells: Sequence[str], order: DateOrder) -> str:
    """Dates that are all the first of a month mean months; all one weekday apart, weeks."""
    try:
        periods = sorted({_read(cell.strip(), order) for cell in cells if cell.strip()})
    except BadInput:
        return "day"
    days = [period.first_day for period in periods if period.days == 1]
    if len(days) < 2 or len(days) != len(periods):
        return "day"
    if all(day.day == 1 for day in days):
        return "month"
    return "week" if all((b - a).days % _WEEK == 0 for a, b in pairwise(days)) else "day"


def _read(cell: str, order: DateOrder) -> Period:
    if match := _QUARTER.match(cell):
        year, quarter = int(match["y"] or match["y2"]), int(match["q"] or match["q2"])
        if year:
            return quarter_of(date(year, 3 * quarter, 1))
    if match := _NUMERIC_MONTH.match(cell):
        return parse_period(f"{match['year']}-{int(match['month']):02d}")
    if re.fullmatch(r"\d{5,}", cell) and len(cell) not in (6, 8):
        raise BadInput(f"{cell[:40]!r} is not a period.")
    try:
        return parse_period(cell)
    except BadInput:
        return _read_in_words(cell, order)


def _read_in_words(cell: str, order: DateOrder) -> Period:
    try:
        if match := _MONTH_YEAR.match(cell):
            return month_of(read_date(f"1 {match['month']} {match['year']}", order))
        return day_of(read_date(cell, order))
    except UnreadableDate as error:
        raise BadInput(f"period {cell[:40]!r} cannot be read") from error
