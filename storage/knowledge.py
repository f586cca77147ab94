"""The evidence, as the knowledge base writes it."""

import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from domain.evidence import Kind
from domain.journey import JourneyMap
from domain.role import Role
from domain.trend import Series
from domain.verbatim import State, Verbatim
from knowledge.tagging.correction import Correction
from retrieval.corpus import Note
from retrieval.embedding import Vectors
from retrieval.note import trend_note
from storage.corpus import newest_revision, themes_of
from storage.document import journey_from, role_from, to_document
from storage.series import merge_points, read_series
from storage.table import (
    document,
    evidence,
    evidence_theme,
    forgotten,
    removed,
    setting,
    vector,
    withdrawn,
)
from storage.transaction import writing

_CHUNK = 500


class SqlTruth:
    """Implements ``knowledge.store.Truth`` and ``retrieval.corpus.NoteStore``."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def secret(self) -> bytes:
        """The home's own key for pseudonyms and hashes, made at first use."""
        with writing(self._engine) as connection:
            known = sa.select(setting.c.value).where(setting.c.name == "secret")
            found = connection.execute(known).scalar()
            if found is None:
                found = secrets.token_hex(32)
                connection.execute(sa.insert(setting).values(name="secret", value=found))
        return bytes.fromhex(found)

    def known_hashes(self, hashes: Collection[str]) -> set[str]:
        wanted = sorted(hashes)
        known: set[str] = set()
        with self._engine.connect() as connection:
            for start in range(0, len(wanted), _CHUNK):
                chunk = wanted[start : start + _CHUNK]
                query = sa.select(evidence.c.content_hash).where(evidence.c.content_hash.in_(chunk))
                known |= {str(found) for found in connection.execute(query).scalars()}
        return known

    def add_verbatims(self, rows: Sequence[Verbatim], vectors: NDArray[np.float32]) -> int:
        with writing(self._engine) as connection:
            revision = newest_revision(connection) + 1
            added = 0
            for row, data in zip(rows, vectors, strict=True):
                values = _verbatim_values(row) | {"revision": revision}
                seq = _insert_unknown(connection, values)
                if seq is None:
                    continue
                added += 1
                _add_themes(connection, seq, row.themes)
                connection.execute(sa.insert(vector).values(seq=seq, data=_bytes(data)))
        return added

    def corrections(self) -> list[Correction]:
        """Implements ``knowledge.tagging.correction.Corrections``."""
        query = (
            sa.select(evidence, vector.c.data)
            .join(vector, vector.c.seq == evidence.c.seq)
            .where(evidence.c.tagged_by == "person")
            .order_by(evidence.c.seq)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
            themes = themes_of(connection, [row.seq for row in rows])
        return [
            Correction(
                text=row.text,
                vector=np.frombuffer(row.data, dtype=np.float32),
                themes=themes.get(row.seq, ()),
                step=row.step,
                sentiment=row.sentiment,
            )
            for row in rows
        ]

    def put_series(self, series: Sequence[Series]) -> tuple[int, int]:
        with writing(self._engine) as connection:
            counts = [merge_points(connection, each) for each in series]
        return sum(new for new, _ in counts), sum(same for _, same in counts)

    def series(self) -> list[Series]:
        """Every series but those that the team has withdrawn."""
        noted = sa.select(withdrawn.c.evidence_id)
        with self._engine.connect() as connection:
            barred = set(connection.execute(noted).scalars())
            return [each for each in read_series(connection) if trend_note(each.id) not in barred]

    def are_forgotten(self, marks: Collection[str]) -> set[str]:
        """Implements ``knowledge.withdrawal.Tombstones``."""
        wanted = sorted(marks)
        known: set[str] = set()
        with self._engine.connect() as connection:
            for start in range(0, len(wanted), _CHUNK):
                chunk = forgotten.c.mark.in_(wanted[start : start + _CHUNK])
                known |= set(connection.execute(sa.select(forgotten.c.mark).where(chunk)).scalars())
        return known

    def put_journey(self, map: JourneyMap) -> bool:  # noqa: A002 - the design's word
        return self._put_document("journey", map.id, map)

    def put_roles(self, roles: Sequence[Role]) -> int:
        return sum(self._put_document("role", role.name, role) for role in roles)

    def remove_role_like(self, role: Role) -> None:
        """Remove a role that stands exactly as given; one that was edited stays."""
        same = (document.c.kind == "role") & (document.c.id == role.name)
        with writing(self._engine) as connection:
            held = connection.execute(sa.select(document.c.body).where(same)).scalar()
            if held == to_document(asdict(role)):
                connection.execute(sa.delete(document).where(same))

    def journeys(self) -> list[JourneyMap]:
        return [journey_from(body) for body in self._documents("journey")]

    def roles(self) -> list[Role]:
        return [role_from(body) for body in self._documents("role")]

    def put_notes(self, prefix: str, notes: Sequence[Note], vectors: Vectors) -> None:
        with writing(self._engine) as connection:
            revision = newest_revision(connection) + 1
            held = _held_under(connection, prefix)
            for note, data in zip(notes, vectors, strict=True):
                _put_note(connection, note, _bytes(data), revision, held.pop(note.id, None))
            remove(connection, held.values(), revision)
            # What the team has withdrawn stays so, however often it is written anew.
            again = evidence.c.id.startswith(prefix, autoescape=True)
            barred = evidence.c.id.in_(sa.select(withdrawn.c.evidence_id))
            back = sa.update(evidence).where(again, barred)
            connection.execute(back.values(state=str(State.RETRACTED)))

    def note_texts(self, prefix: str) -> dict[str, tuple[str, str]]:
        query = sa.select(evidence.c.id, evidence.c.text, evidence.c.audience).where(
            evidence.c.id.startswith(prefix, autoescape=True)
        )
        with self._engine.connect() as connection:
            return {row.id: (row.text, row.audience) for row in connection.execute(query)}

    def _put_document(self, kind: str, name: str, value: Any) -> bool:
        body = to_document(asdict(value))
        with writing(self._engine) as connection:
            key = (document.c.kind == kind) & (document.c.id == name)
            known = connection.execute(sa.select(document.c.body).where(key)).scalar()
            if known == body:
                return False
            connection.execute(sa.delete(document).where(key))
            connection.execute(sa.insert(document).values(kind=kind, id=name, body=body))
            return True

    def _documents(self, kind: str) -> list[dict[str, Any]]:
        query = sa.select(document.c.body).where(document.c.kind == kind)
        with self._engine.connect() as connection:
            return list(connection.execute(query.order_by(document.c.id)).scalars())


def remove(connection: sa.Connection, keys: Iterable[int], revision: int) -> int:
    """Delete evidence for good; its id stays behind only to tell the index."""
    gone = list(keys)
    for start in range(0, len(gone), _CHUNK):
        chosen = evidence.c.seq.in_(gone[start : start + _CHUNK])
        left = sa.select(evidence.c.seq, evidence.c.id, sa.literal(revision)).where(chosen)
        connection.execute(sa.insert(removed).from_select(["seq", "id", "revision"], left))
        connection.execute(sa.delete(evidence).where(chosen))
    return len(gone)


def _verbatim_values(row: Verbatim) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in row.__slots__ if name != "themes"}
    values["attributes"] = dict(row.attributes)
    values["state"] = str(row.state)
    values["moments"] = [list(moment) for moment in row.moments] or None
    return values | {"kind": str(Kind.VERBATIM)}


