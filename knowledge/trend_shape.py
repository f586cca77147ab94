"""Which column of a trend file is what."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations

from domain.error import BadInput
from knowledge.dates import DateOrder, UnreadableDate, read_date
from knowledge.header import plain_header
from knowledge.mapping import check_mapping
from knowledge.row import Row
from knowledge.trend_period import reads_as_period
from knowledge.trend_value import looks_numeric, read_number

FIELDS = ("period", "metric", "value", "n", "unit", "audience", "dimension", "ignore")
_PERIOD_TEXT = """
    period month monthstart yearmonth week weekstart isoweek quarter quarterstart day date
    reportingmonth reportingperiod monat woche quartal datum year jahr receivedyear mois periode
    weekof monthof timestamp
"""
_PERIOD = tuple(_PERIOD_TEXT.split())
_PERIOD_PART = re.compile(
    r"(?:^|_|\b)(?:month|week|quarter|year|period|date|day)(?:$|_|\b)", re.IGNORECASE
)
_LONG = {
    "metric": ("metric", "measure", "kpi", "indicator", "metrik", "kennzahl"),
    "value": ("value", "val", "wert", "metricvalue", "result", "valeur"),
    "unit": ("unit", "units", "einheit"),
    "audience": ("audience", "visibility"),
}
_ANSWERS = (
    "n",
    "answers",
    "respondents",
    "responses",
    "base",
    "samplesize",
    "nanswers",
    "nresponses",
    "antworten",
)
_RANK = re.compile(r"(?:^|_|\b)rank(?:$|_|\b|ing)", re.IGNORECASE)
_CODE = re.compile(r"(?:^|_|\b)(?:id|code|no|zip|postcode)$", re.IGNORECASE)
_DENOMINATOR = re.compile(r"_(?:denominator|base|n)$", re.IGNORECASE)
_ROUNDING = 0.0006
_ENOUGH_ROWS = 2


@dataclass(frozen=True, slots=True)
class TrendShape:
    """Columns by use. ``metric`` and ``value`` are set in the long form, ``metrics`` in the wide.

    ``answers`` is the column of n for each metric column; ``revision`` the day of the report
    that a row stands in, by which a later one wins.
    """

    period: str
    dimensions: tuple[str, ...]
    metrics: tuple[str, ...] = ()
    metric: str | None = None
    value: str | None = None
    n: str | None = None
    unit: str | None = None
    audience: str | None = None
    revision: str | None = None
    answers: Mapping[str, str] = field(default_factory=dict)


def recognise_trend(
    headers: Sequence[str], rows: Sequence[Row], asked: Mapping[str, str]
) -> TrendShape:
    """Find period, metrics, n and dimensions. Raises BadInput if there is no period or metric."""
    mapping = check_mapping(asked, headers, FIELDS)
    use = {
        wanted: column
        for column, wanted in mapping.items()
        if wanted not in ("dimension", "ignore")
    }
    ignored = {column for column, wanted in mapping.items() if wanted == "ignore"}
    named = {column for column, wanted in mapping.items() if wanted == "dimension"}
    free = [header for header in headers if header not in mapping]
    if "period" not in use:
        use["period"] = _period_column(free, rows)
    _claim_long(use, free)
    rest = [h for h in free if h not in use.values() and h not in ignored and not _RANK.search(h)]
    revision = next((h for h in rest if _dated(h, rows)), None)
    rest = [h for h in rest if h != revision]
    if "metric" in use and "value" in use:
        texts = [h for h in rest if h in named or not _numeric(h, rows) or _CODE.search(h)]
        return TrendShape(
            period=use["period"],
            dimensions=_in_order(headers, {*texts, *named}),
            metric=use["metric"],
            value=use["value"],
            n=use.get("n"),
            unit=use.get("unit"),
            audience=use.get("audience"),
            revision=revision,
        )
    return _wide(headers, rows, use=use, named=named, rest=rest, revision=revision)


def _wide(
    headers: Sequence[str],
    rows: Sequence[Row],
    *,
    use: Mapping[str, str],
    named: set[str],
    rest: Sequence[str],
    revision: str | None,
) -> TrendShape:
    numeric = [h for h in rest if _numeric(h, rows) and not _CODE.search(h)]
    if wanted := use.get("value"):
        numeric = [wanted]
    answers = _answers(numeric, rows)
    bases = {h for h in numeric if _DENOMINATOR.search(h) and h in answers.values()}
    metrics = tuple(h for h in numeric if h not in bases and h != use.get("n"))
    if not metrics:
        raise BadInput(
            f"No column holds numbers to follow. Columns found: {', '.join(headers)}. "
            "Say which one, for example: --map COLUMN=value"
        )
    texts = {h for h in rest if h not in numeric and not _numeric(h, rows)}
    codes = {h for h in rest if _CODE.search(h)}
    return TrendShape(
        period=use["period"],
        dimensions=_in_order(headers, texts | codes | named),
        metrics=metrics,
        n=use.get("n"),
        unit=use.get("unit"),
        audience=use.get("audience"),
        revision=revision,
        answers=answers,
    )


def _period_column(headers: Sequence[str], rows: Sequence[Row]) -> str:
    """The column of periods: a known header first, then any that names a stretch of time."""
    plain = {plain_header(header): header for header in reversed(headers)}
    known = [plain[name] for name in _PERIOD if name in plain]
    named = [h for h in headers if _PERIOD_PART.search(h) and h not in known]
    for header in (*known, *sorted(named, key=lambda h: "report" in h.casefold())):
        cells = [row.values.get(header, "") for row in rows]
        if cells and sum(reads_as_period(c) for c in cells) * 10 >= len(cells) * 9:
            return header
    raise BadInput(
        f"No column holds periods. Columns found: {', '.join(headers) or 'none'}. "
        "Say which one, for example: --map COLUMN=period"
    )


def _claim_long(use: dict[str, str], headers: Sequence[str]) -> None:
    plain = {plain_header(header): header for header in reversed(headers)}
    long_form = any(name in plain for name in _LONG["value"]) or "value" in use
    for name, candidates in (*_LONG.items(), ("n", _ANSWERS)):
        if name == "n" and not long_form and len(headers) < 3:
            # A file of nothing but months and answers is about the answers.
            continue
        found = [plain[c] for c in candidates if c in plain and plain[c] not in use.values()]
        if found and name not in use:
            use[name] = found[0]


def _dated(header: str, rows: Sequence[Row]) -> bool:
    """Whether a further column holds days or months: it says when a figure was reported."""
    cells = [cell for row in rows[:200] if (cell := row.values.get(header, ""))]
    return bool(
        cells and re.search(r"date|report|release|version|published", header, re.IGNORECASE)
    ) and all(_reads_as_date(cell) for cell in cells)


def _reads_as_date(cell: str) -> bool:
    try:
        read_date(cell, DateOrder())
    except UnreadableDate:
        return False
    return True


def _numeric(header: str, rows: Sequence[Row]) -> bool:
    return looks_numeric(row.values.get(header, "") for row in rows)


def _answers(numeric: Sequence[str], rows: Sequence[Row]) -> dict[str, str]:
    """The column of n behind each rate: by its name, or because rate = part / whole throughout."""
    found: dict[str, str] = {}
    for rate in numeric:
        stem = re.sub(r"_?(?:rate|share|pct|percent|ratio)$", "", rate, flags=re.IGNORECASE)
        bases = [
            h
            for h in numeric
            if h != rate and _DENOMINATOR.sub("", h) == stem and _DENOMINATOR.search(h)
        ]
        if bases:
            found[rate] = bases[0]
    values = {h: [read_number(row.values.get(h, "")) for row in rows] for h in numeric}
    for rate in numeric:
        others = [h for h in numeric if h not in (rate, found.get(rate))]
        for part, whole in permutations(others, 2):
            if rate not in found and _is_ratio(values[rate], values[part], values[whole]):
                found[rate] = whole
    return found


def _is_ratio(
    rates: Sequence[float | None], parts: Sequence[float | None], wholes: Sequence[float | None]
) -> bool:
    seen = 0
    for rate, part, whole in zip(rates, parts, wholes, strict=True):
        if rate is None or part is None or not whole:
            continue
        share = part / whole
        if abs(rate - share) > _ROUNDING and abs(rate - 100 * share) > 100 * _ROUNDING:
            return False
        # A rate of nothing, or of everything, fits any pair.
        seen += 0 < share < 1
    return seen >= _ENOUGH_ROWS


def _in_order(headers: Sequence[str], names: set[str]) -> tuple[str, ...]:
    return tuple(header for header in headers if header in names)
