"""A talk with a customer, as it is kept: what it was about, never who it was with."""

from dataclasses import dataclass
from datetime import date

from domain.audience import CURATOR_GROUP, EMPLOYEE_GROUP

INTERVIEW = "interview"  # the channel of what was said in one


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """One interview. ``role`` is the customer's job in general words.

    ``account`` and ``customer`` are the pseudonyms of the company and the person; ``turns`` counts
    what the customer said; ``journey`` is the id of a map, or ``map/step``.
    """

    id: str
    day: date
    persona: str
    segment: str = ""
    role: str = ""
    account: str = ""
    customer: str = ""
    turns: int = 0
    journey: str = ""
    may_be_quoted: bool = False

    @property
    def audience(self) -> str:
        """Without the customer's consent their words stay with those who curate."""
        return EMPLOYEE_GROUP if self.may_be_quoted else CURATOR_GROUP
