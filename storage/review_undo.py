"""The way back from a batch of decisions."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from domain.error import BadInput, NotFound
from domain.review import Decision, Entry, Standing, Undone, refusal_of_undo, undo_name
from storage.columns import newest_revision
from storage.review_entry import (
    ENTRY_COLUMNS,
    put_changes,
    read_entries,
    read_standings,
    write_entries,
)
from storage.table import evidence, review_entry

_entry = review_entry.c


def undo_batch(
    connection: sa.Connection, batch: str, *, new_batch: str, by: str, at: datetime
) -> Undone:
    """Bring back what a batch changed. Raises BadInput where that cannot be done exactly."""
    decision = _decision_of(connection, batch)
    _refuse(decision, _later(connection, batch))
    moves = _moves(connection, batch)
    gone = _gone(connection, batch)
    stamp = {"batch": new_batch, "decision": undo_name(decision), "by": by, "at": at}
    if moves is None:
        restored = _restore_each(connection, batch, decision, stamp)
    else:
        restored = _restore_states(connection, batch, decision, stamp, moves)
    undone = sa.update(review_entry).where(_entry.batch == batch).values(undone=True)
    connection.execute(undone)
    return Undone(new_batch, batch, decision, restored, gone)


def _decision_of(connection: sa.Connection, batch: str) -> str:
    query = sa.select(_entry.decision, _entry.undone).where(_entry.batch == batch).limit(1)
    found = connection.execute(query).first()
    if found is None:
        raise NotFound(f"There is no batch {batch!r}. See: hearback review history")
    if found.undone:
        raise BadInput(f"Batch {batch} is undone already. See: hearback review history")
    return str(found.decision)


def _refuse(decision: str, later: Sequence[str]) -> None:
    if refusal := refusal_of_undo(decision, later):
        raise BadInput(refusal)


def _later(connection: sa.Connection, batch: str) -> list[str]:
    """Ids of the batch on which something was decided later that still holds."""
    mine, other = review_entry.alias("mine"), review_entry.alias("other")
    newer = sa.select(other.c.number).where(
        other.c.evidence_id == mine.c.evidence_id,
        other.c.number > mine.c.number,
        other.c.batch != batch,
        other.c.undone.is_(False),
        other.c.decision != str(Decision.REDACT),
        other.c.decision.not_like("undo %"),
    )
    query = sa.select(mine.c.evidence_id).where(mine.c.batch == batch, newer.exists())
    return list(connection.execute(query.order_by(mine.c.evidence_id)).scalars())


def _gone(connection: sa.Connection, batch: str) -> tuple[str, ...]:
    """Ids of the batch that are not held any more."""
    held = sa.select(evidence.c.id).where(evidence.c.id == _entry.evidence_id)
    query = sa.select(_entry.evidence_id).where(_entry.batch == batch, ~held.exists())
    return tuple(connection.execute(query.order_by(_entry.number)).scalars())


def _moves(connection: sa.Connection, batch: str) -> list[tuple[str, str]] | None:
    """The changes of state in a batch, or None if it changed anything else."""
    query = sa.select(_text(_entry.before), _text(_entry.after)).where(_entry.batch == batch)
    pairs = [
        (json.loads(before), json.loads(after))
        for before, after in connection.execute(query.distinct().limit(50))
    ]
    if any({*before, *after} != {"state"} for before, after in pairs):
        return None
    return [(before["state"], after["state"]) for before, after in pairs]


def _restore_states(
    connection: sa.Connection,
    batch: str,
    decision: str,
    stamp: dict[str, Any],
    moves: Sequence[tuple[str, str]],
) -> int:
    """A batch that moved states alone goes back without a row leaving the database."""
    restored = 0
    for before, after in moves:
        same = [_entry.batch == batch]
        same += [_text(c) == json.dumps({"state": s}) for c, s in _sides(before, after)]
        ids = sa.select(_entry.evidence_id).where(*same)
        changed = sa.select(evidence.c.id).where(evidence.c.id.in_(ids), evidence.c.state != after)
        _refuse(decision, list(connection.execute(changed).scalars()))
        entries = (
            sa.select(
                sa.literal(stamp["batch"]),
                _entry.evidence_id,
                sa.literal(stamp["decision"]),
                _entry.after,
                _entry.before,
                sa.literal(stamp["by"]),
                sa.literal(stamp["at"], _entry.decided_at.type),
                sa.false(),
            )
            .join(evidence, evidence.c.id == _entry.evidence_id)
            .where(*same)
            .order_by(_entry.number)
        )
        connection.execute(sa.insert(review_entry).from_select(ENTRY_COLUMNS, entries))
        back = sa.update(evidence).where(evidence.c.id.in_(ids))
        values = {"state": before, "revision": newest_revision(connection) + 1}
        restored += connection.execute(back.values(values)).rowcount
    return restored


def _sides(before: str, after: str) -> list[tuple[sa.Column[Any], str]]:
    return [(_entry.before, before), (_entry.after, after)]


def _restore_each(
    connection: sa.Connection, batch: str, decision: str, stamp: dict[str, Any]
) -> int:
    ids = sa.select(_entry.evidence_id).where(_entry.batch == batch)
    rows = read_standings(connection, [evidence.c.id.in_(ids)])
    now = {each: (seq, standing) for seq, each, standing in rows}
    entries = read_entries(connection, _entry.batch == batch)
    held = [entry for entry in entries if entry.evidence_id in now]
    changed = [e.evidence_id for e in held if not _as_left(e, now[e.evidence_id][1])]
    _refuse(decision, changed)
    put_changes(connection, [(now[entry.evidence_id][0], entry.before) for entry in held])
    write_entries(connection, [(e.evidence_id, e.after, e.before) for e in held], **stamp)
    return len(held)


def _as_left(entry: Entry, now: Standing) -> bool:
    held = asdict(now)
    return all(held[name] == _plain(name, value) for name, value in entry.after.items())


def _plain(name: str, value: Any) -> Any:
    return tuple(value) if name == "themes" else value


def _text(column: sa.Column[Any]) -> sa.ColumnElement[str]:
    return sa.cast(column, sa.Text)
