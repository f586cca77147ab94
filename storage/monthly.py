"""Comments counted by month, from the columns in memory."""

from collections.abc import Hashable
from datetime import date

import numpy as np
import sqlalchemy as sa

from domain.period import month_of
from domain.scale import SCALES
from retrieval.corpus import Filter, Flags, MonthCount
from storage.column import NONE, Numbers
from storage.columns import Columns
from storage.crowd import people_of

_COLUMNS = frozenset({"source", "step", "segment"})
_WHO = "segment"
_NO_MONTH = -1
_HELD = 256


class MonthCounts:
    """Counts that were made once, for as long as nothing changes in the truth."""

    def __init__(self, columns: Columns, smallest: int) -> None:
        self._columns = columns
        self._smallest = smallest
        self._revision = -1
        self._held: dict[Hashable, list[MonthCount]] = {}

    def of(
        self, connection: sa.Connection, wanted: Filter, by: str, sources: frozenset[str] | None
    ) -> list[MonthCount]:
        with self._columns.lock:
            passing = self._columns.passing(connection, wanted)
            if self._revision != self._columns.revision or len(self._held) >= _HELD:
                self._revision, self._held = self._columns.revision, {}
            key = wanted.key, by, sources
            if key not in self._held:
                if sources is not None:
                    passing = passing & self._columns["source"].where(lambda each: each in sources)
                self._held[key] = _count_months(self._columns, passing, by, self._smallest)
            return self._held[key]


def _count_months(columns: Columns, passing: Flags, by: str, smallest: int) -> list[MonthCount]:
    """As ``retrieval.corpus.Corpus.months``; the columns must be locked, and up to date."""
    rows = columns.once(np.flatnonzero(passing))
    months = _months(columns, rows)
    rows, months = rows[months != _NO_MONTH], months[months != _NO_MONTH]
    at, about, names = _about(columns, rows, by)
    rows, months = rows[at], months[at]
    span = int(months.max(initial=0)) + 1
    cells, which = np.unique(about * span + months, return_inverse=True)
    which = which.reshape(-1)
    shown = np.ones(len(cells), dtype=np.bool_)
    if by == _WHO:  # who spoke may single somebody out; what was said, and where, does not
        shown = _distinct(which, people_of(columns, rows), len(cells)) >= smallest
    moods = np.array([0 if mood is None else mood + 2 for mood in columns["mood"].values])
    feelings = moods[columns["mood"].codes[rows]]
    counted = np.bincount(which, minlength=len(cells))
    rated = np.bincount(which[feelings > 0], minlength=len(cells))
    negative = np.bincount(which[feelings == 1], minlength=len(cells))
    scores = _scores(columns, rows, which)
    return [
        MonthCount(
            about=names[int(cell) // span] or "",
            month=month_of(date(int(cell) % span // 12, int(cell) % span % 12 + 1, 1)),
            n=int(counted[place]),
            rated=int(rated[place]),
            negative=int(negative[place]),
            scores=scores.get(place, {}),
        )
        for place, cell in enumerate(cells)
        if shown[place]
    ]


def _months(columns: Columns, rows: Numbers) -> Numbers:
    """For each row twelve times its year, and its month from 0; -1 where it has no day."""
    days = [_NO_MONTH if not day else 12 * int(day[:4]) + int(day[5:7]) - 1 for day in
            columns["day"].values]  # fmt: skip
    found: Numbers = np.array(days, dtype=np.int64)[columns["day"].codes[rows]]
    return found


def _about(columns: Columns, rows: Numbers, by: str) -> tuple[Numbers, Numbers, list[str | None]]:
    """Places in ``rows``, the number of what each is about there, and the names behind numbers.

    A comment with three themes comes three times, one without a step not at all.
    """
    if by == "theme":
        return columns.themed(rows)
    if by not in _COLUMNS:
        return np.arange(len(rows)), np.zeros(len(rows), dtype=np.int64), [""]
    codes = columns[by].codes[rows].astype(np.int64)
    at = np.flatnonzero(codes != NONE)
    return at, codes[at], columns[by].values


def _distinct(which: Numbers, people: Numbers, size: int) -> Numbers:
    """How many different people there are in each cell."""
    span = int(people.max(initial=0)) + 1
    pairs = np.unique(which * span + people)
    return np.bincount(pairs // span, minlength=size)


def _scores(
    columns: Columns, rows: Numbers, which: Numbers
) -> dict[int, dict[tuple[str, float], int]]:
    """How often each score was given in each cell, on the scales that are known."""
    metric, score = columns["metric"], columns["score"]
    known = np.array([name in SCALES for name in metric.values])[metric.codes[rows]]
    scored = np.flatnonzero(known & (score.codes[rows] != NONE))
    told = np.stack([which[scored], metric.codes[rows][scored], score.codes[rows][scored]])
    found: dict[int, dict[tuple[str, float], int]] = {}
    unique, times = np.unique(told, axis=1, return_counts=True)
    for (cell, named, value), count in zip(unique.T.tolist(), times.tolist(), strict=True):
        key = (metric.values[named], float(score.values[value]))
        found.setdefault(cell, {})[key] = count
    return found
