"""Deleting evidence with everything that knows of it, in one transaction."""

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from domain.evidence import Kind
from knowledge.withdrawal import Erased, Trace, choose_phrases
from storage.columns import newest_revision
from storage.conversation import queue_withdrawals
from storage.knowledge import remove
from storage.loop_table import action_event, action_telling
from storage.session_table import session
from storage.table import (
    action,
    document,
    evidence,
    hypothesis,
    metadata,
    removed,
    review_entry,
    theme_proposal,
    told,
    unanswered,
    vector,
    withdrawn,
)

_CHUNK = 500
_WITHDRAWN = "[withdrawn]"
_SHORTEST_QUOTE = 20
# Part of a vector, by which it is known wherever it lies.
_VECTOR_BYTES = slice(64, 128)
# What people wrote about customers; a name that was typed there goes too.
_FREE_WORDS = (unanswered, hypothesis, action, action_event, action_telling, session)
_TRACED = (evidence, document, theme_proposal, *_FREE_WORDS)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows go, and what else their customer is called: pseudonyms, and as people say it."""

    rows: sa.ColumnElement[bool]
    names: frozenset[str] = frozenset()
    spoken: frozenset[str] = frozenset()


def erase(connection: sa.Connection, wanted: Wanted) -> tuple[Erased, list[str]]:
    """Delete the rows and every trace of them; also the messages that have shown them."""
    rows = connection.execute(
        sa.select(evidence.c.seq, evidence.c.id, evidence.c.text, evidence.c.heading, vector.c.data)
        .outerjoin(vector, vector.c.seq == evidence.c.seq)
        .where(wanted.rows)
        .order_by(evidence.c.seq)
    ).all()
    ids = [row.id for row in rows]
    counts: Counter[str] = Counter()
    messages = queue_withdrawals(connection, ids)
    counts["messages"] = len(messages)
    for table, column in (
        (told, told.c.evidence_id),
        (review_entry, review_entry.c.evidence_id),
        (withdrawn, withdrawn.c.evidence_id),
    ):
        counts[table.name] = _delete_named(connection, table, column, ids)
    counts["evidence"] = remove(
        connection, [row.seq for row in rows], newest_revision(connection) + 1
    )
    counts["vector"] = sum(row.data is not None for row in rows)
    _forget_ids(connection, [row.seq for row in rows])
    _close_groups(connection, ids)
    said = [words for row in rows for words in (row.text, row.heading) if words]
    quotes = [words for words in said if len(words) >= _SHORTEST_QUOTE]
    trail = Trail(wanted.names.union(ids), quotes, wanted.spoken)
    counts.update(_interviews_gone(connection, wanted.names))
    changed = _clean(connection, trail)
    counts.update(changed)
    traces = [
        Trace(
            row.id,
            row.seq,
            (*choose_phrases(row.text), *choose_phrases(row.heading or "")),
            (row.data or b"")[_VECTOR_BYTES],
        )
        for row in rows
    ]
    erased = Erased(
        ids=tuple(ids),
        names=wanted.names,
        removed=+counts,
        traces=tuple(traces),
        documents_changed=bool(changed["document"]),
    )
    return erased, messages


def _chunks(names: Collection[Any]) -> Iterator[list[Any]]:
    listed = list(names)
    for start in range(0, len(listed), _CHUNK):
        yield listed[start : start + _CHUNK]


def _delete_named(
    connection: sa.Connection, table: sa.Table, column: sa.Column[str], ids: Collection[str]
) -> int:
    found = 0
    for chunk in _chunks(ids):
        name = sa.case(
            (
                sa.func.instr(column, "@") > 0,
                sa.func.substr(column, 1, sa.func.instr(column, "@") - 1),
            ),
            else_=column,
        )
        found += connection.execute(sa.delete(table).where(name.in_(chunk))).rowcount
    return found


def _forget_ids(connection: sa.Connection, keys: Collection[int]) -> None:
    """An index is told by number what it must let go of; the id is not needed for that."""
    for chunk in _chunks(keys):
        connection.execute(sa.update(removed).where(removed.c.seq.in_(chunk)).values(id=""))


def _close_groups(connection: sa.Connection, ids: Collection[str]) -> None:
    """A group of the same words that was called after one of these gets another name."""
    for chunk in _chunks(ids):
        members = sa.select(evidence.c.near, sa.func.min(evidence.c.id), sa.func.count()).where(
            evidence.c.near.in_(chunk)
        )
        for near, first, count in connection.execute(members.group_by(evidence.c.near)).all():
            renamed = sa.update(evidence).where(evidence.c.near == near)
            fresh = {"near": first if count > 1 else None, "revision": newest_revision(connection)}
            connection.execute(renamed.values(fresh))


def _interviews_gone(connection: sa.Connection, names: Collection[str]) -> Counter[str]:
    """Documents that are about one of these customers as a whole, such as an interview."""
    held = connection.execute(sa.select(document.c.kind, document.c.id, document.c.body)).all()
    gone = [
        row
        for row in held
        if isinstance(row.body, dict)
        and {row.body.get("customer"), row.body.get("account")} & {*names}
    ]
    for row in gone:
        key = (document.c.kind == row.kind) & (document.c.id == row.id)
        connection.execute(sa.delete(document).where(key))
    return Counter({"interview": len(gone)})


class Trail:
    """What must not stand in anything that people or programs wrote about the evidence."""

    def __init__(
        self, needles: Collection[str], quotes: Collection[str], spoken: Collection[str]
    ) -> None:
        self._needles = frozenset(needles)
        self._quotes = sorted(quotes, key=len, reverse=True)
        said = "|".join(re.escape(name) for name in sorted(spoken, key=len, reverse=True))
        self._spoken = re.compile(rf"(?<!\w)(?:{said})(?!\w)", re.IGNORECASE) if said else None

    def cleaned(self, value: Any, *, names: bool = False) -> Any:
        """The value without ids, quotes and (in free words) names; None if nothing is left."""
        if isinstance(value, str):
            return self._clean_text(value, names=names)
        if isinstance(value, list):
            parts = [self.cleaned(part, names=names) for part in value if not self._cites(part)]
            return [part for part in parts if part is not None]
        if isinstance(value, dict):
            return {
                name: "" if part and cleaned is None else cleaned
                for name, part in value.items()
                if name not in self._needles
                for cleaned in [self.cleaned(part, names=names)]
            }
        return value

    def _cites(self, part: Any) -> bool:
        """Whether an entry of a list is there for the sake of one piece of evidence."""
        return isinstance(part, dict) and any(
            isinstance(value, str) and value in self._needles for value in part.values()
        )

    def _clean_text(self, text: str, *, names: bool) -> str | None:
        if text in self._needles:
            return None
        words = re.findall(r"\w+", text)
        for needle in self._needles.intersection(words):
            text = text.replace(needle, _WITHDRAWN)
        for quote in self._quotes:
            text = text.replace(quote, _WITHDRAWN)
        return self._spoken.sub("[customer]", text) if names and self._spoken else text


def _clean(connection: sa.Connection, trail: Trail) -> Counter[str]:
    """Take the trail out of every row that people or programs wrote; rows changed, by table."""
    changed: Counter[str] = Counter()
    for table in metadata.sorted_tables:
        if table.name in {"setting", "vector", "removed", "evidence_theme"}:
            continue
        for row in connection.execute(_written_rows(table)).all():
            changed[table.name] += _clean_row(connection, table, row, trail)
    return changed


def _written_rows(table: sa.Table) -> sa.Select[Any]:
    rows = sa.select(table)
    # What other customers said is theirs; the notes beside it may cite what is gone.
    return rows.where(table.c.kind != str(Kind.VERBATIM)) if table is evidence else rows


def _clean_row(connection: sa.Connection, table: sa.Table, row: sa.Row[Any], trail: Trail) -> bool:
    before = {
        column: getattr(row, column.name)
        for column in table.columns
        if isinstance(column.type, sa.Text | sa.JSON)
    }
    after = {
        column: trail.cleaned(value, names=table in _FREE_WORDS) for column, value in before.items()
    }
    fresh = {column.name: after[column] for column in before if after[column] != before[column]}
    if not fresh:
        return False
    same = sa.and_(*(key == getattr(row, key.name) for key in table.primary_key))
    if _is_spent(table, row, fresh):
        connection.execute(sa.delete(table).where(same))
        return True
    if table is theme_proposal:
        fresh |= {"words": [], "n": len(fresh["evidence_ids"])}
    connection.execute(sa.update(table).where(same).values(**fresh))
    return True


def _is_spent(table: sa.Table, row: sa.Row[Any], fresh: dict[str, Any]) -> bool:
    """A row that is nothing without what was taken out of it, or that will be made anew."""
    if any(key.name in fresh for key in table.primary_key) or None in fresh.values():
        return True
    return table is theme_proposal and row.decided_at is None


def as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