def _insert_unknown(connection: sa.Connection, values: dict[str, Any]) -> int | None:
    """Insert a row unless its content is known; the number of the new row."""
    taken = evidence.c.content_hash == values["content_hash"]
    if connection.execute(sa.select(evidence.c.seq).where(taken)).first():
        return None
    return _insert(connection, values)


def _insert(connection: sa.Connection, values: dict[str, Any]) -> int:
    result = connection.execute(sa.insert(evidence).values(**values))
    key = result.inserted_primary_key
    if key is None:
        raise AssertionError("an inserted row has a key")
    return int(key[0])


def _add_themes(connection: sa.Connection, seq: int, themes: Iterable[str]) -> None:
    rows = [{"seq": seq, "theme": theme} for theme in dict.fromkeys(themes)]
    if rows:
        connection.execute(sa.insert(evidence_theme), rows)


def _held_under(connection: sa.Connection, prefix: str) -> dict[str, int]:
    query = sa.select(evidence.c.id, evidence.c.seq).where(
        evidence.c.id.startswith(prefix, autoescape=True)
    )
    return {row.id: row.seq for row in connection.execute(query)}


def _put_note(
    connection: sa.Connection, note: Note, data: bytes, revision: int, seq: int | None
) -> None:
    values = {
        "id": note.id,
        "kind": str(note.kind),
        "text": note.text,
        "source": note.source,
        "audience": note.audience,
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


def _bytes(row: NDArray[np.float32]) -> bytes:
    return np.ascontiguousarray(row, dtype=np.float32).tobytes()
