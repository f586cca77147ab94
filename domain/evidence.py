"""One thing that an answer may rest on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.audience import EMPLOYEE_GROUP


class Kind(StrEnum):
    VERBATIM = "verbatim"
    TREND = "trend"
    JOURNEY = "journey"
    INSIGHT = "insight"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A verbatim, a measured change, a journey step or a curated insight, under a short ``ref``.

    ``text`` is exactly what is stored (or, for a measurement, what was computed). ``n`` and
    ``window`` say how many answers a number rests on and when they were given. ``figures`` are
    the formatted numbers that a statement may show; nothing else may. ``counts_comments`` marks a
    number that was counted from comments, and so is no source beside them. ``second`` is the moment
    of a recording at which ``url`` opens: where the quoted words begin.
    """

    ref: str
    kind: Kind
    id: str
    text: str
    source: str = ""
    source_id: str | None = None
    occurred_at: date | None = None
    n: int | None = None
    window: str | None = None
    url: str | None = None
    second: float | None = None
    audience: str = EMPLOYEE_GROUP
    counts_comments: bool = False
    figures: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)
