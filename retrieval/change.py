"""Honest change: what moved, what did not, and what cannot be told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.period import Period, following, previous
from domain.trend import Change, Point, Series, Unit, Verdict
from retrieval.label import period_label
from retrieval.season import season_p_value
from retrieval.significance import Comparison, compare, corrected
from retrieval.structure import (
    FEWEST_ANSWERS,
    Shape,
    judge_structure,
    settle_together,
    shape,
    untold,
)

_ALPHA = 0.05
_BASELINE = 12
_RECENT = 3
_FEWEST_BASELINE = 5
_FEWEST_EVENTS = 5


@dataclass(frozen=True, slots=True)
class _Window:
    recent: tuple[Point, ...]
    baseline: tuple[Point, ...]

    def __str__(self) -> str:
        return f"{_span(self.recent)} against {_span(self.baseline)}"


def measure_changes(series: Sequence[Series], as_of: date) -> list[Change]:
    """A verdict for every series, corrected over all of those that could be tested.

    Where nothing moved, the chance is at most 5 % that any of the series is told as a change, for
    each period that comes to an end: a digest that looks every week at months looks at the same
    month again, and tells the same. Over a year of months that is about one false change in two
    years for the whole company, whatever the number of series. Where something moved, at most 5 %
    of what is told is expected to be chance (Benjamini and Hochberg).
    """
    seen = [_begun(each, as_of) for each in series]
    families: dict[Shape, list[Series]] = {}
    for each in seen:
        families.setdefault(shape(each), []).append(each)
    settled = {each.id: judge_structure(each, families[shape(each)], as_of) for each in seen}
    tested = {each.id: _tested(each) for each in seen if settled[each.id] is None}
    compared = {name: found for name, found in tested.items() if found}
    p_values = corrected([found[1].p_value for found in compared.values()])
    judged = dict(zip(compared, p_values, strict=True))
    changes = [
        _judged(each, compared[each.id], judged[each.id])
        if each.id in judged
        else settled[each.id] or untold(each)
        for each in seen
    ]
    return settle_together(changes)


def measure_since(series: Series, day: date, as_of: date) -> Change:
    """Whether one series moved after a day: the whole periods since, beside those before it.

    At most twelve of each; the period in which the day lies belongs to neither. This is one look
    at one series: nothing is corrected for others. Whoever looks at several corrects them.
    """
    whole = series.until(as_of)
    after = tuple(p for p in whole.points if p.period.first_day >= day)[:_BASELINE]
    before = tuple(p for p in whole.points if p.period.last_day < day)[-_BASELINE:]
    known = [point.n for point in after]
    few = all(n is not None for n in known) and sum(n or 0 for n in known) < FEWEST_ANSWERS
    if not after or few or len(before) < _FEWEST_BASELINE:
        return untold(whole)
    window = _Window(after, before)
    found = _in_season(series, window, _compared(series, window))
    return _judged(whole, (window, found), found.p_value)


def _begun(series: Series, as_of: date) -> Series:
    points = tuple(p for p in series.points if p.period.first_day <= as_of)
    return replace(series, points=points)


def _tested(series: Series) -> tuple[_Window, Comparison] | None:
    """The more telling of two looks, at the latest period and at the last three together."""
    looks = [
        (window, _in_season(series, window, _compared(series, window)))
        for window in _windows(series)
    ]
    if not looks or _rare(series):
        return None
    latest = looks[0][1]
    fitting = [look for look in looks if _agrees(latest, look[1])]
    window, best = min(fitting, key=lambda look: look[1].p_value)
    return window, replace(best, p_value=min(1.0, best.p_value * len(looks)))


def _compared(series: Series, window: _Window) -> Comparison:
    return compare(series.unit, window.recent, window.baseline)


def _in_season(series: Series, window: _Window, found: Comparison) -> Comparison:
    """What the time of year brings every year is no change, however far from the last twelve."""
    if found.steady:
        return found
    direction = found.recent - found.baseline
    season = season_p_value(series.unit, series.points, window.recent, window.baseline, direction)
    return found if season is None else replace(found, p_value=max(found.p_value, season))


def _agrees(latest: Comparison, look: Comparison) -> bool:
    """A rise that the latest period no longer shows is not told as one."""
    moved, now = look.recent - look.baseline, latest.recent - latest.baseline
    return moved * now >= 0 and abs(now) >= abs(moved) / 2


def _windows(series: Series) -> list[_Window]:
    """Only periods near the latest: what a category was years ago, before a gap, is no baseline."""
    earliest = _back(series.points[-1].period).first_day
    near = [point for point in series.points if point.period.first_day >= earliest]
    recent = tuple(near[-_RECENT:])
    before = tuple(near[:-_RECENT][-_BASELINE:])
    if len(before) >= _FEWEST_BASELINE:
        return [_Window(recent[-1:], before), _Window(recent, before)]
    before = tuple(near[-_BASELINE - 1 : -1])
    return [_Window(recent[-1:], before)] if len(before) >= _FEWEST_BASELINE else []


def _back(period: Period) -> Period:
    for _ in range(_BASELINE + _RECENT - 1):
        period = previous(period)
    return period


def _rare(series: Series) -> bool:
    recent = series.points[-_BASELINE - 1 :]
    if series.unit is Unit.COUNT:
        return sum(p.value for p in recent) / len(recent) < _FEWEST_EVENTS
    return False


def _judged(series: Series, found: tuple[_Window, Comparison], p_value: float) -> Change:
    window, result = found
    change = result.recent - result.baseline
    verdict = Verdict.NO_REAL_CHANGE
    if p_value < _ALPHA:
        verdict = Verdict.ROSE if change > 0 else Verdict.FELL
    counts = [point.n for point in window.recent]
    return Change(
        series=series,
        verdict=verdict,
        latest=result.recent,
        baseline=result.baseline,
        change=change,
        n=sum(n for n in counts if n) if all(counts) else None,
        p_value=p_value,
        window=str(window),
        why=_missing(window),
        interval=result.interval,
        effect=result.effect,
        recent=tuple(point.period for point in window.recent),
        before=tuple(point.period for point in window.baseline),
    )


def _missing(window: _Window) -> str:
    held = [point.period for point in window.baseline]
    expected, missing = following(held[0]), 0
    # Periods of another kind in between are never met; the last day ends the walk all the same.
    while expected.last_day < held[-1].first_day:
        missing += expected not in held
        expected = following(expected)
    return f"{missing} periods of the baseline are missing" if missing else ""


def _span(points: Sequence[Point]) -> str:
    first, last = points[0].period, points[-1].period
    both = f"{period_label(first)} to {period_label(last)}"
    return period_label(first) if first == last else both
