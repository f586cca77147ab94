"""Numbers and units in trend files."""

import math
import re
from collections.abc import Iterable, Sequence

from domain.trend import Unit

NOTHING = frozenset({"", "n/a", "na", "none", "null", "nan", "-", "--", "–", "#n/a", "..", "."})
_THOUSANDS = re.compile(r"-?\d{1,3}(?:[,' \u00a0]\d{3})+(?:\.\d+)?$")
_COMMA = re.compile(r"-?\d+,\d+$")
_ALMOST_ALL = 0.9
_WHOLE = 1.0
_HUNDRED = 100.0
_NAMED_UNITS = {
    "percent": Unit.PERCENT, "%": Unit.PERCENT, "pct": Unit.PERCENT, "percentage": Unit.PERCENT,
    "proportion": Unit.PROPORTION, "rate": Unit.PROPORTION, "share": Unit.PROPORTION,
    "nps": Unit.NPS, "score": Unit.SCORE, "csat": Unit.SCORE, "ces": Unit.SCORE,
    "rating": Unit.SCORE, "stars": Unit.SCORE, "points": Unit.SCORE, "days": Unit.DAYS,
    "day": Unit.DAYS, "hours": Unit.DAYS, "minutes": Unit.DAYS, "count": Unit.COUNT,
    "number": Unit.COUNT,
}  # fmt: skip
_RATE = re.compile(r"(?:^|_)(?:rate|share|pct|percent|percentage|ratio|proportion|success)(?:$|_)")
_SCORE = re.compile(r"(?:^|_)(?:csat|ces|score|rating|stars|satisfaction|effort)(?:$|_)")
_TIME = re.compile(r"(?:^|_)(?:days?|hours?|minutes?|time|duration)(?:$|_)")


def read_number(cell: str) -> float | None:
    """A number as people write it (``1,234.5``, ``4,5``, ``12 %``), or None."""
    text = cell.strip().removesuffix("%").strip()
    if _THOUSANDS.match(text):
        text = re.sub("[,' \u00a0]", "", text)
    elif _COMMA.match(text):
        text = text.replace(",", ".")
    if "_" in text or len(text) > 40:
        return None
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def is_nothing(cell: str) -> bool:
    return cell.strip().casefold() in NOTHING


def looks_numeric(cells: Iterable[str]) -> bool:
    """Whether nearly every filled cell of a column is a number."""
    filled = [cell for cell in cells if not is_nothing(cell)]
    numbers = sum(read_number(cell) is not None for cell in filled)
    return bool(filled) and numbers >= _ALMOST_ALL * len(filled)


def named_unit(text: str) -> Unit | None:
    return _NAMED_UNITS.get(text.strip().casefold())


def guess_unit(metric: str, values: Sequence[float]) -> Unit:
    """The unit of a metric by its snake-case name and the range of its values."""
    low, high = min(values, default=0.0), max(values, default=0.0)
    if re.search(r"(?:^|_)nps(?:$|_)", metric):
        return Unit.NPS
    if _RATE.search(metric) and low >= 0:
        return Unit.PROPORTION if high <= _WHOLE else Unit.PERCENT
    if _SCORE.search(metric):
        return Unit.PERCENT if 10 < high <= _HUNDRED else Unit.SCORE
    if _TIME.search(metric):
        return Unit.DAYS
    if all(value.is_integer() for value in values):
        return Unit.COUNT
    return Unit.PROPORTION if low >= 0 and high <= _WHOLE else Unit.SCORE
