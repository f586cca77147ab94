"""Two weeks under one name, read again as they were written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.error import BadInput
from domain.period import following, parse_period, previous, two_weeks_of, week_of


@given(st.dates(date(1990, 1, 8), date(2090, 12, 1)))
def test_the_name_reads_back(day: date) -> None:
    both = two_weeks_of(week_of(day))
    assert parse_period(both.name) == both
    assert both.days == 14
    assert previous(both).last_day < both.first_day
    assert following(both).first_day > both.last_day


@pytest.mark.parametrize("name", ["2026-W45+W47", "2026-11+W46", "2026-W45+W46+W47"])
def test_weeks_that_do_not_follow_are_refused(name: str) -> None:
    with pytest.raises(BadInput, match="two weeks"):
        parse_period(name)
