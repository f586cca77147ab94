"""A quarter or a year looked back on: few measures, what was done about each, and proof."""

from dataclasses import dataclass, field
from datetime import date

from domain.action import Action, ActionState, Side, Telling
from domain.error import BadInput
from domain.evidence import Evidence
from domain.period import Period, previous, quarter_of
from domain.statement import Statement
from domain.trend import Point, Series, Unit, Verdict

_SHORTEST = 28


@dataclass(frozen=True, slots=True)
class Reading:
    """One period's value, in the series' unit, and the same in words."""

    point: Point
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One measure. ``begin`` and ``end`` are its first and last reading of the period, ``change``
    what can honestly be said of it, ``doubt`` the 95 % interval of that in words.

    ``low`` and ``high`` are in the unit. ``done`` tells what was finished about it.
    """

    series: Series
    name: str
    step: str
    begin: Reading | None
    end: Reading
    verdict: Verdict
    change: Statement
    low: float | None = None
    high: float | None = None
    doubt: str = ""
    done: tuple[Statement, ...] = ()
    quote: Statement | None = None

    @property
    def unit(self) -> Unit:
        return self.series.unit

    @property
    def title(self) -> str:
        return f"{self.step}: {self.name}" if self.step else self.name[:1].upper() + self.name[1:]

    @property
    def readings(self) -> str:
        return f"{self.begin.told}; {self.end.told}" if self.begin else self.end.told


@dataclass(frozen=True, slots=True, kw_only=True)
class Loops:
    """How many actions were finished, dropped, and told to a side in a period, and how many were
    open at its end. Of the whole company: nobody is counted."""

    finished: int = 0
    told_customers: int = 0
    told_employees: int = 0
    dropped: int = 0
    open: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LookBack:
    """``until`` is the last day that was looked at, in a period that may not be over yet."""

    period: Period
    until: date
    comments: int
    loops: Loops
    measures: tuple[Measured, ...] = ()
    also_done: tuple[Statement, ...] = ()
    evidence: tuple[Evidence, ...] = field(default_factory=tuple)

    @property
    def is_empty(self) -> bool:
        return not (self.measures or self.also_done or self.comments or self.loops != Loops())

    @property
    def span(self) -> str:
        over = self.until >= self.period.last_day
        return str(self.period) if over else f"{self.period}, until {self.until}"

    @property
    def counts(self) -> tuple[str, ...]:
        """What was heard and what became of the actions, in sentences."""
        loops = self.loops
        told = f"customers of {_many(loops.told_customers, 'action')}"
        return (
            f"Heard: {_many(self.comments, 'comment')} of customers.",
            f"Finished: {_many(loops.finished, 'action')}. Dropped: {loops.dropped:,}.",
            f"Told what came of it: {told}, employees of {loops.told_employees:,}.",
            f"Still open at the end: {_many(loops.open, 'action')}.",
        )


def default_period(day: date) -> Period:
    """The last quarter that was over by the end of a day."""
    quarter = quarter_of(day)
    return quarter if quarter.last_day <= day else previous(quarter)


def last_looked_at(period: Period, day: date) -> date:
    """Raises BadInput for a period that is too short to look back on, or has not begun."""
    if period.days < _SHORTEST:
        raise BadInput(f"{period} is too short to look back on. Name a quarter or a year.")
    if period.first_day > day:
        raise BadInput(f"{period} had not begun by {day}. Name one that had.")
    return min(period.last_day, day)


def finished_within(actions: list[Action], first: date, last: date) -> list[Action]:
    """By the day on which the work was done."""
    done = [a for a in actions if a.finished and a.closed_on and first <= a.closed_on <= last]
    return sorted(done, key=lambda action: (action.closed_on or action.due, action.id))


def count_loops(actions: list[Action], tellings: list[Telling], first: date, last: date) -> Loops:
    """As it stood on the ``last`` day: what was closed later was still open then."""
    ended = [a for a in actions if a.closed_on and first <= a.closed_on <= last]
    told = [t.side for t in tellings if t.told and first <= t.day <= last]
    return Loops(
        finished=sum(action.finished for action in ended),
        dropped=sum(action.state is ActionState.DROPPED for action in ended),
        told_customers=told.count(Side.CUSTOMERS),
        told_employees=told.count(Side.EMPLOYEES),
        open=sum(
            a.created_on <= last and (a.closed_on is None or a.closed_on > last) for a in actions
        ),
    )


def _many(count: int, name: str) -> str:
    return f"{count:,} {name}" if count == 1 else f"{count:,} {name}s"
