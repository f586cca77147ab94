"""The evidence, as search reads it."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import sqlalchemy as sa

from domain.anonymity import SMALLEST_GROUP
from domain.evidence import Kind
from domain.verbatim import SHOWN, State
from retrieval.corpus import Filter, IndexChange, Keys, Position, Record, Tally
from retrieval.embedding import Vector, Vectors
from retrieval.weights import DIMENSIONS
from storage.condition import conditions, negative, positive, rated
from storage.crowd import Crowds
from storage.table import evidence, evidence_theme, removed, vector

_CHUNK = 500
_TEXT = sa.table("evidence_text", sa.column("rowid"), sa.column("rank"))


class SqlCorpus:
    """Implements ``retrieval.corpus.Corpus``.

    What it gives carries no attribute, and no combination of them, that fewer than
    ``smallest_group`` customers of the same source share. Filters are exact all the same: only who
    holds the home can type one.
    """

    def __init__(self, engine: sa.Engine, smallest_group: int = SMALLEST_GROUP) -> None:
        self._engine = engine
        self._crowds = Crowds(engine, smallest_group)

    def warm_up(self) -> None:
        """Work out now what must not be shown, so that no search waits for it."""
        with self._engine.connect() as connection:
            self._crowds.refresh(connection, newest_revision(connection))

    def matching(self, wanted: Filter) -> Keys:
        query = sa.select(evidence.c.seq).where(*conditions(wanted)).order_by(evidence.c.seq)
        return self._keys(query)

    def lexical(self, words: Sequence[str], wanted: Filter, limit: int) -> list[tuple[int, float]]:
        if not words:
            return []
        score = sa.func.bm25(sa.literal_column("evidence_text"))
        query = (
            sa.select(evidence.c.seq, score)
            .select_from(evidence.join(_TEXT, _TEXT.c.rowid == evidence.c.seq))
            .where(_matches(_any_of(words)), *conditions(wanted))
            .order_by(score)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            return [(seq, -rank) for seq, rank in connection.execute(query)]

    def holding_all(self, words: Sequence[str], wanted: Filter) -> Keys:
        if not words:
            return np.empty(0, dtype=np.int64)
        query = (
            sa.select(evidence.c.seq)
            .select_from(evidence.join(_TEXT, _TEXT.c.rowid == evidence.c.seq))
            .where(_matches(_all_of(words)), *conditions(wanted))
            .order_by(evidence.c.seq)
        )
        return self._keys(query)

    def vectors(self) -> tuple[Keys, Vectors]:
        query = sa.select(vector.c.seq, vector.c.data).order_by(vector.c.seq)
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        keys = np.fromiter((row.seq for row in rows), dtype=np.int64, count=len(rows))
        joined = np.frombuffer(b"".join(row.data for row in rows), dtype=np.float32)
        return keys, joined.reshape(-1, DIMENSIONS)

    def vectors_of(self, keys: Sequence[int]) -> dict[int, Vector]:
        found: dict[int, Vector] = {}
        with self._engine.connect() as connection:
            for chunk in _chunks(keys):
                rows = connection.execute(sa.select(vector).where(vector.c.seq.in_(chunk)))
                found |= {row.seq: np.frombuffer(row.data, dtype=np.float32) for row in rows}
        return found

    def records(self, keys: Sequence[int]) -> list[Record]:
        shown = evidence.c.state.in_([str(state) for state in SHOWN])
        found: dict[int, Record] = {}
        with self._engine.connect() as connection:
            self._crowds.refresh(connection, newest_revision(connection))
            for chunk in _chunks(keys):
                rows = connection.execute(
                    sa.select(evidence).where(evidence.c.seq.in_(chunk), shown)
                ).all()
                themes = themes_of(connection, chunk)
                found |= {row.seq: self._record(row, themes.get(row.seq, ())) for row in rows}
        return [found[key] for key in keys if key in found]

    def named(self, ids: Sequence[str], wanted: Filter) -> dict[str, Record]:
        query = sa.select(evidence.c.seq).where(evidence.c.id.in_(ids), *conditions(wanted))
        return {record.id: record for record in self.records(self._keys(query).tolist())}

    def tally(self, keys: Sequence[int] | None, wanted: Filter) -> Tally:
        passing = (evidence.c.kind == str(Kind.VERBATIM), *conditions(wanted))
        if keys is not None:
            listed = sa.func.json_each(json.dumps([int(key) for key in keys]))
            chosen = sa.select(listed.table_valued("value").c.value)
            passing = (*passing, evidence.c.seq.in_(chosen))
        query = sa.select(
            sa.func.count(),
            sa.func.count().filter(rated()),
            sa.func.count().filter(negative()),
            sa.func.count().filter(positive()),
            sa.func.min(evidence.c.occurred_at),
            sa.func.max(evidence.c.occurred_at),
        ).where(*passing, _counts(passing))
        with self._engine.connect() as connection:
            return Tally(*connection.execute(query).one())

    def groups_of(self, keys: Sequence[int]) -> dict[int, str]:
        found: dict[int, str] = {}
        grouped = sa.select(evidence.c.seq, evidence.c.near).where(evidence.c.near.is_not(None))
        with self._engine.connect() as connection:
            for chunk in _chunks(keys):
                rows = connection.execute(grouped.where(evidence.c.seq.in_(chunk)))
                found.update((seq, near) for seq, near in rows)
        return found

    def changes_since(self, position: Position, limit: int) -> list[IndexChange]:
        shown = evidence.c.state.in_([str(state) for state in SHOWN])
        data = sa.case((shown, vector.c.data), else_=None)
        joined = evidence.outerjoin(vector, vector.c.seq == evidence.c.seq)
        held = (
            sa.select(evidence.c.revision, evidence.c.id, evidence.c.seq, data)
            .select_from(joined)
            .where(_after(evidence, position))
        )
        gone = sa.select(
            removed.c.revision, removed.c.id, removed.c.seq, sa.null().cast(sa.LargeBinary)
        ).where(_after(removed, position))
        query = sa.union_all(held, gone).order_by("revision", "seq").limit(limit)
        with self._engine.connect() as connection:
            return [IndexChange(*row) for row in connection.execute(query)]

    def revision(self) -> int:
        with self._engine.connect() as connection:
            return newest_revision(connection)

    def forgotten_at(self) -> int:
        # What is deleted for good leaves no id behind; notes that were replaced do.
        query = sa.select(sa.func.max(removed.c.revision)).where(removed.c.id == "")
        with self._engine.connect() as connection:
            return connection.execute(query).scalar() or 0

    def _record(self, row: sa.Row[tuple[object, ...]], themes: tuple[str, ...]) -> Record:
        record = _record(row, themes)
        shown = self._shown(record)
        return record if shown is None else _without_what_singles_out(record, shown)

    def _shown(self, record: Record) -> frozenset[str] | None:
        """The attributes that may be shown; None where all may."""
        if record.kind is not Kind.VERBATIM or not self._crowds.hides:
            return None
        # One that its crowd does not know yet is shown bare.
        return self._crowds.names_shown(record.source, record.key) or frozenset()

    def _keys(self, query: sa.Select[tuple[int]]) -> Keys:
        with self._engine.connect() as connection:
            return np.fromiter(connection.execute(query).scalars(), dtype=np.int64)


def _counts(passing: Sequence[sa.ColumnElement[bool]]) -> sa.ColumnElement[bool]:
    """Of comments with the same words only the first that passes counts."""
    first = (
        sa.select(sa.func.min(evidence.c.seq))
        .where(evidence.c.near.is_not(None), *passing)
        .group_by(evidence.c.near)
    )
    return sa.or_(evidence.c.near.is_(None), evidence.c.seq.in_(first))


def _after(table: sa.Table, position: Position) -> sa.ColumnElement[bool]:
    same = sa.and_(table.c.revision == position.revision, table.c.seq > position.key)
    return sa.or_(table.c.revision > position.revision, same)


def newest_revision(connection: sa.Connection) -> int:
    newest = [
        connection.execute(sa.select(sa.func.max(table.c.revision))).scalar() or 0
        for table in (evidence, removed)
    ]
    return max(newest)


def _matches(terms: str) -> sa.ColumnElement[bool]:
    return sa.literal_column("evidence_text").op("MATCH")(terms)


def _any_of(words: Sequence[str]) -> str:
    return " OR ".join(_quoted(word) for word in words)


def _all_of(words: Sequence[str]) -> str:
    return " AND ".join(_quoted(word) for word in words)


def _quoted(word: str) -> str:
    """A word as FTS5 reads a string, so that none of its operators can be smuggled in."""
    return '"' + word.replace('"', '""') + '"'


def themes_of(connection: sa.Connection, keys: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The themes of each of the rows that has some, by its number."""
    found: dict[int, tuple[str, ...]] = {}
    for chunk in _chunks(keys):
        query = sa.select(evidence_theme).where(evidence_theme.c.seq.in_(chunk))
        for seq, theme in connection.execute(query.order_by(evidence_theme.c.theme)):
            found[seq] = (*found.get(seq, ()), theme)
    return found


def _record(row: sa.Row[tuple[object, ...]], themes: tuple[str, ...]) -> Record:
    known = row._mapping  # noqa: SLF001 - SQLAlchemy's public way to read by name
    return Record(
        key=known["seq"],
        kind=Kind(known["kind"]),
        id=known["id"],
        text=known["text"],
        source=known["source"],
        audience=known["audience"],
        source_id=known["source_id"],
        occurred_at=known["occurred_at"],
        url=known["url"],
        step=known["step"],
        segment=known["segment"],
        score=known["score"],
        metric=known["metric"],
        themes=themes,
        sentiment=known["sentiment"],
        featured=known["state"] == State.FEATURED,
        attributes=known["attributes"],
        near=known["near"],
        moments=tuple((int(at), float(second)) for at, second in known["moments"] or ()),
    )


def _without_what_singles_out(record: Record, shown: frozenset[str]) -> Record:
    return replace(
        record,
        segment=record.segment if "segment" in shown else None,
        attributes={name: told for name, told in record.attributes.items() if name in shown},
    )


def _chunks(keys: Sequence[int]) -> Iterator[list[int]]:
    numbers = [int(key) for key in keys]
    for start in range(0, len(numbers), _CHUNK):
        yield numbers[start : start + _CHUNK]
