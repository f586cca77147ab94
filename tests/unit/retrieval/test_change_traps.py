"""Seasons, easier forms and late imports are called what they are; before and after a day."""

from dataclasses import replace
from datetime import date

import numpy as np

from domain.trend import MOVED, Point, Series, Unit, Verdict
from retrieval.change import measure_changes, measure_since
from retrieval.jump import find_jump
from tests.factories.trend import last_day, make_series

END = date(2031, 1, 1)
YEAR = [100, 96, 104, 99, 101, 98, 103, 97, 100, 102, 150, 190]


def seasonal(last: float) -> Series:
    """Three years with a peak each November and December, a little different each time."""
    dice = np.random.default_rng(3)
    values = [float(v + dice.integers(-4, 5)) for _ in range(3) for v in YEAR]
    return make_series([*values[:-1], last], unit=Unit.COUNT)


def test_the_same_peak_as_every_year_is_no_rise_and_a_higher_one_is() -> None:
    assert measure_changes([seasonal(193)], END)[0].verdict is Verdict.NO_REAL_CHANGE
    assert measure_changes([seasonal(420)], END)[0].verdict is Verdict.ROSE


def test_a_peak_that_two_years_know_is_no_rise_even_beside_a_flat_baseline() -> None:
    """A metric without answers, whose last twelve months hold no other peak."""
    flat, dice = [20.0] * 11, np.random.default_rng(8)
    years = [[x + float(dice.normal(0, 0.2)) for x in flat] + [26.0 + k / 10] for k in range(3)]
    series = make_series([x for year in years for x in year], unit=Unit.DAYS)
    change = measure_changes([series], END)[0]
    assert change.verdict is Verdict.NO_REAL_CHANGE


def products(factor: float, months: int = 1, count: int = 8) -> list[Series]:
    dice, made = np.random.default_rng(11), []
    for number in range(count):
        values = [float(x) for x in dice.poisson(200 + 20 * number, 18)]
        values[-months:] = [round(x * factor) for x in values[-months:]]
        made.append(make_series(values, unit=Unit.COUNT, metric="complaints", product=f"p{number}"))
    return made


def test_counts_that_all_rise_at_once_are_an_easier_form_not_so_many_rises() -> None:
    changes = measure_changes(products(1.7), END)
    assert {change.verdict for change in changes} == {Verdict.BROKEN_SERIES}
    assert "complaining became easier" in changes[0].why
    assert all(change.interval and change.n is None for change in changes)


def test_counts_that_all_fall_towards_the_end_are_not_all_in_yet() -> None:
    changes = measure_changes(products(0.6), END)
    assert Verdict.FELL not in {change.verdict for change in changes}
    assert Verdict.INCOMPLETE in {change.verdict for change in changes}
    assert any("not all in yet" in change.why for change in changes)


def test_one_product_that_rises_among_others_is_told() -> None:
    quiet = products(1.0)
    changes = measure_changes([*products(1.9, count=1), *quiet[1:]], END)
    assert [change.verdict for change in changes].count(Verdict.ROSE) == 1


def test_what_a_category_was_years_ago_is_no_baseline_after_a_gap() -> None:
    """A name that was used before, went out of use and came back with another meaning."""
    series = make_series([5.0] * 70, unit=Unit.DAYS)
    told = [p for at, p in enumerate(series.points) if at < 12 or at >= 66]
    points = tuple(Point(p.period, p.value + 40 * (n >= 12)) for n, p in enumerate(told))
    again = Series(id="again", metric="days", unit=Unit.DAYS, points=points)
    assert measure_changes([again], END)[0].verdict is Verdict.TOO_FEW


def test_before_and_after_a_day_are_compared_with_their_interval() -> None:
    series = make_series([30, 31, 29, 30, 32, 30, 29, 31, 20, 19, 21], n=300)
    day = series.points[8].period.first_day
    change = measure_since(series, day, last_day(series))
    assert change.verdict is Verdict.FELL
    assert (change.interval or (0, 0))[1] < -5
    assert change.n == 900
    assert "Sep 2025 to Nov 2025 against Jan 2025 to Aug 2025" in change.window


def test_nothing_is_told_of_a_day_with_no_whole_period_after_it() -> None:
    series = make_series([30.0] * 11, n=300)
    change = measure_since(series, last_day(series), last_day(series))
    assert change.verdict is Verdict.TOO_FEW


def scattered(factor: float, since: int, years: int = 4) -> list[Series]:
    """Parts of a count, each of which scatters so much that no test could tell one of them."""
    dice, made = np.random.default_rng(5), []
    for number in range(12):
        values = dice.negative_binomial(12, 12 / (12 + 60 + 5 * number), 12 * years).astype(float)
        values[since:] = np.round(values[since:] * factor)
        made.append(
            make_series(values.tolist(), unit=Unit.COUNT, metric="complaints", shop=f"s{number}")
        )
    return made


def test_a_jump_of_all_parts_is_named_though_no_part_could_be_tested() -> None:
    changes = measure_changes(scattered(1.9, since=-2), END)
    broken = [change for change in changes if change.verdict is Verdict.BROKEN_SERIES]
    assert any("jumped at once" in change.why for change in broken)
    # One that went more than twice as far as the middle one has something of its own.
    assert len(broken) >= 11
    assert {c.verdict for c in changes} <= {*MOVED, Verdict.BROKEN_SERIES}


def test_scatter_alone_is_no_jump() -> None:
    for months in range(18, 48):
        parts = [replace(s, points=s.points[:months]) for s in scattered(1.0, since=-1)]
        assert find_jump(parts) is None


def test_a_jump_that_is_over_or_that_every_year_has_is_none() -> None:
    over = [replace(s, points=(*s.points[:-1], replace(s.points[-1], value=50.0)))
            for s in scattered(2.0, since=-2)]  # fmt: skip
    assert find_jump(over) is None
    peaks = [replace(s, points=tuple(replace(p, value=p.value * (2 if p.period.first_day.month == 12
                                                                 else 1)) for p in s.points))
             for s in scattered(1.0, since=-1)]  # fmt: skip
    assert peaks[0].points[-1].period.first_day.month == 12
    assert find_jump(peaks) is None
