"""Honest change: what moved, what did not, and what cannot be told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import median

from domain.period import following, previous
from domain.trend import Change, Point, Series, Unit, Verdict
from retrieval.label import period_label
from retrieval.significance import Comparison, compare, corrected

_ALPHA = 0.05
_BASELINE = 12
_RECENT = 3
_FEWEST_BASELINE = 5
_FEWEST_ANSWERS = 20
_FEWEST_EVENTS = 5
_TOO_LOW_TO_BE_WHOLE = 0.4
_WHOLE_WHEN_USUALLY = 20


@dataclass(frozen=True, slots=True)
class _Window:
    recent: tuple[Point, ...]
    baseline: tuple[Point, ...]

    def __str__(self) -> str:
        return f"{_span(self.recent)} against {_span(self.baseline)}"


def measure_changes(series: Sequence[Series], as_of: date) -> list[Change]:
    """A verdict for every series, corrected over all of those that could be tested."""
    seen = [_begun(each, as_of) for each in series]
    settled = {each.id: _structural(each, seen, as_of) for each in seen}
    tested = {each.id: _tested(each) for each in seen if settled[each.id] is None}
    compared = {name: found for name, found in tested.items() if found}
    p_values = corrected([found[1].p_value for found in compared.values()])
    judged = dict(zip(compared, p_values, strict=True))
    return [
        _judged(each, compared[each.id], judged[each.id])
        if each.id in judged
        else settled[each.id] or _untold(each)
        for each in seen
    ]


def _begun(series: Series, as_of: date) -> Series:
    points = tuple(p for p in series.points if p.period.first_day <= as_of)
    return replace(series, points=points)


def _untold(series: Series) -> Change:
    return _unjudged(series, Verdict.TOO_FEW, "there are too few periods to compare")


def _unjudged(series: Series, verdict: Verdict, why: str) -> Change:
    last = series.points[-1] if series.points else None
    return Change(
        series=series,
        verdict=verdict,
        latest=last.value if last else None,
        n=last.n if last else None,
        window=period_label(last.period) if last else "",
        why=why,
    )


def _structural(series: Series, family: Sequence[Series], as_of: date) -> Change | None:
    """A verdict that needs no test, because the numbers cannot be compared as they stand."""
    if not series.points:
        return _untold(series)
    last = series.points[-1]
    if last.period.last_day > as_of:
        return _unjudged(series, Verdict.INCOMPLETE, f"{period_label(last.period)} is not over yet")
    if _too_low_to_be_whole(series):
        return _unjudged(
            series, Verdict.INCOMPLETE, f"{period_label(last.period)} looks as if it were not whole"
        )
    if broken := _break(series, family):
        return _unjudged(series, Verdict.BROKEN_SERIES, broken)
    if last.n is not None and last.n < _FEWEST_ANSWERS:
        return _unjudged(series, Verdict.TOO_FEW, "there are too few answers to tell")
    return None


def _too_low_to_be_whole(series: Series) -> bool:
    """Whether the last count, or the last number of answers, stops far short of every other."""
    sizes = [p.value if series.unit is Unit.COUNT else p.n for p in series.points[-7:]]
    known = [size for size in sizes if size is not None]
    if len(known) < len(sizes) or len(known) < 4 or median(known[:-1]) < _WHOLE_WHEN_USUALLY:
        return False
    return known[-1] < _TOO_LOW_TO_BE_WHOLE * min(known[:-1])


def _break(series: Series, family: Sequence[Series]) -> str | None:
    last = series.points[-1].period
    related = [other for other in family if other.id != series.id and _related(series, other)]
    newest = max((other.points[-1].period for other in related), default=last)
    if newest.first_day > last.last_day:
        heirs = [other for other in related if _takes_over(other, series)]
        named = f"; {_dimension_names(heirs[0])} begins there" if heirs else ""
        return f"it ends at {period_label(last)}{named}, as when a category is renamed"
    before = [point.period for point in series.points[:-1]][-_BASELINE:]
    if before and previous(last) not in before:
        return f"nothing is known of {period_label(previous(last))}, just before the latest period"
    return None


def _related(one: Series, other: Series) -> bool:
    same_shape = one.metric == other.metric and one.dimensions.keys() == other.dimensions.keys()
    return same_shape and bool(other.points)


def _takes_over(heir: Series, ended: Series) -> bool:
    last = ended.points[-1].period
    return heir.points[0].period in (last, following(last))


def _dimension_names(series: Series) -> str:
    return ", ".join(series.dimensions.values())


def _tested(series: Series) -> tuple[_Window, Comparison] | None:
    """The more telling of two looks, at the latest period and at the last three together."""
    looks = [(window, _compared(series, window)) for window in _windows(series)]
    if not looks or _rare(series):
        return None
    latest = looks[0][1]
    fitting = [look for look in looks if _agrees(latest, look[1])]
    window, best = min(fitting, key=lambda look: look[1].p_value)
    return window, replace(best, p_value=min(1.0, best.p_value * len(looks)))


def _compared(series: Series, window: _Window) -> Comparison:
    return compare(series.unit, window.recent, window.baseline)


def _agrees(latest: Comparison, look: Comparison) -> bool:
    """A rise that the latest period no longer shows is not told as one."""
    moved, now = look.recent - look.baseline, latest.recent - latest.baseline
    return moved * now >= 0 and abs(now) >= abs(moved) / 2


def _windows(series: Series) -> list[_Window]:
    points = series.points
    before = points[-_BASELINE - _RECENT : -_RECENT]
    if len(before) >= _FEWEST_BASELINE:
        return [_Window(points[-1:], before), _Window(points[-_RECENT:], before)]
    before = points[-_BASELINE - 1 : -1]
    return [_Window(points[-1:], before)] if len(before) >= _FEWEST_BASELINE else []


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
