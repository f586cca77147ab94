"""Withdrawing evidence, and forgetting it: deleted for good, so that no byte of it stays."""

import secrets
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime, time

import sqlalchemy as sa

from domain.error import BadInput, NotFound
from domain.evidence import Kind
from domain.verbatim import State
from knowledge.withdrawal import Erased, sample_traces
from storage.columns import newest_revision
from storage.conversation import queue_withdrawals
from storage.erasure import Wanted, erase
from storage.proof import finds_in_full_text, finds_in_tables, finds_in_vectors, telling
from storage.table import evidence, forgotten, review_entry, withdrawn
from storage.transaction import writing

_SWEEP = (
    "INSERT INTO evidence_text(evidence_text) VALUES('optimize')",
    "VACUUM",
    "PRAGMA wal_checkpoint(TRUNCATE)",
)
_RETRACT, _RESTORE = "retract", "restore"


class SqlWithdrawal:
    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def retract(
        self, ids: Collection[str], *, reason: str, by: str, at: datetime
    ) -> tuple[int, list[str]]:
        """Take evidence of any kind out of everything: how much, and the messages that showed it.

        Raises NotFound, changing nothing, if one is not held.
        """
        wanted = list(dict.fromkeys(ids))
        with writing(self._engine) as connection:
            moved = _move(connection, wanted, _RETRACT, by, at)
            known = set(connection.execute(sa.select(withdrawn.c.evidence_id)).scalars())
            rows = [
                {"evidence_id": each, "reason": reason, "withdrawn_by": by, "withdrawn_at": at}
                for each in wanted
                if each not in known
            ]
            if rows:
                connection.execute(sa.insert(withdrawn), rows)
            return moved, queue_withdrawals(connection, wanted)

    def restore(self, ids: Collection[str], *, by: str, at: datetime) -> int:
        """Undo retractions: everything stands again as it stood before; how much.

        A note that nothing stands for now comes back when notes are next written. Raises NotFound
        or BadInput, changing nothing, for what is not held or not retracted.
        """
        wanted = list(dict.fromkeys(ids))
        with writing(self._engine) as connection:
            _move(connection, wanted, _RESTORE, by, at)
            gone = withdrawn.c.evidence_id.in_(wanted)
            connection.execute(sa.delete(withdrawn).where(gone))
            return len(wanted)

    def forget(
        self, names: Collection[str], spoken: Collection[str] = ()
    ) -> tuple[Erased, list[str]]:
        """Delete every comment of these pseudonyms, and every trace; the messages that showed it.

        ``spoken`` is what people call the customer: taken out of what they wrote themselves.
        """
        said_by = evidence.c.customer.in_(sorted(names)) | evidence.c.account.in_(sorted(names))
        return self._erase(Wanted(said_by, frozenset(names), frozenset(spoken)))

    def forget_older(self, source: str, first_kept: date) -> tuple[Erased, list[str]]:
        """Delete what a source said before a day (undated: what was added before it)."""
        return self._erase(Wanted(_older(source, first_kept)))

    def count_older(self, source: str, first_kept: date) -> int:
        query = sa.select(sa.func.count()).where(_older(source, first_kept))
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one()

    def _erase(self, wanted: Wanted) -> tuple[Erased, list[str]]:
        with writing(self._engine) as connection:
            erased, messages = erase(connection, wanted)
            traces = tuple(telling(connection, sample_traces(erased.traces)))
            return replace(erased, traces=traces), messages

    def finds(self, erased: Erased) -> dict[str, Counter[str]]:
        """What the database still finds of what was deleted, by store and place."""
        with self._engine.connect() as connection:
            return {
                "tables": finds_in_tables(connection, erased),
                "full_text": Counter(evidence_text=finds_in_full_text(connection, erased)),
                "vectors": Counter(vector=finds_in_vectors(connection, erased)),
            }

    def bar(self, marks: Collection[str]) -> None:
        """Import nobody with these marks again."""
        with writing(self._engine) as connection:
            known = set(connection.execute(sa.select(forgotten.c.mark)).scalars())
            fresh = [{"mark": mark} for mark in sorted(set(marks) - known)]
            if fresh:
                connection.execute(sa.insert(forgotten), fresh)

    def allow(self, marks: Collection[str]) -> int:
        """Let them be imported again; how many were barred."""
        with writing(self._engine) as connection:
            gone = sa.delete(forgotten).where(forgotten.c.mark.in_(sorted(marks)))
            return connection.execute(gone).rowcount

    def mentions(self, spoken: str) -> list[str]:
        """The comments of others that name this customer."""
        query = sa.select(evidence.c.id).where(evidence.c.text.icontains(spoken, autoescape=True))
        with self._engine.connect() as connection:
            return list(connection.execute(query.order_by(evidence.c.id)).scalars())

    def sweep(self) -> None:
        """Rewrite the database file, so that deleted words are in no free page or log."""
        connection = self._engine.raw_connection()
        try:
            for statement in _SWEEP:  # none of these may stand in a transaction
                connection.cursor().execute(statement)
        finally:
            connection.close()


