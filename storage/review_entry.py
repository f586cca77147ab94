"""The record of review: what each decision changed, and the way back."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields, replace
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from domain.error import NotFound
from domain.review import Batch, Decision, Entry, Standing, hides
from domain.verbatim import State
from storage.columns import newest_revision
from storage.corpus import themes_of
from storage.table import evidence, evidence_theme, review_entry, told

_CHUNK = 500
ENTRY_COLUMNS = (
    "batch", "evidence_id", "decision", "before", "after", "decided_by", "decided_at", "undone",
)  # fmt: skip
_COLUMNS = tuple(each.name for each in fields(Standing) if each.name != "themes")
Values = Mapping[str, Any]


def difference(before: Standing, after: Standing) -> tuple[Values, Values]:
    """The fields that a decision changed, as they were and as they are."""
    old, new = (json.loads(json.dumps(asdict(each))) for each in (before, after))
    changed = [name for name in old if old[name] != new[name]]
    return {name: old[name] for name in changed}, {name: new[name] for name in changed}


def write_entries(
    connection: sa.Connection,
    changes: Iterable[tuple[str, Values, Values]],
    *,
    batch: str,
    decision: str,
    by: str,
    at: datetime,
) -> None:
    rows = [
        {"evidence_id": each, "before": before, "after": after} for each, before, after in changes
    ]
    same = {"batch": batch, "decision": decision, "decided_by": by, "decided_at": at}
    if rows:
        connection.execute(sa.insert(review_entry).values(**same, undone=False), rows)


def put_changes(connection: sa.Connection, changes: Iterable[tuple[int, Values]]) -> None:
    """Give each row its values; rows that get the same ones go together."""
    groups: dict[str, tuple[list[int], Values]] = {}
    for key, values in changes:
        keys, _ = groups.setdefault(json.dumps(values, sort_keys=True), ([], values))
        keys.append(key)
    revision = newest_revision(connection) + 1
    for keys, values in groups.values():
        put_values(connection, keys, values, revision)


def read_standings(
    connection: sa.Connection, chosen: Sequence[sa.ColumnElement[bool]]
) -> list[tuple[int, str, Standing]]:
    """Number, id and standing of every row that is meant."""
    columns = [evidence.c[name] for name in _COLUMNS]
    query = sa.select(evidence.c.seq, evidence.c.id, *columns).where(*chosen)
    rows = connection.execute(query.order_by(evidence.c.seq)).all()
    themes = themes_of(connection, [row.seq for row in rows])
    return [
        (seq, each, _standing(dict(zip(_COLUMNS, values, strict=True)), themes.get(seq, ())))
        for seq, each, *values in rows
    ]


def last_batch(connection: sa.Connection, by: str) -> str:
    """The last thing that a person decided and did not undo. Raises NotFound."""
    query = (
        sa.select(review_entry.c.batch)
        .where(review_entry.c.decided_by == by, review_entry.c.undone.is_(False))
        .where(review_entry.c.decision.not_like("undo %"))
        .order_by(review_entry.c.number.desc())
        .limit(1)
    )
    found = connection.execute(query).scalar()
    if found is None:
        raise NotFound(f"{by} has decided nothing that could be undone.")
    return str(found)


def read_history(connection: sa.Connection, evidence_id: str) -> list[Entry]:
    return read_entries(connection, review_entry.c.evidence_id == evidence_id)


def read_batches(
    connection: sa.Connection, by: str | None, since: datetime | None, limit: int
) -> list[Batch]:
    """The newest batches first."""
    first = sa.func.min(review_entry.c.number)
    query = sa.select(
        review_entry.c.batch,
        review_entry.c.decision,
        sa.func.count(),
        review_entry.c.decided_by,
        review_entry.c.decided_at,
        review_entry.c.undone,
    ).group_by(review_entry.c.batch)
    if by:
        query = query.where(review_entry.c.decided_by == by)
    if since:
        query = query.where(review_entry.c.decided_at >= since)
    rows = connection.execute(query.order_by(first.desc()).limit(limit))
    return [
        Batch(batch, decision, n, who, at.replace(tzinfo=UTC), undone)
        for batch, decision, n, who, at, undone in rows
    ]


def read_quoted(connection: sa.Connection, batch: str) -> list[str]:
    """Ids that a Slack message showed and that the batch hid, or took words out of."""
    entry = review_entry.c
    shown = sa.select(told.c.evidence_id).where(told.c.evidence_id == entry.evidence_id)
    found = read_entries(connection, sa.and_(entry.batch == batch, shown.exists()))
    return sorted({each.evidence_id for each in found if _took_away(each)})


def _took_away(entry: Entry) -> bool:
    if entry.decision == Decision.REDACT:
        return True
    before, after = entry.before.get("state"), entry.after.get("state")
    return bool(before and after) and hides(State(str(before)), State(str(after)))


def read_entries(connection: sa.Connection, chosen: sa.ColumnElement[bool]) -> list[Entry]:
    query = sa.select(*(review_entry.c[each.name] for each in fields(Entry))).where(chosen)
    return [
        replace(Entry(*row), decided_at=row.decided_at.replace(tzinfo=UTC))
        for row in connection.execute(query.order_by(review_entry.c.number))
    ]


def put_values(
    connection: sa.Connection, keys: Sequence[int], values: Values, revision: int
) -> None:
    columns = {name: value for name, value in values.items() if name != "themes"}
    for start in range(0, len(keys), _CHUNK):
        chunk = list(keys[start : start + _CHUNK])
        chosen = evidence.c.seq.in_(chunk)
        connection.execute(sa.update(evidence).where(chosen).values(**columns, revision=revision))
        if "themes" in values:
            _put_themes(connection, chunk, values["themes"])


def _put_themes(connection: sa.Connection, keys: Sequence[int], themes: Sequence[str]) -> None:
    connection.execute(sa.delete(evidence_theme).where(evidence_theme.c.seq.in_(keys)))
    rows = [{"seq": key, "theme": theme} for key in keys for theme in themes]
    if rows:
        connection.execute(sa.insert(evidence_theme), rows)


def _standing(values: dict[str, Any], themes: tuple[str, ...]) -> Standing:
    return Standing(**(values | {"state": State(values["state"])}), themes=themes)
