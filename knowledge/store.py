"""What the knowledge base needs of storage."""

from collections.abc import Collection, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from domain.insight import Insight
from domain.interview import Interview
from domain.journey import JourneyMap
from domain.role import Policy, Role
from domain.trend import Series
from domain.verbatim import Verbatim


class Truth(Protocol):
    """The one place where what was imported is kept."""

    def secret(self) -> bytes:
        """The key of this home, under which customers get their pseudonyms."""
        ...

    def known_hashes(self, hashes: Collection[str]) -> set[str]:
        """Those of the content hashes that are stored already, in whatever state."""
        ...

    def add_verbatims(self, rows: Sequence[Verbatim], vectors: NDArray[np.float32]) -> int:
        """Store rows with their vectors, shape ``(len(rows), 384)``, in one transaction.

        Content hashes that are stored already are left alone. Returns how many were new.
        """
        ...

    def are_forgotten(self, marks: Collection[str]) -> set[str]:
        """Those of the marks whose customers asked to be forgotten, and are not imported again."""
        ...

    def put_series(self, series: Sequence[Series]) -> tuple[int, int]:
        """Merge points into the stored series of the same id.

        Returns how many points were new or changed, and how many were as stored.
        """
        ...

    def put_journey(self, map: JourneyMap) -> bool:  # noqa: A002 - the word of the house
        """Store the map in place of the one with its id. Returns whether anything changed."""
        ...

    def put_roles(self, roles: Sequence[Role]) -> int:
        """Store roles in place of those with their names. Returns how many changed."""
        ...

    def put_interview(self, interview: Interview) -> bool:
        """Store an interview in place of the one with its id. Returns whether anything changed."""
        ...

    def show_interview_to(self, interview_id: str, audience: str) -> int:
        """Give what was said in an interview to another audience; how many turns moved."""
        ...

    def put_policy(self, policy: Policy) -> bool:
        """Store a policy in place of the one of that role and id. Returns whether it changed."""
        ...

    def put_insight(self, insight: Insight) -> bool:
        """Store an insight in place of the one with its id. Returns whether anything changed."""
        ...

    def evidence_named(self, refs: Collection[str], *, shown: bool = False) -> dict[str, str]:
        """The id of the evidence that each reference names: an id, an id in an imported file, a
        journey step or a trend. With ``shown``, only what is approved; others are left out."""
        ...

    def interviews(self) -> list[Interview]: ...

    def journeys(self) -> list[JourneyMap]: ...

    def roles(self) -> list[Role]: ...
