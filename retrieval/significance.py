"""Tests of one recent window against a baseline, each suited to what the value is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special, stats

from domain.trend import Point, Unit, Verdict


@dataclass(frozen=True, slots=True)
class Comparison:
    """Recent and baseline in the series' unit, and the two-sided p-value of their difference.

    ``interval`` holds the difference with 95 %; ``effect`` is its size without a unit, as in
    ``domain.trend.Change``. ``steady`` is whether sampling alone explains how the baseline
    scattered: only then can no season hide in it.
    """

    recent: float
    baseline: float
    p_value: float
    interval: tuple[float, float]
    effect: float
    steady: bool = False


def compare(unit: Unit, recent: Sequence[Point], baseline: Sequence[Point]) -> Comparison:
    """Compare by sampling error where the answers are known, else by the series' own history.

    Shares are tested as two proportions (exactly where they are rare), NPS with its own variance
    (the most it could be where the shares of promoters and passives are unknown), means whose
    spread is known by Welch's test; each is widened by how much more the baseline scattered than
    chance allows. Other means, durations and counts are tested against the scatter of their own
    history. Counts are compared as square roots, where a quasi-Poisson count has a steady
    variance, and scatter at least as Poisson's.
    """
    points = (*recent, *baseline)
    if all(point.n for point in points):
        if unit in _SHARES:
            return _by_shares(_SHARES[unit], recent, baseline)
        if unit is Unit.NPS or all(point.sd is not None for point in points):
            return _by_answers(unit, recent, baseline)
    return _by_history(unit, recent, baseline)


_SHARES = {Unit.PERCENT: 100.0, Unit.PROPORTION: 1.0}
_HIGHEST_NPS = 100.0
_POISSON_ROOT_SD = 0.5
_ORDINARY_SCATTER = 0.05
_ALPHA, _FEWEST_TO_COMPARE = 0.05, 10
# With fewer expected events the tails are too crooked for a normal distribution.
_RARE = 20


def _by_shares(scale: float, recent: Sequence[Point], baseline: Sequence[Point]) -> Comparison:
    new, old = _pooled(recent), _pooled(baseline)
    overall = _pooled([*recent, *baseline]) / scale
    variance = max(overall * (1 - overall), 1e-6) * scale**2
    spread = _dispersion(baseline, old, variance)
    error = math.sqrt(variance * spread * (1 / _answers(recent) + 1 / _answers(baseline)))
    effect = 2 * (math.asin(_root(new / scale)) - math.asin(_root(old / scale)))
    freedom = math.inf if spread == 1 else len(baseline) - 1
    found = _tested(new, old, error, freedom, effect, steady=spread == 1)
    if spread > 1 or min(overall, 1 - overall) * _answers(recent) >= _RARE:
        return found
    exact = _exactly(_events(recent, scale, overall), _events(baseline, scale, overall))
    return Comparison(new, old, exact, found.interval, effect, steady=True)


def _exactly(recent: tuple[int, int], before: tuple[int, int]) -> float:
    """The exact two-sided p-value for rare events, each as events and answers: of all events, as
    many fall into the recent answers as a binomial distribution says."""
    events, share = recent[0] + before[0], recent[1] / (recent[1] + before[1])
    fewer = float(special.bdtr(recent[0], events, share))
    more = float(special.bdtrc(recent[0] - 1, events, share)) if recent[0] else 1.0
    return min(1.0, 2 * min(fewer, more))


def _root(share: float) -> float:
    return math.sqrt(min(1.0, max(0.0, share)))


def _events(points: Sequence[Point], scale: float, overall: float) -> tuple[int, int]:
    """How many answers are of the rarer kind, and all answers."""
    part = round(_answers(points) * min(1.0, max(0.0, _pooled(points) / scale)))
    return part if overall <= 1 / 2 else _answers(points) - part, _answers(points)


def _by_answers(unit: Unit, recent: Sequence[Point], baseline: Sequence[Point]) -> Comparison:
    """NPS and means: Welch's test, on the variance of one answer in each of the two windows."""
    new, old = _pooled(recent), _pooled(baseline)
    overall = _pooled([*recent, *baseline])
    one, other = (_variance(unit, points, overall) for points in (recent, baseline))
    n, m = _answers(recent), _answers(baseline)
    spread = _dispersion(baseline, old, other)
    mine, others = one / n, other / m
    freedom = (mine + others) ** 2 / (mine**2 / max(n - 1, 1) + others**2 / max(m - 1, 1))
    # An estimated spread is itself uncertain.
    freedom = freedom if spread == 1 else min(freedom, len(baseline) - 1)
    error = math.sqrt((mine + others) * spread)
    return _tested(new, old, error, freedom, (new - old) / math.sqrt(other), steady=spread == 1)


