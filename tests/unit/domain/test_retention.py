"""How long words are kept."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.retention import EVERY_SOURCE, LONGEST, REJECTS, days_kept, first_kept, is_due

TODAY = date(2026, 11, 24)


@given(st.dates(), st.integers(1, LONGEST))
def test_a_period_keeps_just_so_many_days(today: date, days: int) -> None:
    oldest = first_kept(today, days)
    assert oldest <= today
    assert oldest == date.min or today - oldest == timedelta(days=days)


@given(st.dictionaries(st.sampled_from(["survey", "tickets", EVERY_SOURCE]), st.integers(1, 900)))
def test_a_source_has_its_own_period_or_that_of_every_source(periods: dict[str, int]) -> None:
    assert days_kept("survey", periods) == periods.get("survey", periods.get(EVERY_SOURCE))
    assert days_kept(REJECTS, periods) == periods.get(EVERY_SOURCE, 30)


def test_old_words_go_once_a_day() -> None:
    assert is_due(None, TODAY)
    assert not is_due(TODAY, TODAY)
    assert not is_due(TODAY + timedelta(days=1), TODAY)  # a clock that was set back
    assert is_due(TODAY - timedelta(days=1), TODAY)
