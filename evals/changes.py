"""What moved, on real data: comments shuffled over months, planted shifts, and known traps.

Beside Hearback two rules that people use: more than 10 % up or down on the month before, and more
than two standard deviations from the mean of the twelve months before.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from domain.period import following, parse_period
from domain.trend import MOVED, Change, Point, Series, Unit
from evals.change_material import (
    MONTHS,
    Measured,
    count_rows,
    monthly,
    planted,
    read_counts,
    read_measures,
    shuffled,
)
from evals.public import DATA
from retrieval.change import measure_changes
from retrieval.significance import compare

_SHUFFLES, _PLANTED, _OTHERS = 100, 200, 20
_LATER = date(2100, 1, 1)
_AIRPORTS = 40
_SEED = 20261126
_ALPHA = 0.05

Way = Callable[[Sequence[Series]], list[bool]]


def main() -> None:
    """Print all the tables."""
    measures = read_measures(DATA)
    _tell_stationary(measures, np.random.default_rng(_SEED))
    _tell_planted(measures, np.random.default_rng(_SEED + 1))
    _tell_traps()
    _tell_years()


def _hearback(family: Sequence[Series]) -> list[bool]:
    return [change.verdict in MOVED for change in measure_changes(family, _LATER)]


def _ten_percent(family: Sequence[Series]) -> list[bool]:
    return [_far_from_last(series) for series in family]


def _far_from_last(series: Series) -> bool:
    last, before = series.points[-1].value, series.points[-2].value
    return abs(last - before) > 0.1 * abs(before)


def _two_deviations(family: Sequence[Series]) -> list[bool]:
    return [_far_from_usual(series) for series in family]


def _far_from_usual(series: Series) -> bool:
    before = np.array([point.value for point in series.points[-13:-1]])
    return bool(abs(series.points[-1].value - before.mean()) > 2 * before.std(ddof=1))


_WAYS: dict[str, Way] = {
    "Hearback": _hearback,
    "more than 10 %": _ten_percent,
    "two deviations": _two_deviations,
}


def _row(*cells: object) -> None:
    print("| " + " | ".join(str(cell) for cell in cells) + " |")


def _head(*cells: str) -> None:
    _row(*cells)
    _row(*("---" for _ in cells))


def _tell_stationary(measures: dict[str, list[Measured]], dice: np.random.Generator) -> None:
    """How often something that cannot have moved is told to have; looks without any alarm count
    as one, whatever the number of series."""
    print("Stationary:\n")
    _head("data, shuffled", "series", *(f"{way}: series" for way in _WAYS),
          *(f"{way}: looks with an alarm" for way in _WAYS))  # fmt: skip
    families = {
        name: [shuffled(held, dice) for _ in range(_SHUFFLES)] for name, held in measures.items()
    }
    families["airports' counts"] = [_reordered(dice) for _ in range(_SHUFFLES)]
    everything: list[Sequence[Series]] = []
    for name, looks in families.items():
        _tell_looks(name, looks)
    for one in range(_SHUFFLES):
        joined = [replace(s, id=f"{name}:{s.id}", metric=f"{name}:{s.metric}")
                  for name, looks in families.items() for s in looks[one]]  # fmt: skip
        everything.append(joined)
    _tell_looks("all of them in one look", everything)


def _tell_looks(name: str, looks: Sequence[Sequence[Series]]) -> None:
    told = {way: [moved(family) for family in looks] for way, moved in _WAYS.items()}
    series = [_percent(flag for flags in told[way] for flag in flags) for way in _WAYS]
    alarms = [_percent(any(flags) for flags in told[way]) for way in _WAYS]
    _row(name, max(len(family) for family in looks), *series, *alarms)


def _percent(flags: Iterable[bool]) -> str:
    held = list(flags)
    return f"{100 * sum(held) / len(held):.1f} %"


def _reordered(dice: np.random.Generator) -> list[Series]:
    """Each airport's months of 2016 to 2019 in an order of chance: an overdispersed count."""
    found = []
    for series in _airports():
        values = [p.value for p in series.points if 2016 <= p.period.first_day.year <= 2019]
        found.append(
            monthly(
                "complaints", Unit.COUNT, dice.permutation(values)[: 2 * MONTHS].tolist(),
                airport=series.dimensions["airport"],
            )
        )  # fmt: skip
    return found


def _airports() -> list[Series]:
    path = DATA / "trends_tsa/tsa_complaints_by_airport_month.csv"
    every = [s for s in read_counts(path, "year_month", "count", "airport") if len(s.points) > 100]
    return sorted(every, key=lambda s: -sum(p.value for p in s.points))[:_AIRPORTS]


def _tell_planted(measures: dict[str, list[Measured]], dice: np.random.Generator) -> None:
    """A shift of so many points in the last month, among other series of the same set.

    "Alone" is the most that any honest test can do with these answers: the same comparison of
    that one series with nothing else looked at, once, and nothing corrected.
    """
    print("\nPlanted in the last month, in one of up to 21 series; found at the first look:\n")
    _head("shift", "answers a month", "planted", *_WAYS, "alone, uncorrected")
    asked = [(Unit.PERCENT, 15.0, 200), *((Unit.NPS, 15.0, n) for n in (200, 400, 800))]
    for unit, shift, answers in (*asked, (Unit.NPS, 30.0, 200)):
        families = [_one_planted(measures, unit, shift, answers, dice) for _ in range(_PLANTED)]
        found = [_percent(moved(family)[0] for family in families) for moved in _WAYS.values()]
        alone = _percent(_alone(family[0]) for family in families)
        name = f"{shift:.0f} points of {'NPS' if unit is Unit.NPS else 'a share'}"
        _row(name, answers, _PLANTED, *found, alone)


