"""A theme that comments suggest and nobody has named yet."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ProposalState(StrEnum):
    OPEN = "open"
    NAMED = "named"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeProposal:
    """A group of verbatims that no theme fits.

    ``words`` tell the group apart, the most telling first; each stands in several of its texts.
    ``evidence_ids`` are the members, the most central first.
    """

    id: str
    words: tuple[str, ...]
    evidence_ids: tuple[str, ...]
    state: ProposalState = ProposalState.OPEN
    name: str | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None