def _variance(unit: Unit, points: Sequence[Point], overall: float) -> float:
    """Of one answer, in the unit squared. For NPS p + d - (p - d)^2 where the shares are known, and
    the most it could be where they are not."""
    if any(point.sd is None for point in points):
        return max(_HIGHEST_NPS**2 - overall**2, 1e-6)
    weighed = [((p.n or 0) - 1, (p.sd or 0.0) ** 2) for p in points]
    known = sum(weight for weight, _ in weighed)
    pooled = sum(weight * variance for weight, variance in weighed) / max(known, 1)
    # Answers that were all the same say little of how far others would be: allow a hundredth.
    return max(pooled, (0.01 * abs(overall)) ** 2, 1e-9)


def _dispersion(baseline: Sequence[Point], mean: float, variance: float) -> float:
    if len(baseline) < 2:
        return 1.0
    excess = sum((p.n or 0) * (p.value - mean) ** 2 / variance for p in baseline)
    freedom = len(baseline) - 1
    # Scatter that chance alone often makes is no reason to widen anything.
    ordinary = special.chdtrc(freedom, excess) > _ORDINARY_SCATTER
    return 1.0 if ordinary else max(1.0, excess / freedom)


def _by_history(unit: Unit, recent: Sequence[Point], baseline: Sequence[Point]) -> Comparison:
    new, old = (np.array([point.value for point in part]) for part in (recent, baseline))
    root = unit is Unit.COUNT and min(new.min(), old.min()) >= 0
    seen_new, seen_old = (np.sqrt(new), np.sqrt(old)) if root else (new, old)
    # A history that never moved says nothing of how far chance would move it: allow a hundredth.
    least = _POISSON_ROOT_SD if root else max(0.01 * abs(float(seen_old.mean())), 1e-9)
    scatter = max(float(seen_old.std(ddof=1)), least)
    error = scatter * math.sqrt(1 / len(new) + 1 / len(old))
    at, before = float(seen_new.mean()), float(seen_old.mean())
    seen = _tested(at, before, error, len(old) - 1, (at - before) / scatter)
    change, moved = float(new.mean() - old.mean()), at - before
    # The slope of the square between the two roots brings the width back to the count's unit.
    slope = at + before if root else 1.0
    low, high = (change + (end - moved) * slope for end in seen.interval)
    return Comparison(float(new.mean()), float(old.mean()), seen.p_value, (low, high), seen.effect)


def _tested(
    new: float, old: float, error: float, freedom: float, effect: float, *, steady: bool = False
) -> Comparison:
    change = new - old
    # The plain functions: scipy's distributions take a millisecond each, and there are hundreds.
    distance, middle = abs(change) / error, 1 - _ALPHA / 2
    if math.isinf(freedom):
        reach, tail = special.ndtri(middle) * error, special.ndtr(-distance)
    else:
        reach, tail = special.stdtrit(freedom, middle) * error, special.stdtr(freedom, -distance)
    reach, p_value = float(reach), float(2 * tail)
    return Comparison(new, old, p_value, (change - reach, change + reach), effect, steady)


def _pooled(points: Sequence[Point]) -> float:
    return sum(point.value * (point.n or 0) for point in points) / _answers(points)


def _answers(points: Sequence[Point]) -> int:
    return sum(point.n or 0 for point in points)


def compare_shares(recent: tuple[int, int], before: tuple[int, int]) -> Verdict:
    """Whether a share of answers rose or fell, by Fisher's exact test; each as part and whole."""
    if min(recent[1], before[1]) < _FEWEST_TO_COMPARE:
        return Verdict.TOO_FEW
    table = [[part, whole - part] for part, whole in (recent, before)]
    if float(stats.fisher_exact(table).pvalue) >= _ALPHA:
        return Verdict.NO_REAL_CHANGE
    risen = recent[0] * before[1] > before[0] * recent[1]
    return Verdict.ROSE if risen else Verdict.FELL


def corrected(p_values: Sequence[float]) -> list[float]:
    """Benjamini and Hochberg's correction for having looked at all of these at once."""
    if not p_values:
        return []
    return [float(p) for p in stats.false_discovery_control(p_values, method="bh")]
