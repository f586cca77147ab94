"""Series for tests."""

from collections.abc import Sequence
from datetime import date

from domain.period import Period, following, month_of
from domain.trend import Point, Series, Unit


def make_series(
    values: Sequence[float],
    *,
    n: int | Sequence[int] | None = None,
    unit: Unit = Unit.PERCENT,
    first: Period | None = None,
    metric: str = "dispute_rate",
    **dimensions: str,
) -> Series:
    """A series of consecutive months that begins in January 2025 unless said otherwise."""
    period = first or month_of(date(2025, 1, 1))
    counts = list(n) if isinstance(n, Sequence) else [n] * len(values)
    points = []
    for value, count in zip(values, counts, strict=True):
        points.append(Point(period, value, count))
        period = following(period)
    name = f"{metric}-{sorted(dimensions.items())}"
    return Series(id=name, metric=metric, unit=unit, points=tuple(points), dimensions=dimensions)


def last_day(series: Series) -> date:
    return series.points[-1].period.last_day
