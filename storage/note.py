"""Searched notes among the evidence: one row each, with its vector."""

from typing import Any

import sqlalchemy as sa

from domain.verbatim import State
from retrieval.corpus import Note
from storage.table import evidence, vector


def held_under(connection: sa.Connection, prefix: str) -> dict[str, int]:
    query = sa.select(evidence.c.id, evidence.c.seq).where(
        evidence.c.id.startswith(prefix, autoescape=True)
    )
    return {row.id: row.seq for row in connection.execute(query)}


def put_note(
    connection: sa.Connection, note: Note, data: bytes, revision: int, seq: int | None
) -> None:
    values = {
        "id": note.id,
        "kind": str(note.kind),
        "text": note.text,
        "source": note.source,
        "audience": note.audience,
        "occurred_at": note.occurred_at,
        "url": note.url,
        "step": note.step,
        "attributes": dict(note.attributes),
        "state": str(State.APPROVED),
        "revision": revision,
    }
    if seq is None:
        seq = _insert(connection, values)
        connection.execute(sa.insert(vector).values(seq=seq, data=data))
    else:
        connection.execute(sa.update(evidence).where(evidence.c.seq == seq).values(**values))
        connection.execute(sa.update(vector).where(vector.c.seq == seq).values(data=data))


def _insert(connection: sa.Connection, values: dict[str, Any]) -> int:
    result = connection.execute(sa.insert(evidence).values(**values))
    key = result.inserted_primary_key
    if key is None:
        raise AssertionError("an inserted row has a key")
    return int(key[0])
