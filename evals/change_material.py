"""Real comments and real counts as series: shuffled, with a shift planted, or as they are."""

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from domain.period import Period, following, parse_period
from domain.trend import Point, Series, Unit

MONTHS = 18
_FEWEST_ROWS, _FEWEST_A_MONTH = 60, 20
_FIRST = "2030-01"
Values = NDArray[np.float64]


@dataclass(frozen=True)
class Measured:
    """One value for each comment, nothing (NaN) where the comment has none."""

    name: str
    unit: Unit
    values: Values


def read_measures(data: Path) -> dict[str, list[Measured]]:
    """What can be counted of each of five public sets of comments, by the name of the set."""
    nhs = _rows(data / "nhs_patient_feedback/dev.csv")
    tweets = _rows(data / "airline_tweets/dev.csv")
    flights = _rows(data / "airline_reviews/british_airways.csv")
    telco = _rows(data / "nps_telco_verbatims/dev.csv")
    lenders = _rows(data / "cfpb_complaints/structured_nonheldout.csv")
    scores = np.array([float(row["nps_score"] or "nan") for row in telco])
    nps = np.where(np.isnan(scores), np.nan, 100.0 * (scores >= 9) - 100.0 * (scores <= 6))
    stages = _shares([row["journey_stage"] for row in telco])
    return {
        "patients": [
            *_shares([row["themes"] for row in nhs]),
            *_shares([row["department"] for row in nhs]),
            _negative([float(row["sentiment"] or "nan") >= 4 for row in nhs]),
            _score("rating", [row["fft_score"] for row in nhs]),
        ],
        "passengers' tweets": [
            *_shares([row["negativereason"] for row in tweets]),
            *_shares([row["airline"] for row in tweets]),
            _negative([row["airline_sentiment"] == "negative" for row in tweets]),
        ],
        "flights": [
            *_shares([row["type_of_traveller"] for row in flights]),
            *_shares([row["cabin_flown"] for row in flights]),
            _negative([row["recommended"] == "no" for row in flights]),
            *(
                _score(name, [row[name] for row in flights])
                for name in ("seat_comfort", "cabin_staff_service", "value_for_money")
            ),
        ],
        "phone customers": [
            *stages,
            Measured("nps", Unit.NPS, nps),
            *(
                Measured(f"nps at {stage.name}", Unit.NPS, np.where(stage.values > 0, nps, np.nan))
                for stage in stages
            ),
        ],
        "lenders": [
            *_shares([row["product"] for row in lenders]),
            *_shares([row["issue"] for row in lenders]),
            *_shares([row["company"] for row in lenders]),
            *_shares([row["state"] for row in lenders]),
        ],
    }


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _shares(told: Sequence[str]) -> list[Measured]:
    """For each value that enough rows have, whether a row has it."""
    parts = [frozenset(part.strip() for part in each.split(";") if part.strip()) for each in told]
    names = sorted({name for each in parts for name in each})
    flags = {name: np.array([100.0 * (name in each) for each in parts]) for name in names}
    common = {name: held for name, held in flags.items() if (held > 0).sum() >= _FEWEST_ROWS}
    return [Measured(name, Unit.PERCENT, held) for name, held in common.items()]


def _negative(flags: Sequence[bool]) -> Measured:
    return Measured("negative", Unit.PERCENT, 100.0 * np.array(flags, dtype=float))


def _score(name: str, values: Sequence[str]) -> Measured:
    return Measured(name, Unit.SCORE, np.array([float(value or "nan") for value in values]))


def shuffled(measures: Sequence[Measured], dice: np.random.Generator) -> list[Series]:
    """The set's comments dealt out over eighteen months by chance: nothing can have moved.

    How many fall into a month is of no matter, so volume is stationary too.
    """
    months = dice.integers(MONTHS, size=len(measures[0].values))
    series = [_dealt(measure, months) for measure in measures]
    sizes = np.bincount(months, minlength=MONTHS)
    return [*(each for each in series if each), monthly("volume", Unit.COUNT, sizes.tolist())]