def _older(source: str, first_kept: date) -> sa.ColumnElement[bool]:
    midnight = datetime.combine(first_kept, time.min)
    undated = evidence.c.occurred_at.is_(None) & (evidence.c.added_at < midnight)
    return sa.and_(
        evidence.c.kind == str(Kind.VERBATIM),
        evidence.c.source == source,
        sa.or_(evidence.c.occurred_at < first_kept, undated),
    )


def _move(connection: sa.Connection, ids: list[str], decision: str, by: str, at: datetime) -> int:
    """Write down who decided what, and move what is not there already."""
    rows = sa.select(evidence.c.id, evidence.c.state).where(evidence.c.id.in_(ids))
    held = {row.id: State(row.state) for row in connection.execute(rows)}
    _refuse(connection, ids, held, decision)
    if decision == _RETRACT:
        target = dict.fromkeys(held, State.RETRACTED)
    else:
        target = {each: _state_before(connection, each) for each in held}
    moving = [each for each in held if held[each] != target[each]]
    revision = newest_revision(connection) + 1
    for each in moving:
        fresh = {"state": str(target[each]), "revision": revision}
        connection.execute(sa.update(evidence).where(evidence.c.id == each).values(fresh))
    batch = f"b_{secrets.token_hex(4)}"
    entries = [
        {
            "batch": batch,
            "evidence_id": each,
            "decision": decision,
            "before": {"state": str(held[each])},
            "after": {"state": str(target[each])},
            "decided_by": by,
            "decided_at": at,
        }
        for each in moving
    ]
    if entries:
        connection.execute(sa.insert(review_entry), entries)
    return len(moving)


def _refuse(
    connection: sa.Connection, ids: list[str], held: Mapping[str, State], decision: str
) -> None:
    """Raise NotFound or BadInput for what cannot be decided so, before anything is changed."""
    noted = sa.select(withdrawn.c.evidence_id).where(withdrawn.c.evidence_id.in_(ids))
    known = {*held, *connection.execute(noted).scalars()}
    for each in ids:
        if each not in known or (each not in held and decision == _RETRACT):
            raise NotFound(f"There is no evidence {each!r}. Nothing was changed.")
        if decision == _RESTORE and held.get(each, State.RETRACTED) != State.RETRACTED:
            raise BadInput(f"{each} is not retracted, so there is nothing to restore.")


def _state_before(connection: sa.Connection, evidence_id: str) -> State:
    """Where it stood when it was last retracted."""
    query = (
        sa.select(review_entry.c.before)
        .where(review_entry.c.evidence_id == evidence_id, review_entry.c.decision == _RETRACT)
        .order_by(review_entry.c.number.desc())
    )
    before = connection.execute(query).scalar() or {}
    return State(before.get("state", State.APPROVED))
