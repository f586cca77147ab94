"""Honest change beside what people would use instead, on noise and on planted shifts.

The same series for all three: two hundred answers a month, eighteen months, families of ten.
"""

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np

from domain.period import Period, following, month_of
from domain.trend import MOVED, Point, Series, Unit
from retrieval.change import measure_changes

_MONTHS, _ANSWERS, _FAMILY, _FAMILIES = 18, 200, 10, 300
_RATE, _SHIFT = 0.30, 0.15
_END = date(2030, 1, 1)


def main() -> None:
    """Print false alarms and found shifts for each way of telling a change."""
    dice = np.random.default_rng(20261122)
    quiet = [[_series(dice, str(k)) for k in range(_FAMILY)] for _ in range(_FAMILIES)]
    shifted = [[_series(dice, "shifted", shift=_SHIFT), *family[1:]] for family in quiet]
    print("| told by | families of ten without change, with an alarm | shift of 15 points found |")
    print("|---|---|---|")
    for name, moved in _WAYS.items():
        alarms = sum(any(moved(family)) for family in quiet) / _FAMILIES
        found = sum(moved(family)[0] for family in shifted) / _FAMILIES
        print(f"| {name} | {alarms:.1%} | {found:.1%} |")


def _series(dice: np.random.Generator, name: str, shift: float = 0.0) -> Series:
    rates = [_RATE] * (_MONTHS - 1) + [_RATE + shift]
    points, period = [], _first()
    for rate in rates:
        points.append(Point(period, 100 * dice.binomial(_ANSWERS, rate) / _ANSWERS, _ANSWERS))
        period = following(period)
    return Series(id=name, metric=name, unit=Unit.PERCENT, points=tuple(points))


def _first() -> Period:
    return month_of(date(2025, 1, 1))


def _hearback(family: Sequence[Series]) -> list[bool]:
    return [change.verdict in MOVED for change in measure_changes(family, _END)]


def _ten_percent(family: Sequence[Series]) -> list[bool]:
    """More than 10 % up or down on the month before."""
    return [abs(s.points[-1].value / s.points[-2].value - 1) > 0.1 for s in family]


def _two_deviations(family: Sequence[Series]) -> list[bool]:
    """More than two standard deviations from the mean of the months before."""
    return [_far(series) for series in family]


def _far(series: Series) -> bool:
    before = np.array([point.value for point in series.points[:-1]])
    return bool(abs(series.points[-1].value - before.mean()) > 2 * before.std(ddof=1))


_WAYS: dict[str, Callable[[Sequence[Series]], list[bool]]] = {
    "Hearback": _hearback,
    "more than 10 % up or down": _ten_percent,
    "two standard deviations": _two_deviations,
}

if __name__ == "__main__":
    main()
