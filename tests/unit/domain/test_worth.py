"""What a change was worth keeps the interval of the change, whatever it is."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.error import BadInput
from domain.worth import Price, describe_worth, value_change

PRICE = Price(
    metric="nps",
    value=1000.0,
    currency="EUR",
    source="the finance team",
    stated_on=date(2026, 9, 1),
)
NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)


@given(NUMBERS, NUMBERS, NUMBERS)
def test_the_interval_of_the_change_is_kept(one: float, other: float, value: float) -> None:
    worth = value_change(one, other, replace(PRICE, value=value))
    assert worth.low <= worth.high
    assert {worth.low, worth.high} == {one * value, other * value}
    assert (worth.low, worth.high) == (
        value_change(other, one, replace(PRICE, value=value)).low,
        value_change(other, one, replace(PRICE, value=value)).high,
    )


@given(NUMBERS, NUMBERS)
def test_nothing_inside_the_interval_is_always_said(one: float, other: float) -> None:
    worth = value_change(one, other, PRICE)
    said = describe_worth(worth)
    assert "between" in said
    assert ("may have been worth nothing" in said) == (min(one, other) <= 0 <= max(one, other))
    assert "the finance team" in said


def test_per_customer_is_multiplied_by_the_customers() -> None:
    worth = value_change(1, 2, replace(PRICE, value=0.5, customers=40_000))
    assert (worth.low, worth.high) == (20_000, 40_000)
    assert "between 20,000 and 40,000 EUR a year" in describe_worth(worth)


def test_less_of_a_bad_thing_is_worth_something() -> None:
    assert value_change(-3, -1, replace(PRICE, value=-1000)).low == 1000


def test_a_loss_is_called_one() -> None:
    told = describe_worth(value_change(-3, -1, PRICE))
    assert told.startswith("a loss of between 1,000 and 3,000 EUR a year")


def test_without_an_interval_nothing_is_said() -> None:
    with pytest.raises(BadInput, match="no interval"):
        value_change(float("nan"), 1, PRICE)
