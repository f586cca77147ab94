from datetime import date

import pytest

from domain.error import BadInput
from domain.period import following, month_of, parse_period, previous, week_of


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-W46", date(2026, 11, 9), date(2026, 11, 15)),
        ("2026W01", date(2025, 12, 29), date(2026, 1, 4)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("202402", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-11-15", date(2026, 11, 15), date(2026, 11, 15)),
        ("2026-11-15T08:00:00Z", date(2026, 11, 15), date(2026, 11, 15)),
    ],
)
def test_periods_are_read(text: str, first: date, last: date) -> None:
    period = parse_period(text)
    assert (period.first_day, period.last_day) == (first, last)


@pytest.mark.parametrize("text", ["", "soon", "2026-13", "2026-W54", "2026-Q5", "2026-02-30", "12"])
def test_what_is_no_period_is_refused_with_the_forms_that_are(text: str) -> None:
    with pytest.raises(BadInput, match="2026-W46"):
        parse_period(text)


def test_neighbours_have_the_same_kind() -> None:
    assert previous(parse_period("2026-W01")).name == "2025-W52"
    assert following(parse_period("2025-12")).name == "2026-01"
    assert previous(parse_period("2026-Q1")).name == "2025-Q4"
    assert following(parse_period("2026-02-28")).name == "2026-03-01"
    assert previous(parse_period("2026")).name == "2025"
    assert week_of(date(2026, 11, 22)).name == "2026-W47"
    assert month_of(date(2026, 11, 22)).name == "2026-11"
