"""Each metric is compared by what suits it, and says how sure it is."""

import numpy as np
import pytest
from scipy import stats

from domain.trend import Point, Unit
from retrieval.significance import compare
from tests.factories.trend import make_series

DICE = np.random.default_rng(20261126)


def points(answers: list[np.ndarray]) -> tuple[Point, ...]:
    months = make_series([0.0] * len(answers)).points
    return tuple(
        Point(month.period, float(part.mean()), len(part), float(part.std(ddof=1)))
        for month, part in zip(months, answers, strict=True)
    )


def without_spread(held: tuple[Point, ...]) -> tuple[Point, ...]:
    return tuple(Point(point.period, point.value, point.n) for point in held)


def test_means_with_a_known_spread_are_compared_by_welch() -> None:
    old, new = DICE.normal(3.9, 1.0, 240), DICE.normal(3.5, 1.4, 60)
    found = compare(Unit.SCORE, points([new]), points([old]))
    expected = stats.ttest_ind(new, old, equal_var=False)
    assert found.p_value == pytest.approx(float(expected.pvalue), rel=1e-6)
    assert found.interval == pytest.approx(tuple(expected.confidence_interval(0.95)), rel=1e-6)


def test_nps_with_known_shares_has_its_own_variance_and_without_them_the_most() -> None:
    """Most are passive: p + d - (p - d)^2 is .2, and the most it could be is nearly 1."""
    old = DICE.choice([-100.0, 0.0, 100.0], p=[0.1, 0.8, 0.1], size=2400)
    new = DICE.choice([-100.0, 0.0, 100.0], p=[0.06, 0.74, 0.2], size=200)
    known = compare(Unit.NPS, points([new]), points([old]))
    unknown = compare(Unit.NPS, without_spread(points([new])), without_spread(points([old])))
    promoters, detractors = (old == 100).mean(), (old == -100).mean()
    exact = 100 * np.sqrt(promoters + detractors - (promoters - detractors) ** 2)
    assert known.effect == pytest.approx((new.mean() - old.mean()) / exact, rel=1e-3)
    assert known.p_value < 0.01 < unknown.p_value
    width, bound = (end[1] - end[0] for end in (known.interval, unknown.interval))
    assert width < 0.6 * bound


def test_rare_shares_are_compared_exactly() -> None:
    months = make_series([0.0, 0.0]).points
    new = (Point(months[1].period, 5.0, 60),)
    old = (Point(months[0].period, 0.5, 600),)
    expected = 2 * stats.binom(6, 60 / 660).sf(2)
    found = compare(Unit.PERCENT, new, old)
    assert found.p_value == pytest.approx(float(expected))
    other = compare(Unit.PERCENT, turned(new), turned(old))
    assert other.p_value == pytest.approx(found.p_value)


def turned(held: tuple[Point, ...]) -> tuple[Point, ...]:
    return tuple(Point(point.period, 100 - point.value, point.n) for point in held)


@pytest.mark.parametrize("unit", [Unit.PERCENT, Unit.NPS, Unit.SCORE, Unit.COUNT])
def test_the_interval_holds_the_true_change_about_ninety_five_times_in_a_hundred(
    unit: Unit,
) -> None:
    dice, held = np.random.default_rng(5), 0
    for _ in range(400):
        baseline = points_of(dice, unit, 12, level=0.0)
        recent = points_of(dice, unit, 1, level=0.1)
        low, high = compare(unit, recent, baseline).interval
        held += low <= TRUE[unit] <= high
    assert 0.92 * 400 <= held <= 0.985 * 400


TRUE = {Unit.PERCENT: 10.0, Unit.NPS: 20.0, Unit.SCORE: 0.1, Unit.COUNT: 12.0}


def points_of(
    dice: np.random.Generator, unit: Unit, months: int, level: float
) -> tuple[Point, ...]:
    if unit is Unit.COUNT:
        counts = dice.poisson(120 * (1 + level), months)
        return make_series([float(x) for x in counts], unit=unit).points
    if unit is Unit.PERCENT:
        shares = dice.binomial(200, 0.3 + level, months) / 2
        return make_series([float(x) for x in shares], n=200).points
    if unit is Unit.NPS:
        chances = [0.3 - level, 0.3, 0.4 + level]
        return points(list(dice.choice([-100.0, 0.0, 100.0], p=chances, size=(months, 200))))
    return points(list(dice.normal(3.9 + level, 1.1, (months, 200))))


def test_a_count_that_scatters_more_than_poisson_needs_a_bigger_jump() -> None:
    """The same jump from the same mean: a quiet series shows it, a restless one does not."""
    quiet = make_series([100, 104, 97, 99, 103, 96, 101, 100, 98, 102, 99, 101], unit=Unit.COUNT)
    restless = make_series([40, 170, 90, 60, 190, 70, 120, 30, 150, 80, 110, 90], unit=Unit.COUNT)
    new = make_series([150], unit=Unit.COUNT).points
    assert compare(Unit.COUNT, new, quiet.points).p_value < 0.01
    assert compare(Unit.COUNT, new, restless.points).p_value > 0.2
