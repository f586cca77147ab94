"""The calendar of a digest: every cadence, every zone, and the ways to have some quiet."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.schedule import be_away, be_quiet, find_due, make_subscription, mute, snooze
from domain.cadence import Cadence
from domain.error import BadInput
from domain.subscription import Subscription, due_period, last_due_moment, next_due_moment

NINE = Subscription(id="s", target="U1", role="finance", zone="Europe/Vienna")
MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)  # nine o'clock in Vienna


def told(subscription: Subscription, now: datetime) -> str | None:
    period = due_period(subscription, now)
    return period.name if period else None


@settings(deadline=None, max_examples=300)
@given(
    zone=st.sampled_from(sorted(available_timezones())),
    cadence=st.sampled_from(Cadence),
    weekday=st.integers(0, 6),
    monthday=st.integers(1, 31),
    hour=st.integers(0, 23),
    start=st.datetimes(datetime(2015, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_due_moments_follow_each_other_one_for_each_period_at_the_wall_clock_hour(
    zone: str, cadence: Cadence, weekday: int, monthday: int, hour: int, start: datetime
) -> None:
    subscription = replace(
        NINE,
        zone=zone,
        cadence=cadence,
        weekday=weekday,
        monthday=monthday,
        hour=hour,
        created_at=datetime(2014, 1, 1, tzinfo=UTC),
    )
    moments, now = [], start
    for _ in range(15):
        now = next_due_moment(subscription, now)
        assert last_due_moment(subscription, now) == now
        assert last_due_moment(subscription, now - timedelta(seconds=1)) < now
        moments.append(now)
    assert all(earlier < later for earlier, later in pairwise(moments))
    periods = [due_period(subscription, moment) for moment in moments]
    for earlier, later in pairwise(periods):
        assert earlier
        assert later
        assert later.first_day == earlier.last_day + timedelta(days=1)
    for moment in moments:
        local = moment.astimezone(ZoneInfo(zone))
        wall = local.replace(hour=hour, minute=0, second=0)
        is_skipped = wall.astimezone(UTC).astimezone(ZoneInfo(zone)).hour != hour
        assert (local.hour, local.minute) == (hour, 0) or is_skipped or local.hour > hour


def test_the_31st_falls_on_the_last_day_of_a_shorter_month() -> None:
    monthly = replace(NINE, cadence=Cadence.MONTHLY, monthday=31)
    days, now = [], datetime(2027, 1, 1, tzinfo=UTC)
    for _ in range(4):
        now = next_due_moment(monthly, now)
        days.append(now.date().isoformat())
    assert days == ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]
    assert told(monthly, datetime(2027, 2, 28, 12, tzinfo=UTC)) == "2027-01"


def test_every_two_weeks_counts_from_one_monday_for_everybody() -> None:
    every_other = replace(NINE, cadence=Cadence.TWO_WEEKS)
    later = replace(every_other, created_at=MONDAY - timedelta(days=5))
    assert next_due_moment(every_other, MONDAY) == next_due_moment(later, MONDAY)
    due = due_period(every_other, next_due_moment(every_other, MONDAY))
    assert due
    assert (due.days, due.last_day.weekday()) == (14, 6)


def test_skipping_the_next_one_leaves_out_one_and_no_more() -> None:
    skipping = snooze(NINE, MONDAY - timedelta(days=1))
    assert told(skipping, MONDAY + timedelta(hours=1)) is None
    assert told(skipping, MONDAY + timedelta(days=7)) == "2026-W47"


def test_a_snooze_until_a_day_and_one_until_yesterday() -> None:
    resting = snooze(NINE, MONDAY, date(2026, 12, 7))
    assert told(resting, MONDAY + timedelta(days=14)) is None
    assert told(resting, MONDAY + timedelta(days=21)) == "2026-W49"
    with pytest.raises(BadInput, match="Name a day after today"):
        snooze(NINE, MONDAY, date(2026, 11, 1))


def test_what_was_due_while_muted_is_not_made_up_for() -> None:
    muted = mute(NINE, MONDAY, muted=True)
    assert told(muted, MONDAY + timedelta(days=8)) is None
    heard = mute(muted, MONDAY + timedelta(days=8), muted=False)
    assert told(heard, MONDAY + timedelta(days=8)) is None
    assert told(heard, MONDAY + timedelta(days=14)) == "2026-W48"


def test_after_an_absence_the_newest_period_comes_on_the_day_of_the_return() -> None:
    away = be_away(NINE, date(2026, 11, 10), date(2026, 11, 25))
    assert told(away, MONDAY) is None
    assert told(away, datetime(2026, 11, 26, 7, 59, tzinfo=UTC)) is None
    assert told(away, datetime(2026, 11, 26, 8, 0, tzinfo=UTC)) == "2026-W47"
    assert told(be_away(away, None, None), MONDAY) == "2026-W46"
    with pytest.raises(BadInput, match="before it begins"):
        be_away(NINE, date(2026, 11, 10), date(2026, 11, 9))


def test_a_moment_in_quiet_hours_moves_to_their_end() -> None:
    night = replace(be_quiet(NINE, 18, 8), hour=20)
    evening = MONDAY + timedelta(hours=11)  # eight o'clock in the evening
    assert told(night, evening) is None
    assert told(night, MONDAY + timedelta(hours=22)) is None  # seven the next morning
    assert told(night, MONDAY + timedelta(hours=23)) == "2026-W46"
    # What is late, because nothing ran in the morning, does not come in the quiet hours either.
    assert told(be_quiet(NINE, 18, 8), evening) is None


def test_who_ends_and_begins_again_keeps_the_id_and_so_gets_no_period_twice() -> None:
    given = {"zone": "UTC", "weekday": 0, "now": MONDAY}
    first = make_subscription("U1", "sales", hour=9, **given)  # type: ignore[arg-type]
    again = make_subscription("U1", "sales", hour=14, **given)  # type: ignore[arg-type]
    assert first.id == again.id
    assert [period.name for _, period in find_due([again], MONDAY + timedelta(hours=6))] == [
        "2026-W46"
    ]
