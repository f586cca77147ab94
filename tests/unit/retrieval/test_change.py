"""Rule 5, honest change: on noise, on planted shifts and on the known traps."""

from datetime import date

import numpy as np
import pytest

from domain.trend import Unit, Verdict
from retrieval.change import measure_changes
from tests.factories.trend import last_day, make_series

LEVEL = [4.2, 4.6, 3.9, 4.4, 4.1, 4.7, 4.0, 4.3, 4.5, 4.2, 4.4, 4.1, 4.3, 4.5]
END = date(2027, 1, 1)


def verdict_of(*series_values: object, as_of: date = END) -> Verdict:
    return measure_changes([*series_values], as_of)[0].verdict  # type: ignore[list-item]


def test_a_true_rise_and_a_true_fall_are_told_with_n_and_window() -> None:
    rise = make_series([*LEVEL, 6.4, 7.4, 9.1], n=900, metric="disputes")
    fall = make_series([84, 85, 83, 84, 86, 84, 85, 83, 84, 72, 68, 64], n=210, metric="fixed")
    changes = {change.series.metric: change for change in measure_changes([rise, fall], END)}
    assert changes["disputes"].verdict is Verdict.ROSE
    assert changes["fixed"].verdict is Verdict.FELL
    assert changes["disputes"].n in (900, 2700)
    assert " against " in changes["disputes"].window
    assert (changes["disputes"].p_value or 1) < 0.05


def test_noise_of_its_own_size_is_no_real_change() -> None:
    assert verdict_of(make_series(LEVEL, n=900)) is Verdict.NO_REAL_CHANGE


def test_few_answers_are_too_few_however_wild() -> None:
    wild = make_series([10, 90, 40, 80, 5, 60, 95, 20, 70, 100], n=[4, 6, 9, 5, 11, 7, 4, 8, 6, 5])
    assert verdict_of(wild) is Verdict.TOO_FEW


def test_few_periods_are_too_few() -> None:
    assert verdict_of(make_series([4.0, 4.1, 9.0], n=900)) is Verdict.TOO_FEW


def test_a_period_that_is_not_over_is_incomplete() -> None:
    series = make_series([1200, 1180, 1230, 1210, 1190, 1205, 1215, 700], unit=Unit.COUNT)
    assert verdict_of(series, as_of=date(2025, 8, 20)) is Verdict.INCOMPLETE


def test_a_last_count_far_below_every_other_is_incomplete_not_a_fall() -> None:
    counts = [1200, 1180, 1230, 1210, 1190, 1205, 1215, 1198, 310]
    assert verdict_of(make_series(counts, unit=Unit.COUNT)) is Verdict.INCOMPLETE


def test_a_renamed_category_is_a_broken_series_not_a_fall_to_nothing() -> None:
    old = make_series(LEVEL[:11], n=150, unit=Unit.NPS, metric="nps", region="North")
    heir = make_series(
        LEVEL[:9],
        n=150,
        unit=Unit.NPS,
        metric="nps",
        region="North and Islands",
        first=make_series(LEVEL[:12]).points[-1].period,
    )
    changes = measure_changes([old, heir], END)
    assert changes[0].verdict is Verdict.BROKEN_SERIES
    assert "North and Islands begins there" in changes[0].why
    assert changes[1].verdict is Verdict.NO_REAL_CHANGE


def test_a_gap_in_the_baseline_is_named_and_not_read_as_zero() -> None:
    whole = make_series(LEVEL, n=900)
    gap = make_series([])
    points = tuple(p for i, p in enumerate(whole.points) if i not in (6, 7, 8))
    gap = type(whole)(id="g", metric="m", unit=Unit.PERCENT, points=points)
    change = measure_changes([gap], END)[0]
    assert change.verdict is Verdict.NO_REAL_CHANGE
    assert "3 periods" in change.why


def test_a_season_is_not_a_rise() -> None:
    season = [1400, 1350, 1250, 1150, 1050, 950, 900, 920, 1020, 1150, 1280, 1380]
    counts = [*season, *season[:11]]
    assert verdict_of(make_series(counts, unit=Unit.COUNT)) is Verdict.NO_REAL_CHANGE


def test_what_happened_after_the_day_asked_about_is_not_seen() -> None:
    series = make_series([*LEVEL, 6.4, 7.4, 9.1], n=900)
    before = make_series(LEVEL, n=900)
    assert verdict_of(series, as_of=last_day(before)) is Verdict.NO_REAL_CHANGE


def test_an_empty_series_is_too_few() -> None:
    assert verdict_of(make_series([])) is Verdict.TOO_FEW


@pytest.mark.parametrize("unit", [Unit.PERCENT, Unit.SCORE, Unit.COUNT, Unit.NPS])
def test_at_most_one_in_twenty_looks_at_noise_finds_a_change(unit: Unit) -> None:
    """Two hundred companies, each looking at ten stationary series."""
    dice = np.random.default_rng(20261122)
    alarms = 0
    for _ in range(200):
        looked_at = [
            make_series(
                _noise(dice, unit), n=None if unit is Unit.COUNT else 200, unit=unit, k=str(k)
            )
            for k in range(10)
        ]
        found = measure_changes(looked_at, END)
        alarms += any(c.verdict in (Verdict.ROSE, Verdict.FELL) for c in found)
    assert alarms <= 10


def _noise(dice: np.random.Generator, unit: Unit) -> list[float]:
    if unit is Unit.COUNT:
        return [float(x) for x in dice.poisson(120, 18)]
    if unit is Unit.SCORE:
        return [float(x) for x in dice.normal(3.9, 0.08, 18)]
    if unit is Unit.NPS:
        answers = dice.choice([-100, 0, 100], p=[0.25, 0.35, 0.4], size=(18, 200))
        return [float(x) for x in answers.mean(axis=1)]
    return [100 * x / 200 for x in dice.binomial(200, 0.3, 18)]


def test_a_shift_of_fifteen_points_is_found_within_one_period_in_four_of_five() -> None:
    dice = np.random.default_rng(7)
    found = 0
    for _ in range(300):
        values = [100 * x / 200 for x in dice.binomial(200, 0.3, 14)]
        values.append(100 * dice.binomial(200, 0.45) / 200)
        others = [make_series(_noise(dice, Unit.PERCENT), n=200, k=str(k)) for k in range(9)]
        shifted = make_series(values, n=200, metric="shifted")
        change = measure_changes([shifted, *others], END)[0]
        found += change.verdict is Verdict.ROSE
    assert found >= 0.8 * 300
