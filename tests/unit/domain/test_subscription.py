"""When a digest is due, in the subscriber's own time zone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.subscription import Subscription, due_period, last_due_moment

MONDAY_NINE = Subscription(id="s", target="C1", role="finance", zone="Europe/Vienna")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_monday_nine_in_vienna_tells_of_the_week_before() -> None:
    assert due_period(MONDAY_NINE, at("2026-11-16T07:59:00+00:00")) != due_period(
        MONDAY_NINE, at("2026-11-16T08:00:00+00:00")
    )
    due = due_period(MONDAY_NINE, at("2026-11-16T08:00:00+00:00"))
    assert due is not None
    assert due.name == "2026-W46"


def test_before_the_hour_the_week_before_is_still_the_one_due() -> None:
    due = due_period(MONDAY_NINE, at("2026-11-16T07:59:00+00:00"))
    assert due is not None
    assert due.name == "2026-W45"


def test_what_was_due_before_the_subscription_began_is_not_made_up_for() -> None:
    fresh = replace(MONDAY_NINE, created_at=at("2026-11-18T12:00:00+00:00"))
    assert due_period(fresh, at("2026-11-20T12:00:00+00:00")) is None
    assert due_period(fresh, at("2026-11-23T08:00:00+00:00")) is not None


def test_an_ended_subscription_is_never_due() -> None:
    assert due_period(replace(MONDAY_NINE, active=False), at("2026-11-16T12:00:00+00:00")) is None


@pytest.mark.parametrize(
    ("zone", "moment"),
    [
        ("Asia/Kolkata", "2026-11-16T03:30:00+00:00"),
        ("Asia/Kathmandu", "2026-11-16T03:15:00+00:00"),
        ("America/St_Johns", "2026-11-16T12:30:00+00:00"),
    ],
)
def test_zones_of_half_and_quarter_hours(zone: str, moment: str) -> None:
    assert last_due_moment(replace(MONDAY_NINE, zone=zone), at(moment)) == at(moment)


def test_an_hour_that_comes_twice_falls_due_once_and_one_that_is_skipped_still_does() -> None:
    sunday_two = replace(MONDAY_NINE, weekday=6, hour=2)
    # Autumn: 02:00 comes at 00:00 and again at 01:00 UTC. Spring: it does not come at all.
    assert last_due_moment(sunday_two, at("2026-10-25T01:30:00+00:00")) == at(
        "2026-10-25T00:00:00+00:00"
    )
    assert last_due_moment(sunday_two, at("2026-03-29T01:00:00+00:00")) == at(
        "2026-03-29T01:00:00+00:00"
    )


@given(
    zone=st.sampled_from(["Europe/Vienna", "Australia/Lord_Howe", "Pacific/Chatham", "UTC"]),
    weekday=st.integers(0, 6),
    hour=st.integers(0, 23),
    start=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_every_week_has_exactly_one_due_moment(
    zone: str, weekday: int, hour: int, start: datetime
) -> None:
    """Ticking every half hour for four weeks meets a moment in each, on the same weekday."""
    subscription = replace(MONDAY_NINE, zone=zone, weekday=weekday, hour=hour)
    ticks = [start + timedelta(minutes=30 * step) for step in range(48 * 28)]
    moments = sorted({last_due_moment(subscription, tick) for tick in ticks})
    assert 4 <= len(moments) <= 5
    days = [moment.astimezone(ZoneInfo(zone)).date() for moment in moments]
    assert {day.weekday() for day in days} == {weekday}
    gaps = {later - earlier for earlier, later in pairwise(days)}
    assert gaps <= {timedelta(days=7)}
