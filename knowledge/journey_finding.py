"""What an audit of the maps looks at, what it finds, and by which names its checks go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.interview import Interview
from domain.journey import JourneyMap
from domain.role import Policy, Role
from knowledge.journey_picture import Evidence

# Clarabridge told why most journey maps fail; the Sellers' Compass is the way of New Business
# Strategies to align sellers with buyers. Each check says whose advice it is, and in which words.
CHECKS: Mapping[str, str] = {
    "made up": "Clarabridge's pitfall: the map was made up, with no interview behind it",
    "feeling without proof": "Clarabridge's pitfall: the map was made up, "
    "with feelings that no customer's words bear out",
    "no vision": "Clarabridge's pitfall: there is no vision of a better state",
    "no sponsor": "Clarabridge's pitfall: all talk, no action, as nobody with power sponsors it",
    "collecting dust": "Clarabridge's pitfall: the map collects dust, not reviewed for a year",
    "inside-out": "Sellers' Compass, see it from outside: say it as the customer lives it",
    "no listening post": "Sellers' Compass, listen all the way: a listening post at every step",
    "outside every step": "Sellers' Compass, begin before and end after our part: "
    "comments that fit no step",
    "nobody owns the step": "Sellers' Compass, agree who does what: every step has its owner",
    "no such owner": "Sellers' Compass, agree who does what: "
    "responsibilities that no role owns, and links that lead nowhere",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend: which check, in which map or step, what is the matter, what to do."""

    check: str
    where: str
    what: str
    do: str


@dataclass(frozen=True, slots=True)
class Outside:
    """Comments that fit no step: how many of all, their commonest themes, some ids to open."""

    n: int = 0
    total: int = 0
    themes: tuple[tuple[str, int], ...] = ()
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditInput:
    """What an audit looks at. ``evidence`` tallies a step's approved comments.

    ``policies`` are all that were imported, also those of a role that is not held any more.
    """

    journeys: Sequence[JourneyMap]
    roles: Sequence[Role]
    evidence: Evidence
    as_of: date
    interviews: Sequence[Interview] = ()
    policies: Sequence[Policy] = ()
    outside: Outside = Outside()
