"""Whether a change is more than the time of year: the same months of earlier years beside it."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from scipy import special

from domain.period import Period, year_before
from domain.trend import Point, Unit

_FEWEST = 5
_LEAST = 0.01


def season_p_value(
    unit: Unit,
    points: Sequence[Point],
    recent: Sequence[Point],
    baseline: Sequence[Point],
    sign: float,
) -> float | None:
    """The p-value that the recent periods moved from their year before as others did from theirs.

    None where fewer than two earlier years are known: one year cannot be told from a season. A
    move against ``sign``, the direction seen beside the baseline, is none of it: 1.
    """
    held = {point.period: _seen(unit, point.value) for point in points}
    if not all(_two_years_known(held, point.period) for point in recent):
        return None
    new, old = (_moves(held, part) for part in (recent, baseline))
    if len(old) < _FEWEST:
        return None
    change = float(new.mean() - old.mean())
    if change * sign <= 0:
        return 1.0
    level = _LEAST * abs(float(np.mean([held[point.period] for point in baseline])))
    scatter = max(float(old.std(ddof=1)), level, 1e-9)
    error = scatter * math.sqrt(1 / len(new) + 1 / len(old))
    return float(2 * special.stdtr(len(old) - 1, -abs(change) / error))


def _seen(unit: Unit, value: float) -> float:
    """Counts as square roots, as in ``significance``."""
    return math.sqrt(value) if unit is Unit.COUNT and value >= 0 else value


def _two_years_known(held: Mapping[Period, float], period: Period) -> bool:
    before = year_before(period)
    return before in held and year_before(before) in held


def _moves(
    held: Mapping[Period, float], points: Sequence[Point]
) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """How far each stands from its own period of the year before, where that is known."""
    pairs = [(point.period, year_before(point.period)) for point in points]
    return np.array([held[now] - held[then] for now, then in pairs if then in held])
