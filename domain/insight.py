"""A claim that the CX team stands behind, with what it rests on."""

from dataclasses import dataclass
from datetime import date

from domain.audience import EMPLOYEE_GROUP
from domain.period import Period, parse_period

KINDS = ("customer", "competitive", "technology", "regulatory")
_YEAR, _MONTH, _WEEK = 365.25, 30.44, 7
_OLD_YEARS = 2


@dataclass(frozen=True, slots=True)
class Outside:
    """A statistic from outside: its source, and when that was published (a day, month or year)."""

    source: str
    published: str
    url: str = ""
    value: str = ""

    @property
    def period(self) -> Period:
        return parse_period(self.published)

    def is_old(self, as_of: date) -> bool:
        """Whether it was published more than two years before that day."""
        return _days(self.period, as_of) > _OLD_YEARS * _YEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Insight:
    """A claim, what kind it is, who owns it and since when, and its evidence.

    ``evidence`` are ids of stored evidence, or what the team wrote where nothing is held yet.
    ``step`` is ``journey/step``.
    """

    id: str
    claim: str
    kind: str
    owner: str
    day: date
    evidence: tuple[str, ...] = ()
    outside: tuple[Outside, ...] = ()
    step: str = ""
    theme: str = ""
    role: str = ""
    audience: str = EMPLOYEE_GROUP

    @property
    def rests_on_comments(self) -> bool:
        """Whether it sums up comments only, and so is no second source beside them."""
        return not self.outside and all(ref.startswith("v_") for ref in self.evidence)


def age_in_words(published: Period, as_of: date) -> str:
    """``5 years``, ``7 months``, ``3 weeks``, ``2 days``: how old something is on a day."""
    days = _days(published, as_of)
    for length, name in ((_YEAR, "year"), (_MONTH, "month"), (_WEEK, "week"), (1, "day")):
        if (count := int(days // length)) >= 1:
            return f"{count} {name}{'s' if count > 1 else ''}"
    return "less than a day"


def _days(published: Period, as_of: date) -> int:
    """From the middle of what is known of the day, so that "2021" is not taken for January."""
    half = (published.last_day - published.first_day) / 2
    return (as_of - (published.first_day + half)).days
