"""A series of one metric by period, with the number of answers behind each point."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from domain.audience import EMPLOYEE_GROUP
from domain.period import Period


class Unit(StrEnum):
    """What a value is, and so which test suits it."""

    PERCENT = "percent"
    PROPORTION = "proportion"
    NPS = "nps"
    SCORE = "score"
    DAYS = "days"
    COUNT = "count"


class Verdict(StrEnum):
    ROSE = "rose"
    FELL = "fell"
    NO_REAL_CHANGE = "no_real_change"
    TOO_FEW = "too_few"
    INCOMPLETE = "incomplete"
    BROKEN_SERIES = "broken_series"


MOVED = (Verdict.ROSE, Verdict.FELL)


@dataclass(frozen=True, slots=True)
class Point:
    """One period's value in the series' unit, and the answers behind it where known.

    ``sd`` is the standard deviation of one answer, where the answers themselves are stored.
    """

    period: Period
    value: float
    n: int | None = None
    sd: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Points in time order. ``dimensions`` (segment, region, step, ...) tell series apart.

    ``computed`` says that it was counted from stored comments, and not imported.
    """

    id: str
    metric: str
    unit: Unit
    points: tuple[Point, ...]
    dimensions: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    audience: str = EMPLOYEE_GROUP
    computed: bool = False

    @property
    def step(self) -> str | None:
        return self.dimensions.get("step")

    def until(self, as_of: date) -> "Series":
        """Only the periods that were over by the end of ``as_of``."""
        return replace(self, points=tuple(p for p in self.points if p.period.last_day <= as_of))


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What was measured about a series: the latest period beside its baseline, and the verdict.

    ``change`` is latest minus baseline in the series' unit; ``n`` is the number of answers in
    the latest period; ``p_value`` is corrected over all series that were looked at together.
    ``window`` names the periods compared, which are ``recent`` and ``before``. ``why`` says in
    words how the verdict came about.
    ``interval`` holds the change with 95 % (of this one comparison, not corrected). ``effect`` is
    its size without a unit: Cohen's h for shares, else in standard deviations of one answer, or
    of the usual scatter from period to period where no answers are known.
    """

    series: Series
    verdict: Verdict
    latest: float | None = None
    baseline: float | None = None
    change: float | None = None
    n: int | None = None
    p_value: float | None = None
    window: str = ""
    why: str = ""
    interval: tuple[float, float] | None = None
    effect: float | None = None
    recent: tuple[Period, ...] = ()
    before: tuple[Period, ...] = ()

    @property
    def doubt(self) -> float:
        """The p-value; 1 where nothing was tested. A p-value of nought is the surest there is."""
        return 1.0 if self.p_value is None else self.p_value
