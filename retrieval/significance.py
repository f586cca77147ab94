"""Tests of one recent window against a baseline, each suited to what the value is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from domain.trend import Point, Unit, Verdict


@dataclass(frozen=True, slots=True)
class Comparison:
    """Recent and baseline in the series' unit, and the two-sided p-value of their difference."""

    recent: float
    baseline: float
    p_value: float


def compare(unit: Unit, recent: Sequence[Point], baseline: Sequence[Point]) -> Comparison:
    """Compare by sampling error where the answers are known, else by the series' own history.

    Proportions and NPS are tested on their answers, widened by how much more the baseline
    scattered than chance allows. Means, durations and counts are tested against the scatter of
    their own history, counts on a square-root scale where their variance is steady.
    """
    counted = all(point.n for point in (*recent, *baseline))
    if counted and unit in _SAMPLED:
        return _by_answers(unit, recent, baseline)
    return _by_history(unit, recent, baseline)


_SAMPLED = {Unit.PERCENT: 100.0, Unit.PROPORTION: 1.0, Unit.NPS: 100.0}
_POISSON_ROOT_SD = 0.5
_ORDINARY_SCATTER = 0.05
_ALPHA, _FEWEST_TO_COMPARE = 0.05, 10


def _by_answers(unit: Unit, recent: Sequence[Point], baseline: Sequence[Point]) -> Comparison:
    scale = _SAMPLED[unit]
    new, old = _pooled(recent), _pooled(baseline)
    overall = _pooled([*recent, *baseline]) / scale
    variance = max(_variance(unit, overall), 1e-6)
    spread = _dispersion(baseline, old, variance, scale)
    answers = 1 / _answers(recent) + 1 / _answers(baseline)
    error = scale * math.sqrt(variance * answers * spread)
    p_value = 2 * stats.norm.sf(abs(new - old) / error)
    if spread > 1:  # an estimated spread is itself uncertain
        p_value = 2 * stats.t.sf(abs(new - old) / error, df=len(baseline) - 1)
    return Comparison(new, old, float(p_value))


def _variance(unit: Unit, value: float) -> float:
    """Of one answer. For NPS the share of passives is unknown: take the most it could be."""
    return 1 - value**2 if unit is Unit.NPS else value * (1 - value)


def _dispersion(baseline: Sequence[Point], mean: float, variance: float, scale: float) -> float:
    if len(baseline) < 2:
        return 1.0
    excess = sum((p.n or 0) * ((p.value - mean) / scale) ** 2 / variance for p in baseline)
    freedom = len(baseline) - 1
    # Scatter that chance alone often makes is no reason to widen anything.
    ordinary = stats.chi2.sf(excess, freedom) > _ORDINARY_SCATTER
    return 1.0 if ordinary else max(1.0, excess / freedom)


def _by_history(unit: Unit, recent: Sequence[Point], baseline: Sequence[Point]) -> Comparison:
    new = np.array([point.value for point in recent])
    old = np.array([point.value for point in baseline])
    root = unit is Unit.COUNT and min(new.min(), old.min()) >= 0
    seen_new, seen_old = (np.sqrt(new), np.sqrt(old)) if root else (new, old)
    # A history that never moved says nothing of how far chance would move it: allow a hundredth.
    least = _POISSON_ROOT_SD if root else max(0.01 * abs(float(seen_old.mean())), 1e-9)
    scatter = max(float(seen_old.std(ddof=1)), least)
    error = scatter * math.sqrt(1 / len(new) + 1 / len(old))
    distance = abs(float(seen_new.mean() - seen_old.mean())) / error
    p_value = 2 * stats.t.sf(distance, df=len(old) - 1)
    return Comparison(float(new.mean()), float(old.mean()), float(p_value))


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