def _alone(series: Series) -> bool:
    return compare(series.unit, series.points[-1:], series.points[-13:-1]).p_value < _ALPHA


def _one_planted(
    measures: dict[str, list[Measured]],
    unit: Unit,
    shift: float,
    answers: int,
    dice: np.random.Generator,
) -> list[Series]:
    fitting = [m for held in measures.values() for m in held if m.unit is unit and _has_room(m)]
    chosen = fitting[int(dice.integers(len(fitting)))]
    others = next(held for held in measures.values() if any(m is chosen for m in held))
    beside = [m for m in others if m is not chosen][:_OTHERS]
    return planted(chosen, beside, shift, answers, dice)


def _has_room(measure: Measured) -> bool:
    """Of a share of nine in ten, fifteen points more are none."""
    return measure.unit is Unit.NPS or float(np.nanmean(measure.values)) <= 80


def _tell_traps() -> None:
    print("\nTraps:\n")
    _head("trap", "asked on", "series", "Hearback", "more than 10 %", "two deviations")
    tsa, cfpb = DATA / "trends_tsa", DATA / "trends_cfpb"
    products = read_counts(
        cfpb / "cfpb_sample_monthly_by_product.csv", "month", "complaints", "product"
    )
    years = read_counts(
        cfpb / "cfpb_full_product_by_year.csv", "received_year", "complaint_volume", "product"
    )
    rows = count_rows(
        DATA / "cfpb_complaints/structured_nonheldout.csv", "date_received", "product"
    )
    total = read_counts(tsa / "tsa_total_by_month.csv", "year_month", "count")
    _tell_trap("a product renamed (card, by year)", years, date(2025, 12, 31),
               lambda s: s.dimensions["product"] == "Credit card or prepaid card")  # fmt: skip
    payday = "Payday loan, title loan, or personal loan"
    _tell_trap("a product renamed (payday loan, by month)", rows, date(2023, 11, 30),
               lambda s: s.dimensions["product"] == payday)  # fmt: skip
    _tell_trap("last months not all in (products)", products, date(2026, 7, 1))
    _tell_trap("a month that is not over (products)", products, date(2026, 6, 20))
    _tell_trap("the form made easier (airports, Oct 2021)", _airports(), date(2021, 10, 31))
    _tell_trap("the form made easier (airports, Nov 2021)", _airports(), date(2021, 11, 30))
    _tell_trap("the form made easier (airports, Mar 2022)", _airports(), date(2022, 3, 31))
    _tell_trap("the form made easier (airports and total)", [*_airports(), *_as_whole(total)],
               date(2022, 3, 31), lambda s: not s.dimensions)  # fmt: skip
    _tell_trap("a form made easier (planted: every airport by 1.6)", _easier(1.6),
               date(2019, 3, 31))  # fmt: skip
    _tell_trap("counted without the airport (Oct 2022)", _airports(), date(2022, 10, 31))


def _easier(factor: float) -> list[Series]:
    """Every airport's real counts, from March 2019 on so many times as high."""
    since = date(2019, 3, 1)
    return [
        replace(
            each,
            points=tuple(
                replace(p, value=round(p.value * factor)) if p.period.first_day >= since else p
                for p in each.points
            ),
        )
        for each in _airports()
    ]


def _as_whole(total: Sequence[Series]) -> list[Series]:
    """The total of the same thing that is counted by airport."""
    return [replace(each, metric=_airports()[0].metric) for each in total]


def _tell_trap(
    name: str,
    family: Sequence[Series],
    day: date,
    about: Callable[[Series], bool] = lambda series: True,
) -> None:
    begun = [replace(s, points=tuple(p for p in s.points if _begun(p, day))) for s in family]
    seen = [series for series in begun if series.points]
    told = [change for change in measure_changes(seen, day) if about(change.series)]
    mine = [change.series for change in told if len(change.series.points) > 2]
    _row(name, day, len(told), _verdicts(told), *(
        f"{sum(moved(_zero_filled(mine, seen)))} told" for way, moved in _WAYS.items()
        if way != "Hearback"
    ))  # fmt: skip


def _begun(point: Point, day: date) -> bool:
    return point.period.first_day <= day


def _zero_filled(mine: Sequence[Series], seen: Sequence[Series]) -> list[Series]:
    """As a spreadsheet shows a series that ended: with nothing in the last period."""
    last = max(series.points[-1].period for series in seen)
    return [
        each
        if each.points[-1].period == last
        else replace(each, points=(*each.points, replace(each.points[-1], period=last, value=0.0)))
        for each in mine
    ]


def _verdicts(told: Sequence[Change]) -> str:
    counts = Counter(change.verdict.replace("_", " ") for change in told)
    return ", ".join(f"{n} {verdict}" for verdict, n in counts.most_common())


def _tell_years() -> None:
    """Every month of real counts, as they were: how often each way would have told something."""
    print("\nReal counts, month after month (share of series told as moved):\n")
    _head("series", "looks", *_WAYS)
    spans = {
        "40 airports, 2017 to 2019, quiet years with seasons": (_airports(), "2017-01", "2019-12"),
        "40 airports, 2020 to 2021, when nobody flew": (_airports(), "2020-01", "2021-09"),
    }
    for name, (family, first, last) in spans.items():
        month, told = parse_period(first), Counter[str]()
        looks = shown = 0
        while month <= parse_period(last):
            seen = [series.until(month.last_day) for series in family]
            looks, shown = looks + 1, shown + len(seen)
            told.update({way: sum(moved(seen)) for way, moved in _WAYS.items()})
            month = following(month)
        _row(name, looks, *(f"{100 * told[way] / shown:.1f} %" for way in _WAYS))


if __name__ == "__main__":
    main()
