"""Review: what the CX team decides about what is held."""

import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np
import sqlalchemy as sa

from domain.error import BadInput, NotFound
from domain.evidence import Kind
from domain.review import (
    MOVES,
    Backlog,
    Batch,
    Decision,
    Entry,
    Item,
    Place,
    Preview,
    Selection,
    Standing,
    Undone,
    next_state,
)
from domain.verbatim import State
from knowledge.removal import Wording
from knowledge.review import Rewording, Stamp
from storage.columns import newest_revision
from storage.review_entry import (
    ENTRY_COLUMNS,
    difference,
    last_batch,
    put_changes,
    read_batches,
    read_history,
    read_quoted,
    read_standings,
    write_entries,
)
from storage.review_queue import meant, read_backlog, read_preview, read_queue
from storage.review_undo import undo_batch
from storage.table import evidence, evidence_theme, review_entry, vector
from storage.transaction import writing

_CHUNK = 500
_DECISIONS = {
    State.APPROVED: Decision.APPROVE,
    State.FEATURED: Decision.FEATURE,
    State.REJECTED: Decision.REJECT,
    State.RETRACTED: Decision.RETRACT,
    State.NEW: Decision.RESTORE,
}


class SqlReview:
    """Implements ``knowledge.review.ReviewStore``."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def queue(self, chosen: Selection, limit: int, after: Place | None = None) -> list[Item]:
        with self._engine.connect() as connection:
            return read_queue(connection, chosen, limit, after)

    def preview(self, chosen: Selection, examples: int) -> Preview:
        with self._engine.connect() as connection:
            return read_preview(connection, chosen, examples)

    def backlog(self, now: datetime) -> Backlog:
        with self._engine.connect() as connection:
            return read_backlog(connection, now)

    def move(self, chosen: Selection, stamp: Stamp) -> int:
        with writing(self._engine) as connection:
            if chosen.ids:
                _check_ids(connection, chosen.ids, stamp.decision)
            sources, target = MOVES[stamp.decision]
            moves = [(source, target) for source in sources]
            return sum(_move(connection, chosen, stamp, move) for move in moves)

    def change(
        self, chosen: Selection, stamp: Stamp, decide: Callable[[Standing], Standing]
    ) -> int:
        with writing(self._engine) as connection:
            if chosen.ids:
                _check_ids(connection, chosen.ids, stamp.decision)
            held = [
                row
                for row in read_standings(connection, meant(chosen))
                if chosen.ids or row[2].state is not State.RETRACTED
            ]
            changes = [
                (seq, each, *difference(standing, decide(standing))) for seq, each, standing in held
            ]
            changed = [change for change in changes if change[2] != change[3]]
            _write(connection, stamp, [change[1:] for change in changed])
            put_changes(connection, [(seq, after) for seq, _, _, after in changed])
            return len(changed)

    def undo(self, batch: str | None, *, new_batch: str, by: str, at: datetime) -> Undone:
        with writing(self._engine) as connection:
            wanted = batch or last_batch(connection, by)
            return undo_batch(connection, wanted, new_batch=new_batch, by=by, at=at)

    def history(self, evidence_id: str) -> list[Entry]:
        with self._engine.connect() as connection:
            return read_history(connection, evidence_id)

    def batches(self, by: str | None, since: datetime | None, limit: int) -> list[Batch]:
        with self._engine.connect() as connection:
            return read_batches(connection, by, since, limit)

    def quoted(self, batch: str) -> list[str]:
        with self._engine.connect() as connection:
            return read_quoted(connection, batch)

    def wordings(self, evidence_id: str) -> list[Wording]:
        """The words of this evidence, then of its near-duplicates. Raises NotFound."""
        names = ("id", "text", "attributes", "moments", "heading")
        columns = [evidence.c[name] for name in names]
        group = sa.select(evidence.c.near).where(evidence.c.id == evidence_id).scalar_subquery()
        own = evidence.c.id == evidence_id
        query = sa.select(*columns).where(sa.or_(own, evidence.c.near == group))
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(own.desc(), evidence.c.seq)).all()
        if not rows or rows[0].id != evidence_id:
            raise _missing(evidence_id)
        return [
            Wording(row.id, row.text, row.attributes, _moments(row.moments), row.heading)
            for row in rows
        ]

    def reword(self, rewordings: Sequence[Rewording], stamp: Stamp) -> int:
        with writing(self._engine) as connection:
            revision = newest_revision(connection) + 1
            done = [each for each in rewordings if _reword(connection, each, revision)]
            _write(
                connection,
                stamp,
                [(each.new.id, {}, {"replaced": each.replaced}) for each in done],
            )
            if len(done) != len(rewordings):
                raise BadInput("The words were changed by somebody else just now. Look again.")
        return len(done)

    def themes(self) -> list[str]:
        """Every theme that anything is tagged with."""
        query = sa.select(evidence_theme.c.theme).distinct().order_by(evidence_theme.c.theme)
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def people(self) -> list[str]:
        """Everybody who has decided anything."""
        query = sa.select(review_entry.c.decided_by).distinct()
        with self._engine.connect() as connection:
            return sorted(connection.execute(query).scalars())

    def set_state(
        self, ids: Collection[str], state: State, by: str = "hearback", at: datetime | None = None
    ) -> int:
        """Move evidence to a state. Raises NotFound, changing nothing, if one is not held."""
        batch = f"b_{secrets.token_hex(4)}"
        stamp = Stamp(batch, _DECISIONS[state], by, at or datetime.now(UTC))
        return self.move(Selection(ids=tuple(ids)), stamp) if ids else 0

    def approve_source(self, source: str | None) -> int:
        """Approve everything that waits, of one source or of all."""
        where = {"source": source} if source else {}
        stamp = Stamp(f"b_{secrets.token_hex(4)}", Decision.APPROVE, "hearback", datetime.now(UTC))
        return self.move(Selection(states=(State.NEW,), where=where), stamp)

    def counts(self) -> dict[str, int]:
        """How many verbatims stand in each state."""
        query = (
            sa.select(evidence.c.state, sa.func.count())
            .where(evidence.c.kind == str(Kind.VERBATIM))
            .group_by(evidence.c.state)
        )
        with self._engine.connect() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def sources(self) -> list[tuple[str, int]]:
        query = (
            sa.select(evidence.c.source, sa.func.count())
            .where(evidence.c.kind == str(Kind.VERBATIM))
            .group_by(evidence.c.source)
            .order_by(evidence.c.source)
        )
        with self._engine.connect() as connection:
            return [(source, count) for source, count in connection.execute(query)]


def _move(
    connection: sa.Connection, chosen: Selection, stamp: Stamp, move: tuple[State, State]
) -> int:
    """Record and move everything that stands in one state, without a row leaving the database."""
    source, target = move
    revision = newest_revision(connection) + 1
    wanted = [*meant(chosen), evidence.c.state == str(source)]
    kept = {
        "batch": sa.literal(stamp.batch),
        "evidence_id": evidence.c.id,
        "decision": sa.literal(str(stamp.decision)),
        "before": sa.literal({"state": str(source)}, sa.JSON()),
        "after": sa.literal({"state": str(target)}, sa.JSON()),
        "decided_by": sa.literal(stamp.by),
        "decided_at": sa.literal(stamp.at, review_entry.c.decided_at.type),
        "undone": sa.false(),
    }
    entries = sa.select(*kept.values()).where(*wanted).order_by(evidence.c.seq)
    connection.execute(sa.insert(review_entry).from_select(ENTRY_COLUMNS, entries))
    moved = sa.update(evidence).where(*wanted)
    return connection.execute(moved.values(state=str(target), revision=revision)).rowcount


def _check_ids(connection: sa.Connection, ids: Sequence[str], decision: Decision) -> None:
    """Raises, changing nothing, if an id is not held or the decision is not allowed on it."""
    states: dict[str, str] = {}
    for start in range(0, len(ids), _CHUNK):
        chosen = evidence.c.id.in_(ids[start : start + _CHUNK])
        rows = connection.execute(sa.select(evidence.c.id, evidence.c.state).where(chosen))
        states.update((row.id, row.state) for row in rows)
    for each in ids:
        if each not in states:
            raise _missing(each)
        try:
            next_state(State(states[each]), decision)
        except BadInput as error:
            raise BadInput(f"{each}: {error} Nothing was changed.") from error


def _missing(evidence_id: str) -> NotFound:
    return NotFound(f"There is no evidence {evidence_id!r}. Nothing was changed.")


def _write(
    connection: sa.Connection,
    stamp: Stamp,
    changes: Sequence[tuple[str, Mapping[str, Any], Mapping[str, Any]]],
) -> None:
    write_entries(
        connection,
        changes,
        batch=stamp.batch,
        decision=str(stamp.decision),
        by=stamp.by,
        at=stamp.at,
    )


def _reword(connection: sa.Connection, change: Rewording, revision: int) -> bool:
    """Put new words in place of those that were read; False if others stand there by now."""
    same = (evidence.c.id == change.new.id) & (evidence.c.text == change.old_text)
    seq = connection.execute(sa.select(evidence.c.seq).where(same)).scalar()
    if seq is None:
        return False
    values = {
        "text": change.new.text,
        "heading": change.new.heading,
        "attributes": dict(change.new.attributes),
        "moments": [list(moment) for moment in change.new.moments] or None,
        "personal_doubt": False,
        "revision": revision,
    }
    connection.execute(sa.update(evidence).where(evidence.c.seq == seq).values(**values))
    data = np.ascontiguousarray(change.vector, dtype=np.float32).tobytes()
    connection.execute(sa.update(vector).where(vector.c.seq == seq).values(data=data))
    return True


def _moments(stored: Sequence[Sequence[float]] | None) -> tuple[tuple[int, float], ...]:
    return tuple((int(offset), second) for offset, second in stored or ())
