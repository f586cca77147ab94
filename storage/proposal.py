"""Theme proposals, and the verbatims that they are made of."""

from collections.abc import Sequence

import numpy as np
import sqlalchemy as sa

from domain.evidence import Kind
from domain.proposal import ProposalState, ThemeProposal
from domain.verbatim import SHOWN, State
from knowledge.theme_proposal import Unplaced
from storage.table import evidence, evidence_theme, theme_proposal, vector
from storage.transaction import writing

# Grouping reads at most so many; the content hash draws them, so a second run draws the same.
_MOST = 20_000
_DOUBTFUL = 0.8
_CHUNK = 500
_IN_REVIEW = [str(state) for state in (State.NEW, *SHOWN)]


class SqlProposals:
    """Implements ``knowledge.theme_proposal.Proposals``."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def unplaced(self) -> list[Unplaced]:
        placed = sa.exists().where(evidence_theme.c.seq == evidence.c.seq)
        one_of_each = (
            sa.select(sa.func.min(evidence.c.seq))
            .where(evidence.c.state.in_(_IN_REVIEW))
            .group_by(sa.func.coalesce(evidence.c.near, evidence.c.id))
        )
        query = (
            sa.select(evidence.c.id, evidence.c.text, vector.c.data)
            .join(vector, vector.c.seq == evidence.c.seq)
            .where(
                evidence.c.kind == str(Kind.VERBATIM),
                evidence.c.tagged_by == "machine",
                sa.or_(~placed, evidence.c.tag_doubt >= _DOUBTFUL),
                evidence.c.seq.in_(one_of_each),
            )
            .order_by(evidence.c.content_hash)
            .limit(_MOST)
        )
        with self._engine.connect() as connection:
            return [
                Unplaced(row.id, row.text, np.frombuffer(row.data, dtype=np.float32))
                for row in connection.execute(query)
            ]

    def all(self, state: ProposalState | None = None) -> list[ThemeProposal]:
        query = sa.select(theme_proposal).order_by(theme_proposal.c.n.desc(), theme_proposal.c.id)
        if state is not None:
            query = query.where(theme_proposal.c.state == str(state))
        with self._engine.connect() as connection:
            return [_proposal(row) for row in connection.execute(query)]

    def get(self, proposal_id: str) -> ThemeProposal | None:
        query = sa.select(theme_proposal).where(theme_proposal.c.id == proposal_id)
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        return _proposal(row) if row else None

    def put_open(self, proposals: Sequence[ThemeProposal]) -> None:
        is_open = theme_proposal.c.state == str(ProposalState.OPEN)
        with writing(self._engine) as connection:
            connection.execute(sa.delete(theme_proposal).where(is_open))
            for each in proposals:
                connection.execute(sa.insert(theme_proposal).values(**_values(each)))

    def decide(self, proposal: ThemeProposal) -> None:
        chosen = theme_proposal.c.id == proposal.id
        with writing(self._engine) as connection:
            connection.execute(sa.update(theme_proposal).where(chosen).values(**_values(proposal)))

    def held_members(self, proposal: ThemeProposal) -> list[str]:
        with self._engine.connect() as connection:
            return _held(connection, proposal.evidence_ids)

    def quotes(self, proposal: ThemeProposal, count: int = 3) -> list[tuple[str, str]]:
        """Ids and words of the first members that are still held."""
        first = proposal.evidence_ids[: count * 4]
        query = sa.select(evidence.c.id, evidence.c.text).where(
            evidence.c.id.in_(first), evidence.c.state.in_(_IN_REVIEW)
        )
        with self._engine.connect() as connection:
            held = {row.id: row.text for row in connection.execute(query)}
        return [(each, held[each]) for each in first if each in held][:count]

    def verbatim_count(self) -> int:
        """How many verbatims are held and not turned away; the whole of a proposal's share."""
        query = (
            sa.select(sa.func.count())
            .select_from(evidence)
            .where(evidence.c.kind == str(Kind.VERBATIM), evidence.c.state.in_(_IN_REVIEW))
        )
        with self._engine.connect() as connection:
            return int(connection.execute(query).scalar_one())


def _held(connection: sa.Connection, ids: Sequence[str]) -> list[str]:
    found: list[str] = []
    for start in range(0, len(ids), _CHUNK):
        held = evidence.c.id.in_(ids[start : start + _CHUNK]), evidence.c.state.in_(_IN_REVIEW)
        found += connection.execute(sa.select(evidence.c.id).where(*held)).scalars()
    return found


def _values(each: ThemeProposal) -> dict[str, object]:
    return {
        "id": each.id,
        "words": list(each.words),
        "evidence_ids": list(each.evidence_ids),
        "n": len(each.evidence_ids),
        "state": str(each.state),
        "name": each.name,
        "decided_by": each.decided_by,
        "decided_at": each.decided_at,
    }


def _proposal(row: sa.Row[tuple[object, ...]]) -> ThemeProposal:
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public way to read by name
    return ThemeProposal(
        id=values["id"],
        words=tuple(values["words"]),
        evidence_ids=tuple(values["evidence_ids"]),
        state=ProposalState(values["state"]),
        name=values["name"],
        decided_by=values["decided_by"],
        decided_at=values["decided_at"],
    )
