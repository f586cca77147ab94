"""What the numbers cannot tell as they stand: gaps, renamed categories, periods that are not whole,
and counts that all moved at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import median

from domain.period import Period, following, previous
from domain.trend import Change, Series, Unit, Verdict
from retrieval.jump import find_jump
from retrieval.label import metric_label, period_label

_NEIGHBOURS = 12
FEWEST_ANSWERS = 20
_TOO_LOW_TO_BE_WHOLE = 0.4
_WHOLE_WHEN_USUALLY = 20
_FEWEST_TOGETHER, _TOGETHER, _WORTH_TELLING = 5, 0.8, 0.2


Shape = tuple[str, bool, frozenset[str]]


def shape(series: Series) -> Shape:
    """What series must share to be parts of one whole: the metric, and what tells them apart."""
    return series.metric, series.computed, frozenset(series.dimensions)


def untold(series: Series) -> Change:
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


def judge_structure(series: Series, family: Sequence[Series], as_of: date) -> Change | None:
    """A verdict that needs no test, because the numbers cannot be compared as they stand.

    ``family`` holds the series of the same ``shape``.
    """
    if not series.points:
        return untold(series)
    last = series.points[-1]
    if last.period.last_day > as_of:
        return _unjudged(series, Verdict.INCOMPLETE, f"{period_label(last.period)} is not over yet")
    if _too_low_to_be_whole(series):
        return _unjudged(
            series, Verdict.INCOMPLETE, f"{period_label(last.period)} looks as if it were not whole"
        )
    if broken := _break(series, family):
        return _unjudged(series, Verdict.BROKEN_SERIES, broken)
    if last.n is not None and last.n < FEWEST_ANSWERS:
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
    related = [other for other in family if other.id != series.id and other.points]
    newest = max((other.points[-1].period for other in related), default=last)
    if newest.first_day > last.last_day:
        heirs = [other for other in related if _takes_over(other, series)]
        named = f"; {_dimension_names(heirs[0])} begins there" if heirs else ""
        return f"it ends at {period_label(last)}{named}, as when a category is renamed"
    before = [point.period for point in series.points[:-1]][-_NEIGHBOURS:]
    if before and previous(last) not in before:
        return f"nothing is known of {period_label(previous(last))}, just before the latest period"
    return None


def _takes_over(heir: Series, ended: Series) -> bool:
    last = ended.points[-1].period
    return heir.points[0].period in (last, following(last))


def _dimension_names(series: Series) -> str:
    return ", ".join(series.dimensions.values())


@dataclass(frozen=True, slots=True)
class _Shared:
    """Which way nearly all parts of a count went, and by how much the middle one: .6 is 60 %."""

    verdict: Verdict
    middle: float
    late: bool


def settle_together(changes: Sequence[Change]) -> list[Change]:
    """Counts of one metric that nearly all went one way at once are not told one by one.

    That is what a new form, another way of counting or a late import does to counts, and what no
    single product, place or step can do. A sum of them, without dimensions, is told the same. One
    that moved more than twice as far as the middle one has something of its own, and is told.
    """
    kinds = {key for key in map(_counted, changes) if key[0]}
    shared = {key: _shared([c for c in changes if _counted(c) == key]) for key in kinds}
    jumps = {key: find_jump(_parts(changes, key)) for key in kinds}
    together = [_told_together(each, shared.get(_counted(each))) for each in changes]
    return [_told_jump(each, jumps.get(_counted(each))) for each in together]


def _parts(changes: Sequence[Change], key: tuple[str, bool]) -> list[Series]:
    return [c.series for c in changes if _counted(c) == key and c.series.dimensions]


def _told_jump(change: Change, jump: Period | None) -> Change:
    """What stands on both sides of the jump cannot be compared, whatever a test says of one part.

    A part that rose by itself is told: ``_told_together`` left only those that went further.
    """
    if jump is None or change.verdict is not Verdict.NO_REAL_CHANGE:
        return change
    why = (
        f"nearly all series of {metric_label(change.series.metric)} jumped at once in "
        f"{period_label(jump)}, as when complaining became easier, counting changed or there were "
        "more customers"
    )
    return replace(change, verdict=Verdict.BROKEN_SERIES, why=why)


def _counted(change: Change) -> tuple[str, bool]:
    """What is counted; nothing for what is no count."""
    series = change.series
    return (series.metric if series.unit is Unit.COUNT else "", series.computed)


def _shared(changes: Sequence[Change]) -> _Shared | None:
    """A part that is not whole itself says the same as one that fell."""
    parts = [change for change in changes if change.series.dimensions]
    moves = [move for move in map(_relative, parts) if move is not None]
    cut = sum(change.verdict is Verdict.INCOMPLETE for change in parts)
    enough = max(_FEWEST_TOGETHER, _TOGETHER * (len(moves) + cut))
    if not moves or abs(middle := median(moves)) < _WORTH_TELLING:
        return None
    if sum(move > 0 for move in moves) >= enough:
        return _Shared(Verdict.ROSE, middle, late=False)
    if sum(move < 0 for move in moves) + cut >= enough:
        late = all(_still_falling(change.series) for change in parts if _relative(change))
        return _Shared(Verdict.FELL, middle, late)
    return None


def _relative(change: Change) -> float | None:
    return change.change / change.baseline if change.change and change.baseline else None


def _told_together(change: Change, shared: _Shared | None) -> Change:
    if shared is None or change.verdict is not shared.verdict:
        return change
    if change.series.dimensions and abs(_relative(change) or 0) > 2 * abs(shared.middle):
        return change
    metric = metric_label(change.series.metric)
    what = f"nearly all series of {metric} {change.verdict} at once"
    if change.verdict is Verdict.ROSE:
        why = f"{what}, as when complaining became easier or counting changed"
        return replace(change, verdict=Verdict.BROKEN_SERIES, why=why)
    why = f"{what}, as when the latest periods are not all in yet or counting changed"
    verdict = Verdict.INCOMPLETE if shared.late else Verdict.BROKEN_SERIES
    return replace(change, verdict=verdict, why=why)


def _still_falling(series: Series) -> bool:
    values = [point.value for point in series.points[-2:]]
    return values[-1] <= values[0]
