"""What a change was worth keeps the interval of the change, whatever it is."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.error import BadInput
from domain.outcome import Outcome
from domain.trend import Unit, Verdict
from domain.worth import Price, Worth, describe_worth, value_change, value_outcome

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


def _worth(**known: object) -> Worth | None:
    found = {"action_id": "a", "measure": "trend:NPS", "low": 1.0, "high": 3.0, "told": ""} | known
    return value_outcome(Outcome(verdict=Verdict.ROSE, **found), {"nps": PRICE})  # type: ignore[arg-type]  # as given


def test_an_outcome_is_worth_its_interval_in_points() -> None:
    assert _worth() == Worth(1000.0, 3000.0, PRICE)
    in_points = _worth(unit=Unit.PROPORTION, low=0.01, high=0.03)
    assert in_points == Worth(1000.0, 3000.0, PRICE)


@pytest.mark.parametrize(
    "unknown",
    [{"low": None}, {"high": float("inf")}, {"measure": ""}, {"measure": "theme:nps"},
     {"measure": "trend:churn"}],
)  # fmt: skip
def test_what_was_not_measured_or_priced_has_no_worth(unknown: dict[str, object]) -> None:
    assert _worth(**unknown) is None
