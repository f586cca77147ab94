"""New themes: comments that no theme fits, in groups that a person can name or dismiss."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from domain.error import BadInput, NotFound
from domain.proposal import ProposalState, ThemeProposal
from domain.review import Decided, Decision, Selection, TagEdit
from knowledge.grouping import group_vectors, most_central, tell_apart

# A group is the same as before if it shares more than half of what both hold together.
_SAME = 0.5
_ID_DIGITS = 8


@dataclass(frozen=True, slots=True, eq=False)
class Unplaced:
    """A verbatim without a theme, or with one that is a guess; its vector has shape (384,)."""

    id: str
    text: str
    vector: NDArray[np.float32]


class Proposals(Protocol):
    """Where proposals and what people decided about them are kept."""

    def unplaced(self) -> list[Unplaced]:
        """Verbatims that fit no theme, one of each group of near-duplicates."""
        ...

    def all(self, state: ProposalState | None = None) -> list[ThemeProposal]: ...

    def get(self, proposal_id: str) -> ThemeProposal | None: ...

    def put_open(self, proposals: Sequence[ThemeProposal]) -> None:
        """Keep these in place of all that are open; what was decided stays."""
        ...

    def decide(self, proposal: ThemeProposal) -> None: ...

    def held_members(self, proposal: ThemeProposal) -> list[str]:
        """The ids of the members that are held and in review."""
        ...


class Tagging(Protocol):
    """The part of ``knowledge.review.Review`` by which tags are set, written down and undone."""

    def tag(self, chosen: Selection, edit: TagEdit, by: str, at: datetime) -> Decided: ...


def propose_themes(proposals: Proposals) -> list[ThemeProposal]:
    """Group what fits no theme. Ids stay where a group is mostly the same; what was dismissed
    is not proposed again."""
    unplaced = proposals.unplaced()
    if not unplaced:
        proposals.put_open([])
        return []
    vectors = np.stack([each.vector for each in unplaced])
    groups = group_vectors(vectors)
    words = tell_apart([each.text for each in unplaced], groups)
    fresh = [
        _proposal([unplaced[at].id for at in most_central(vectors, group)], telling)
        for group, telling in zip(groups, words, strict=True)
    ]
    known = proposals.all()
    kept = [_under_known_id(each, known) for each in fresh if not _was_decided(each, known)]
    proposals.put_open(kept)
    return kept


def name_proposal(
    proposals: Proposals,
    review: Tagging,
    proposal_id: str,
    *,
    name: str,
    theme: str,
    by: str,
    at: datetime,
) -> Decided:
    """Record the name and give the members the theme, as a decision that can be undone.

    Raises NotFound, or BadInput for one that is decided.
    """
    proposal = open_proposal(proposals, proposal_id)
    held = tuple(proposals.held_members(proposal))
    # No ids would mean every comment there is.
    none = Decided(None, Decision.TAG, 0)
    tagged = review.tag(Selection(ids=held), TagEdit(themes=(theme,)), by, at) if held else none
    named = replace(proposal, state=ProposalState.NAMED, name=name, decided_by=by, decided_at=at)
    proposals.decide(named)
    return tagged


def dismiss_proposal(proposals: Proposals, proposal_id: str, *, by: str, at: datetime) -> None:
    """Never propose this group again. Raises NotFound, or BadInput for one that is decided."""
    proposal = open_proposal(proposals, proposal_id)
    proposals.decide(replace(proposal, state=ProposalState.DISMISSED, decided_by=by, decided_at=at))


def open_proposal(proposals: Proposals, proposal_id: str) -> ThemeProposal:
    """The proposal, if it still waits. Raises NotFound, or BadInput for one that is decided."""
    proposal = proposals.get(proposal_id)
    if proposal is None:
        raise NotFound(
            f"There is no theme proposal {proposal_id!r}. hearback themes list shows them all."
        )
    if proposal.state != ProposalState.OPEN:
        raise BadInput(
            f"{proposal_id} was {proposal.state} already, by {proposal.decided_by}. "
            "hearback themes list --state open shows what waits."
        )
    return proposal


def _proposal(ids: Sequence[str], words: tuple[str, ...]) -> ThemeProposal:
    digest = hashlib.sha256(" ".join(sorted(ids)).encode()).hexdigest()
    return ThemeProposal(id=f"t_{digest[:_ID_DIGITS]}", words=words, evidence_ids=tuple(ids))


def _was_decided(fresh: ThemeProposal, known: Sequence[ThemeProposal]) -> bool:
    """Whether most of its members were in one group that a person has decided about."""
    members = set(fresh.evidence_ids)
    return any(
        len(members & set(each.evidence_ids)) > _SAME * len(members)
        for each in known
        if each.state == ProposalState.DISMISSED
    )


def _under_known_id(fresh: ThemeProposal, known: Sequence[ThemeProposal]) -> ThemeProposal:
    """Two groups cannot both share over half with a third, so no id is given twice."""
    for each in known:
        if each.state == ProposalState.OPEN and _alike(fresh, each) > _SAME:
            return replace(fresh, id=each.id)
    return fresh


def _alike(one: ThemeProposal, other: ThemeProposal) -> float:
    mine, theirs = set(one.evidence_ids), set(other.evidence_ids)
    return len(mine & theirs) / max(len(mine | theirs), 1)