def _dealt(measure: Measured, months: NDArray[np.int64]) -> Series | None:
    parts = [measure.values[months == month] for month in range(MONTHS)]
    return from_answers(measure, [part[~np.isnan(part)] for part in parts])


def from_answers(measure: Measured, parts: Sequence[Values]) -> Series | None:
    """A series from the answers of each month; None where a month has too few."""
    if min(len(part) for part in parts) < _FEWEST_A_MONTH:
        return None
    known = measure.unit in (Unit.NPS, Unit.SCORE)
    points = [
        (float(part.mean()), len(part), float(part.std(ddof=1)) if known else None)
        for part in parts
    ]
    return _series(measure.name, measure.unit, points)


def planted(
    measure: Measured,
    others: Sequence[Measured],
    shift: float,
    answers: int,
    dice: np.random.Generator,
) -> list[Series]:
    """So many real answers a month; in the last of the first series so many more points."""
    drawn = [[_drawn(each, answers, dice) for _ in range(MONTHS)] for each in (measure, *others)]
    drawn[0][-1] = _raised(drawn[0][-1], shift, dice)
    series = map(from_answers, (measure, *others), drawn)
    return [each for each in series if each]


def _drawn(measure: Measured, answers: int, dice: np.random.Generator) -> Values:
    known = measure.values[~np.isnan(measure.values)]
    drawn: Values = dice.choice(known, size=answers)
    return drawn


def _raised(answers: Values, shift: float, dice: np.random.Generator) -> Values:
    """As many answers turned to the highest as raise the mean by the shift."""
    highest = 100.0
    room = np.flatnonzero(answers < highest)
    order, raised, left = dice.permutation(room), answers.copy(), shift * len(answers)
    for at in order:
        if left <= 0:
            break
        left -= highest - raised[at]
        raised[at] = highest
    return raised


def monthly(
    name: str, unit: Unit, values: Sequence[float], first: str = _FIRST, **dimensions: str
) -> Series:
    """A series without answers, or a count, of consecutive months."""
    return _series(name, unit, [(float(v), None, None) for v in values], first, **dimensions)


def _series(
    name: str,
    unit: Unit,
    values: Sequence[tuple[float, int | None, float | None]],
    first: str = _FIRST,
    **dimensions: str,
) -> Series:
    points, period = [], parse_period(first)
    for value, n, sd in values:
        points.append(Point(period, value, n, sd))
        period = following(period)
    named = f"{name}:{sorted(dimensions.items())}"
    return Series(id=named, metric=name, unit=unit, points=tuple(points), dimensions=dimensions)


def read_counts(path: Path, period: str, count: str, part: str = "") -> list[Series]:
    """Real counts by month (or year) as they stand in a file, one series for each part."""
    held: dict[str, dict[Period, float]] = defaultdict(dict)
    for row in _rows(path):
        if not part or row[part]:
            held[row[part] if part else ""][parse_period(row[period])] = float(row[count])
    return [_counted(path.stem, {part: name} if part else {}, told) for name, told in held.items()]


def count_rows(path: Path, day: str, part: str) -> list[Series]:
    """Rows counted by month and part; months without a row are not in the series."""
    held: dict[str, dict[Period, float]] = defaultdict(lambda: defaultdict(float))
    for row in _rows(path):
        held[row[part]][parse_period(row[day][:7])] += 1
    return [_counted(path.stem, {part: name}, told) for name, told in held.items()]


def _counted(metric: str, dimensions: Mapping[str, str], told: Mapping[Period, float]) -> Series:
    points = tuple(Point(period, value) for period, value in sorted(told.items()))
    name = f"{metric}:{sorted(dimensions.items())}"
    return Series(id=name, metric=metric, unit=Unit.COUNT, points=points, dimensions=dimensions)
