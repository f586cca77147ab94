"""How far the difference of two windows may really be from what was counted: a 95 % interval."""

import math
from collections.abc import Sequence
from statistics import fmean, stdev

from scipy import stats

from domain.trend import Point, Unit

_SCALE = {Unit.PERCENT: 100.0, Unit.PROPORTION: 1.0, Unit.NPS: 100.0}
_COVERAGE = 0.95
_Z = float(stats.norm.ppf((1 + _COVERAGE) / 2))


def difference_interval(
    unit: Unit, before: Sequence[Point], after: Sequence[Point]
) -> tuple[float, float]:
    """Low and high of after minus before, in the unit.

    Proportions by Newcombe's method on Wilson's intervals (Statistics in Medicine 17, 1998, method
    10); NPS by the most that its answers could scatter; everything else by how far the periods
    before scattered among themselves (Student's t). Raises ValueError for an empty window.
    """
    if not before or not after:
        raise ValueError("both windows need at least one period")
    counted = all(point.n for point in (*before, *after))
    if counted and unit in (Unit.PERCENT, Unit.PROPORTION):
        return _newcombe(_pooled(before), _pooled(after), _SCALE[unit])
    if counted and unit is Unit.NPS:
        return _nps(_pooled(before), _pooled(after))
    return _by_history(before, after)


def _pooled(points: Sequence[Point]) -> tuple[float, int]:
    answers = sum(point.n or 0 for point in points)
    return sum(point.value * (point.n or 0) for point in points) / answers, answers


def _wilson(share: float, n: int) -> tuple[float, float]:
    middle = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z * math.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2)) / (1 + _Z**2 / n)
    return middle - half, middle + half


def _newcombe(
    before: tuple[float, int], after: tuple[float, int], scale: float
) -> tuple[float, float]:
    old, new = before[0] / scale, after[0] / scale
    old_low, old_high = _wilson(old, before[1])
    new_low, new_high = _wilson(new, after[1])
    low = new - old - math.hypot(new - new_low, old_high - old)
    high = new - old + math.hypot(new_high - new, old - old_low)
    return low * scale, high * scale


def _nps(before: tuple[float, int], after: tuple[float, int]) -> tuple[float, float]:
    scale = _SCALE[Unit.NPS]
    spread = sum((1 - (value / scale) ** 2) / n for value, n in (before, after))
    half = _Z * scale * math.sqrt(max(spread, 0.0))
    difference = after[0] - before[0]
    return difference - half, difference + half


def _by_history(before: Sequence[Point], after: Sequence[Point]) -> tuple[float, float]:
    old, new = [point.value for point in before], [point.value for point in after]
    difference = fmean(new) - fmean(old)
    if len(old) < 2:
        return -math.inf, math.inf
    error = stdev(old) * math.sqrt(1 / len(new) + 1 / len(old))
    half = float(stats.t.ppf((1 + _COVERAGE) / 2, df=len(old) - 1)) * error
    return difference - half, difference + half
