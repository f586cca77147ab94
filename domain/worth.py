"""What a measured change was worth: between two amounts, where the company gives a figure."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.error import BadInput
from domain.outcome import MeasureKind, Outcome, parse_measure
from domain.trend import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What one point of a metric is worth in a year, by whose figure, from which day.

    ``value`` is the amount, in ``currency``, that a rise by one point brings; negative where less
    is better. ``customers`` multiplies it where the value is per customer and point; None where the
    value is for the whole company.
    """

    metric: str
    value: float
    currency: str
    source: str
    stated_on: date
    customers: int | None = None

    @property
    def a_point(self) -> float:
        return self.value * (1 if self.customers is None else self.customers)


@dataclass(frozen=True, slots=True)
class Worth:
    """Between ``low`` and ``high``, ``low <= high``: never one bare number."""

    low: float
    high: float
    price: Price

    @property
    def may_be_nothing(self) -> bool:
        return self.low <= 0 <= self.high


def value_change(low: float, high: float, price: Price) -> Worth:
    """The worth of a change that lies between ``low`` and ``high`` points of the price's metric.

    The ends are those of the change's own interval (95 % for instance) and may come in any order.
    Raises BadInput where an end is no number.
    """
    ends = (low * price.a_point, high * price.a_point)
    if not all(map(math.isfinite, ends)):
        raise BadInput(f"The change of {price.metric} has no interval, so it has no worth.")
    return Worth(min(ends), max(ends), price)


def value_outcome(outcome: Outcome, prices: Mapping[str, Price]) -> Worth | None:
    """What the change after an action was worth, by ``prices`` (metric in small letters: price).

    None where nothing could be measured or the company gives no price for the metric.
    """
    ends = (outcome.low, outcome.high)
    if not outcome.measure or not all(each is not None and math.isfinite(each) for each in ends):
        return None
    measure = parse_measure(outcome.measure)
    price = prices.get(measure.name.casefold()) if measure.kind is MeasureKind.TREND else None
    if price is None:
        return None
    points = 100 if outcome.unit is Unit.PROPORTION else 1  # a share is told in points of 100
    low, high = (points * (each or 0.0) for each in ends)
    return value_change(low, high, price)


def describe_worth(worth: Worth) -> str:
    """In words, with whose figure it rests on; whether it may be nothing is said plainly."""
    price = worth.price
    span = f"{_amount(worth.low)} and {_amount(worth.high)} {price.currency} a year"
    said = f"worth between {span}"
    if worth.may_be_nothing:
        said += "; that includes nothing, so it may have been worth nothing"
    elif worth.high < 0:
        said = f"a loss of between {_amount(-worth.high)} and {_amount(-worth.low)} "
        said += f"{price.currency} a year"
    return f"{said} (by {price.source}, {price.stated_on})"


def _amount(value: float) -> str:
    """Two figures that count: an interval knows no more."""
    if value == 0:
        return "0"
    places = 1 - math.floor(math.log10(abs(value)))
    return f"{round(value, places) + 0.0:,.{max(0, places)}f}"
