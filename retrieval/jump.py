"""Counts that all jumped at one time, as when a new form makes complaining easier."""

from collections.abc import Mapping, Sequence
from statistics import fmean, median

from domain.period import Period, previous, year_before
from domain.trend import Series

_RECENT, _BEFORE = 3, 3
_FEWEST_PARTS, _FEWEST_COUNTED = 5, 15
_NEARLY_ALL, _YEARS = 0.85, 3
# On forty airports' real counts of 2016 to 2019, which had seasons and storms, nothing reached it.
_FAR, _FAR_EVERY_YEAR = 4 / 3, 1.2


def find_jump(parts: Sequence[Series]) -> Period | None:
    """The latest of the last three periods in which nearly all parts of a count jumped, and stayed.

    No single part can be tested for it: each one's own history scatters too much, while that all
    of them stand above all three periods before is more than their scatter can do. A jump that
    every year has is a season. Falls are left to ``structure``: periods that are not all
    in yet look like one.
    """
    held = [{p.period: p.value for p in part.points} for part in parts]
    latest = max((max(counts) for counts in held if counts), default=None)
    if latest is None:
        return None
    period = latest
    for _ in range(_RECENT):
        if _jumped(held, period) and _stayed(held, period, latest):
            return period
        period = previous(period)
    return None


def _jumped(held: Sequence[Mapping[Period, float]], period: Period) -> bool:
    before = _three_before(period)
    known = _known(held, [period, *before], before)
    above = sum(counts[period] > max(counts[each] for each in before) for counts in known)
    if len(known) < _FEWEST_PARTS or above < _NEARLY_ALL * len(known):
        return False
    return _rise(known, period, before) >= _FAR and not _every_year(held, period)


def _every_year(held: Sequence[Mapping[Period, float]], period: Period) -> bool:
    """Whether each of the earlier years that are known, at most three, rose there too."""
    rises, then = [], period
    for _ in range(_YEARS):
        then = year_before(then)
        before = _three_before(then)
        known = _known(held, [then, *before], before)
        rises += [_rise(known, then, before)] if len(known) >= _FEWEST_PARTS else []
    return bool(rises) and min(rises) >= _FAR_EVERY_YEAR


def _stayed(held: Sequence[Mapping[Period, float]], period: Period, latest: Period) -> bool:
    before = _three_before(period)
    known = _known(held, [latest, *before], before)
    return len(known) >= _FEWEST_PARTS and _rise(known, latest, before) >= _FAR


def _three_before(period: Period) -> list[Period]:
    found = [previous(period)]
    while len(found) < _BEFORE:
        found.append(previous(found[-1]))
    return found


def _known(
    held: Sequence[Mapping[Period, float]], needed: Sequence[Period], before: Sequence[Period]
) -> list[Mapping[Period, float]]:
    """The parts that have all these periods, and were more than a few before."""
    whole = [counts for counts in held if all(period in counts for period in needed)]
    return [counts for counts in whole if sum(counts[p] for p in before) >= _FEWEST_COUNTED]


def _rise(
    known: Sequence[Mapping[Period, float]], period: Period, before: Sequence[Period]
) -> float:
    """How many times as high the middle part stands as in the periods before."""
    return median(counts[period] / fmean(counts[each] for each in before) for counts in known)
