"""Trends that nobody imported: counted by month from the comments that an audience may see."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from domain.period import Period, previous
from domain.trend import Point, Series, Unit
from retrieval.corpus import Corpus, Filter, MonthCount, Reach

COMMENTS = "comments"
NEGATIVE_SHARE = "share_of_negative_comments"
THEME_SHARE = "share_of_comments"
COMPLAINT_SHARE = "complaint_share"
SOURCE = "counted from the stored comments"

_WINDOW = 15
_FEWEST_MONTHS, _FEWEST_ANSWERS = 6, 20
_ONCE_OR_TWICE, _MISSED = 2, 2
_PROMOTER, _DETRACTOR = 9, 6

_Counts = Mapping[Period, MonthCount]


def computed_series(
    corpus: Corpus, wanted: Filter, reaches: Mapping[str, Reach], group: str
) -> list[Series]:
    """Volume, share negative, NPS, CSAT and CES as a whole, by step, segment and role, and how much
    each theme is spoken and complained of; only months over by ``wanted.as_of``.

    ``reaches`` is what each role's work is felt at. ``group`` is the narrowest group of the
    audience of ``wanted``: nobody outside it may see what was counted for it. Comments of a source
    that began or ended within the last fifteen months are left out, as the mix would move and not
    what customers live; volume by source tells of these. A series is made where at least six
    months have twenty answers.
    """
    by_source = _by_about(_over(corpus.months(wanted, "source"), wanted.as_of))
    steady = _steady(by_source)
    found = [
        _volume({"source": name}, months) for name, months in by_source.items() if name in steady
    ]

    def counts(by: str = "", reach: Reach | None = None) -> dict[str, dict[Period, MonthCount]]:
        told = corpus.months(replace(wanted, reach=reach), by, steady)
        return _by_about(_over(told, wanted.as_of))

    whole = counts().get("", {})
    found += [_volume({}, whole)] if len(found) != 1 else []
    found += [_negative({}, whole), *_scores({}, whole)]
    for by in ("step", "segment"):
        for name, months in counts(by).items():
            about = {by: name}
            found += [
                _volume(about, months if by == "segment" else _filled(months, whole)),
                _negative(about, months),
                *_scores(about, months),
            ]
    for name, months in counts("theme").items():
        found += _theme({"theme": name}, months, whole)
    for role, reach in reaches.items():
        if reach.steps or reach.themes:
            months = counts(reach=reach).get("", {})
            found += [
                _volume({"role": role}, _filled(months, whole)),
                _negative({"role": role}, months),
            ]
    last = max(whole, default=None)
    return [replace(each, audience=group) for each in found if _tells(each, last)]


def beside_imported(computed: Iterable[Series], imported: Sequence[Series]) -> list[Series]:
    """The computed series without those that the company has measured and imported itself."""
    known = {(each.metric, tuple(sorted(each.dimensions.items()))) for each in imported}
    return [
        each
        for each in computed
        if (each.metric, tuple(sorted(each.dimensions.items()))) not in known
    ]


def _over(counts: Iterable[MonthCount], as_of: date | None) -> list[MonthCount]:
    return [count for count in counts if as_of is None or count.month.last_day <= as_of]


def _by_about(counts: Iterable[MonthCount]) -> dict[str, dict[Period, MonthCount]]:
    found: dict[str, dict[Period, MonthCount]] = {}
    for count in counts:
        found.setdefault(count.about, {})[count.month] = count
    return found


def _steady(by_source: Mapping[str, _Counts]) -> frozenset[str]:
    """The sources that speak through the whole window, with two months missed at most.

    Sources of one or two months are files of one larger source, and stand or fall together.
    """
    last = max((month for months in by_source.values() for month in months), default=None)
    if last is None:
        return frozenset()
    first = min(month for months in by_source.values() for month in months)
    window = {month for month in _months_back(last) if month >= first}
    files = frozenset(n for n, months in by_source.items() if len(months) <= _ONCE_OR_TWICE)
    groups = [files, *(frozenset([name]) for name in by_source if name not in files)]
    steady: set[str] = set()
    for names in groups:
        spoken = {month for name in names for month in by_source[name]}
        if last in spoken and len(window - spoken) <= _MISSED:
            steady |= names
    return frozenset(steady)


def _months_back(last: Period) -> list[Period]:
    months = [last]
    while len(months) < _WINDOW:
        months.append(previous(months[-1]))
    return months


def _tells(series: Series, last: Period | None) -> bool:
    sized = [point for point in series.points if _size(series, point) >= _FEWEST_ANSWERS]
    return len(sized) >= _FEWEST_MONTHS and series.points[-1].period == last


def _size(series: Series, point: Point) -> float:
    return point.value if series.unit is Unit.COUNT else point.n or 0


def _volume(about: Mapping[str, str], months: _Counts) -> Series:
    points = [Point(month, float(count.n)) for month, count in sorted(months.items())]
    return _series(COMMENTS, about, Unit.COUNT, points)


def _negative(about: Mapping[str, str], months: _Counts) -> Series:
    return _share(
        NEGATIVE_SHARE, about, {month: (c.negative, c.rated) for month, c in months.items()}
    )


def _theme(about: Mapping[str, str], months: _Counts, whole: _Counts) -> list[Series]:
    """How much of all that is said is about a theme, and how much of it is a complaint about it."""
    filled = _filled(months, whole)
    spoken = {month: (count.n, whole[month].n) for month, count in filled.items()}
    complained = {month: (c.negative, whole[month].rated) for month, c in filled.items()}
    return [_share(THEME_SHARE, about, spoken), _share(COMPLAINT_SHARE, about, complained)]


def _filled(months: _Counts, whole: _Counts) -> dict[Period, MonthCount]:
    """With a count of nothing for months, after the first, in which customers spoke of others."""
    first = min(months, default=None)
    return {
        month: months.get(month) or MonthCount(month=month)
        for month in whole
        if first is not None and month >= first
    }


def _share(
    metric: str, about: Mapping[str, str], parts: Mapping[Period, tuple[int, int]]
) -> Series:
    points = [Point(month, 100 * part / n, n) for month, (part, n) in sorted(parts.items()) if n]
    return _series(metric, about, Unit.PERCENT, points)


def _scores(about: Mapping[str, str], months: _Counts) -> list[Series]:
    metrics = sorted({metric for count in months.values() for metric, _ in count.scores})
    return [_score(metric, about, months) for metric in metrics]


def _score(metric: str, about: Mapping[str, str], months: _Counts) -> Series:
    points = []
    for month, count in sorted(months.items()):
        given = Counter({value: n for (named, value), n in count.scores.items() if named == metric})
        if given:
            points.append(_point(month, _as_nps(given) if metric == "nps" else given))
    unit = Unit.NPS if metric == "nps" else Unit.SCORE
    return _series(metric, about, unit, points)


def _as_nps(given: Mapping[float, int]) -> Counter[float]:
    """Promoters as 100, passives as 0 and detractors as -100: their mean is the NPS, and their
    variance p + d - (p - d)^2."""
    told: Counter[float] = Counter()
    for score, times in given.items():
        told[100.0 * ((score >= _PROMOTER) - (score <= _DETRACTOR))] += times
    return told


def _point(month: Period, given: Counter[float]) -> Point:
    n = given.total()
    mean = sum(value * times for value, times in given.items()) / n
    squares = sum(times * (value - mean) ** 2 for value, times in given.items())
    return Point(month, mean, n, math.sqrt(squares / (n - 1)) if n > 1 else 0.0)


def _series(metric: str, about: Mapping[str, str], unit: Unit, points: Sequence[Point]) -> Series:
    named = ",".join(f"{name}={value}" for name, value in sorted(about.items()))
    return Series(
        id=f"computed:{metric}:{named}",
        metric=metric,
        unit=unit,
        points=tuple(points),
        dimensions=dict(about),
        source=SOURCE,
        computed=True,
    )
