"""One row of a file read as a customer's comment, before redaction."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.moment import Moments
from knowledge.columns import Columns
from knowledge.dates import DateOrder, UnreadableDate, read_date
from knowledge.row import BadRow, Row
from knowledge.wording import repair_text

LONGEST_TEXT = 100_000
_NOTHING = frozenset({"", "n/a", "na", "none", "null", "nan", "-", "--", "nil", "#n/a"})
_RANGES = {"nps": (0.0, 10.0), "csat": (1.0, 5.0), "ces": (1.0, 7.0)}
_NUMBER = re.compile(
    r"(-?\d{1,9}(?:[.,]\d{1,9})?)(?:\s*(?:/|out of|von)\s*\d{1,3})?\s*(?:stars?)?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What a row says, still in the customer's raw words; it never leaves this room."""

    line: int
    text: str
    source_id: str | None = None
    occurred_at: date | None = None
    score: float | None = None
    metric: str | None = None
    customer: str = ""
    account: str = ""
    segment: str = ""
    persona: str = ""
    step: str = ""
    themes: tuple[str, ...] = ()
    channel: str = ""
    language: str = ""
    url: str = ""
    audience: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    # The attributes that stand above the words, such as a title.
    headings: tuple[str, ...] = ()
    # A link that was checked already, and where in the text which second of it was said.
    recording: str = ""
    moments: Moments = ()


class _Unreadable(ValueError):
    """A cell that cannot be used; its text is the reason."""


def read_comment(row: Row, columns: Columns, order: DateOrder) -> Comment | BadRow:
    """The comment in a row, or the row with the reason why it cannot be taken."""
    try:
        return _read(row, columns, order)
    except (_Unreadable, UnreadableDate) as reason:
        return BadRow(row.line, str(reason), tuple(row.values.values()))


def _read(row: Row, columns: Columns, order: DateOrder) -> Comment:
    value = {name: columns.value(row, name) for name in columns.by_field}
    when = value.get("occurred_at", "")
    metric = value.get("metric", "").lower() or columns.metric
    return Comment(
        line=row.line,
        text=_read_text(value["text"]),
        source_id=value.get("id") or None,
        occurred_at=None if when.casefold() in _NOTHING else read_date(when, order),
        score=_read_score(value.get("score", ""), metric),
        metric=metric,
        themes=tuple(t.strip() for t in value.get("theme", "").split(";") if t.strip()),
        attributes={name: repair_text(text) for name, text in columns.attributes(row).items()},
        headings=columns.headings,
        audience=value.get("audience", "").lower(),
        customer=repair_text(value.get("customer", "")),
        account=repair_text(value.get("account", "")),
        segment=repair_text(value.get("segment", "")),
        persona=repair_text(value.get("persona", "")),
        step=repair_text(value.get("step", "")),
        channel=repair_text(value.get("channel", "")),
        language=value.get("language", ""),
        url=value.get("url", ""),
    )


def _read_text(raw: str) -> str:
    text = repair_text(raw)
    if not any(character.isalnum() for character in text):
        raise _Unreadable("no text")
    if len(text) > LONGEST_TEXT:
        raise _Unreadable(f"the text has more than {LONGEST_TEXT:,} characters")
    return text


def _read_score(raw: str, metric: str | None) -> float | None:
    if raw.casefold() in _NOTHING:
        return None
    match = _NUMBER.match(raw)
    if not match:
        raise _Unreadable(f"score {raw[:40]!r} is not a number")
    score = float(match[1].replace(",", "."))
    low, high = _RANGES.get(metric or "", (-math.inf, math.inf))
    if not low <= score <= high:
        raise _Unreadable(f"score {raw[:40]!r} lies outside {metric} ({low:g} to {high:g})")
    return score
