"""Importing a file of figures by period."""

import hashlib
import re
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from domain.audience import EMPLOYEE_GROUP
from domain.error import BadInput
from domain.period import Period
from domain.trend import Point, Series, Unit
from knowledge.progress import Progress, Silence
from knowledge.readers.table import open_table
from knowledge.redaction import Redactor
from knowledge.rejects import RejectsFile
from knowledge.report import ImportReport, Tally
from knowledge.row import BadRow, Row
from knowledge.store import Truth
from knowledge.trend_period import PeriodReader, period_reader
from knowledge.trend_shape import TrendShape, recognise_trend
from knowledge.trend_value import guess_unit, is_nothing, named_unit, read_number

_MOST_ROWS = 500_000
_ID_DIGITS = 12
Key = tuple[str, tuple[tuple[str, str], ...], str]


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of one metric in one period, and the report it was taken from."""

    key: Key
    period: Period
    value: float
    n: int | None
    unit: Unit | None
    revision: str


def import_trend(
    path: Path,
    *,
    mapping: Mapping[str, str],
    truth: Truth,
    redactor: Redactor,
    rejects_dir: Path,
    progress: Progress | None = None,
) -> ImportReport:
    """Import a CSV, TSV, JSON or XLSX of metrics, in the long or in the wide form.

    The report counts points: ``read``, ``imported`` (new or changed), ``duplicates`` (as stored,
    or replaced by a later report in the same file). Raises BadInput.
    """
    began = time.monotonic()
    watcher = progress or Silence()
    tally = Tally()
    with open_table(path) as table, RejectsFile(rejects_dir, path, redactor) as rejects:
        watcher.begin(path.stat().st_size)
        rows = list(islice(table.rows, _MOST_ROWS + 1))
        if len(rows) > _MOST_ROWS:
            raise BadInput(f"{path.name} has more than {_MOST_ROWS:,} rows. Split it by year.")
        series, bad = _read_rows(path, rows, mapping, tally)
        rejects.columns = _headers(rows)
        rejects.add(bad)
        tally.rejected = len(bad)
        tally.read += len(bad)
        tally.imported = truth.put_series(series)[0]
        watcher.advance(len(rows), path.stat().st_size)
        return tally.report(rejects_file=rejects.path, seconds=time.monotonic() - began)


def _headers(rows: Sequence[Row | BadRow]) -> list[str]:
    return list(dict.fromkeys(n for row in rows if isinstance(row, Row) for n in row.values))


def _read_rows(
    path: Path, rows: Sequence[Row | BadRow], mapping: Mapping[str, str], tally: Tally
) -> tuple[list[Series], list[BadRow]]:
    readable = [row for row in rows if isinstance(row, Row)]
    if not readable:
        raise BadInput(f"{path.name} has no rows that can be read. Export it again.")
    shape = recognise_trend(_headers(rows), readable, mapping)
    reader = period_reader(shape.period, [row.values.get(shape.period, "") for row in readable])
    if reader.order.assumed:
        tally.notes.append(f"Dates in {shape.period!r} could be read two ways: took the day first.")
    figures: list[Figure] = []
    bad = [row for row in rows if isinstance(row, BadRow)]
    for row in readable:
        try:
            figures += _figures(row, shape, reader)
        except BadInput as error:
            bad.append(BadRow(row.line, str(error), tuple(row.values.values())))
    tally.read = len(figures)
    return list(_series(path.stem, figures)), sorted(bad, key=lambda row: row.line)


def _figures(row: Row, shape: TrendShape, reader: PeriodReader) -> Iterator[Figure]:
    period = reader.read(row.values.get(shape.period, ""))
    dimensions = tuple(
        (snake_case(name), value)
        for name in shape.dimensions
        if (value := row.values.get(name, "").strip())
    )
    audience = _cell(row, shape.audience).strip().lower()
    unit = named_unit(_cell(row, shape.unit))
    columns = {snake_case(name): name for name in shape.metrics}
    if shape.metric and shape.value:
        columns = {snake_case(_cell(row, shape.metric)): shape.value}
    for metric, column in columns.items():
        cell = _cell(row, column)
        if is_nothing(cell):
            continue
        number = read_number(cell)
        if number is None or not metric:
            raise BadInput(f"{column} {cell[:40]!r} is not a number" if metric else "no metric")
        n = read_number(_cell(row, shape.answers.get(column) or shape.n))
        answers = int(n) if n is not None and n >= 0 else None
        key = (metric, tuple(sorted(dimensions)), audience or EMPLOYEE_GROUP)
        yield Figure(key, period, number, answers, unit, _cell(row, shape.revision))


def _cell(row: Row, column: str | None) -> str:
    return row.values.get(column, "") if column else ""


def _series(source: str, figures: Sequence[Figure]) -> Iterator[Series]:
    """Figures gathered by series; of two for one period the later report's stands."""
    gathered: dict[Key, dict[Period, Figure]] = defaultdict(dict)
    for figure in sorted(figures, key=lambda figure: figure.revision):
        gathered[figure.key][figure.period] = figure
    units = _units(figures)
    for (metric, dimensions, audience), points in gathered.items():
        yield Series(
            id=series_id(metric, dict(dimensions), audience),
            metric=metric,
            unit=units[metric],
            points=tuple(Point(f.period, f.value, f.n) for _, f in sorted(points.items())),
            dimensions=dict(dimensions),
            source=source,
            audience=audience,
        )


def _units(figures: Sequence[Figure]) -> dict[str, Unit]:
    """One unit for each metric, so that its series can be compared: as named, else as guessed."""
    values: dict[str, list[float]] = defaultdict(list)
    named: dict[str, Unit] = {}
    for figure in figures:
        values[figure.key[0]].append(figure.value)
        if figure.unit:
            named.setdefault(figure.key[0], figure.unit)
    return {
        metric: named.get(metric) or guess_unit(metric, held) for metric, held in values.items()
    }


def series_id(metric: str, dimensions: Mapping[str, str], audience: str = EMPLOYEE_GROUP) -> str:
    """``s_`` and twelve hex digits: the same for a metric and its dimensions in any file.

    What another audience may see is another series: figures of one never flow into the other.
    """
    parts = [metric, *(f"{name}={value}" for name, value in sorted(dimensions.items()))]
    parts += [f"for {audience}"] if audience != EMPLOYEE_GROUP else []
    return (
        "s_"
        + hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:_ID_DIGITS]
    )


def snake_case(name: str) -> str:
    """``"Days to refund"`` and ``daysToRefund`` become ``days_to_refund``."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.strip())
    return re.sub(r"\W+", "_", spaced).strip("_").lower()
