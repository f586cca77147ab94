"""The evidence, as search reads it."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import sqlalchemy as sa

from domain.anonymity import SMALLEST_GROUP
from domain.evidence import Kind
from domain.verbatim import SHOWN, State
from retrieval.corpus import (
    Filter,
    Flags,
    Followed,
    IndexChange,
    Keys,
    MonthCount,
    Position,
    Record,
    Tally,
)
from retrieval.embedding import Vector, Vectors
from retrieval.weights import DIMENSIONS
from storage.columns import Columns, newest_revision
from storage.crowd import Crowds
from storage.full_text import FullText, holding_all, is_held
from storage.monthly import MonthCounts
from storage.table import evidence, evidence_theme, removed, vector

_CHUNK = 500
_PAGE = 8192
# Written out, as a thousand rows come twice as fast as through types that they do not need.
_VECTORS_OF = sa.text(
    "SELECT seq, data FROM vector WHERE seq IN (SELECT value FROM json_each(:keys))"
)


class SqlCorpus:
    """Implements ``retrieval.corpus.Corpus``.

    What it gives carries no attribute, and no combination of them, that fewer than
    ``smallest_group`` customers of the same source share. Filters are exact all the same: only who
    holds the home can type one.
    """

    def __init__(self, engine: sa.Engine, smallest_group: int = SMALLEST_GROUP) -> None:
        self._engine = engine
        self._columns = Columns()
        self._text = FullText()
        self._crowds = Crowds(self._columns, smallest_group)
        self._months = MonthCounts(self._columns, smallest_group)

    def warm_up(self) -> None:
        """Read now what filters ask of and what must not be shown, so that no search waits."""
        with self._engine.connect() as connection:
            self._columns.follow(connection)
            self._crowds.read_all()

    def passing(self, wanted: Filter) -> Flags:
        with self._engine.connect() as connection:
            return self._columns.passing(connection, wanted)

    def matching(self, wanted: Filter) -> Keys:
        return np.flatnonzero(self.passing(wanted))

    def lexical(self, words: Sequence[str], wanted: Filter, limit: int) -> list[tuple[int, float]]:
        if not words:
            return []
        with self._engine.connect() as connection:
            passing = self._columns.passing(connection, wanted)
            return self._text.best(connection, words, passing, limit)

    def holding_all(self, words: Sequence[str], wanted: Filter) -> Keys:
        if not words:
            return np.empty(0, dtype=np.int64)
        with self._engine.connect() as connection:
            passing = self._columns.passing(connection, wanted)
            return holding_all(connection, words, passing)

    def holds(self, word: str, wanted: Filter) -> bool:
        with self._engine.connect() as connection:
            passing = self._columns.passing(connection, wanted)
            return is_held(connection, word, passing)

    def vectors_since(self, revision: int, take: Callable[[Keys, Vectors], None]) -> Followed:
        query = sa.select(vector.c.seq, vector.c.data).order_by(vector.c.seq)
        if revision > 0:
            changed = evidence.c.revision > revision
            query = query.join(evidence, evidence.c.seq == vector.c.seq).where(changed)
        gone = sa.select(removed.c.seq).where(removed.c.revision > revision)
        with self._engine.connect() as connection:
            newest = newest_revision(connection)
            lost = np.fromiter(connection.execute(gone).scalars(), dtype=np.int64)
            for page in connection.execute(query).partitions(_PAGE):
                keys, data = zip(*page, strict=True)
                vectors = np.frombuffer(b"".join(data), dtype=np.float32)
                take(np.array(keys, dtype=np.int64), vectors.reshape(-1, DIMENSIONS))
        return Followed(newest, lost)

    def vectors_of(self, keys: Sequence[int]) -> dict[int, Vector]:
        listed = json.dumps([int(key) for key in keys])
        with self._engine.connect() as connection:
            rows = connection.execute(_VECTORS_OF, {"keys": listed}).all()
        return {seq: np.frombuffer(data, dtype=np.float32) for seq, data in rows}

    def records(self, keys: Sequence[int]) -> list[Record]:
        shown = evidence.c.state.in_([str(state) for state in SHOWN])
        found: dict[int, Record] = {}
        with self._engine.connect() as connection:
            self._columns.follow(connection)
            for chunk in _chunks(keys):
                rows = connection.execute(
                    sa.select(evidence).where(evidence.c.seq.in_(chunk), shown)
                ).all()
                themes = themes_of(connection, chunk)
                found |= {row.seq: self._record(row, themes.get(row.seq, ())) for row in rows}
        return [found[key] for key in keys if key in found]

    def named(self, ids: Sequence[str], wanted: Filter) -> dict[str, Record]:
        query = sa.select(evidence.c.seq).where(evidence.c.id.in_(ids))
        with self._engine.connect() as connection:
            passing = self._columns.passing(connection, wanted)
            found = connection.execute(query.order_by(evidence.c.seq)).scalars().all()
        held = [seq for seq in found if seq < len(passing) and passing[seq]]
        return {record.id: record for record in self.records(held)}

    def tally(self, keys: Sequence[int] | None, wanted: Filter) -> Tally:
        words_only = wanted.kinds & {Kind.VERBATIM}
        with self._engine.connect() as connection, self._columns.lock:
            passing = self._columns.passing(connection, replace(wanted, kinds=words_only))
            if keys is not None:
                passing = passing & self._columns.flags(np.array(keys, dtype=np.int64))
            return self._columns.tally(passing)

    def months(
        self, wanted: Filter, by: str = "", sources: frozenset[str] | None = None
    ) -> list[MonthCount]:
        words_only = replace(wanted, kinds=wanted.kinds & {Kind.VERBATIM})
        with self._engine.connect() as connection:
            return self._months.of(connection, words_only, by, sources)

    def groups_of(self, keys: Sequence[int]) -> dict[int, str]:
        with self._engine.connect() as connection, self._columns.lock:
            self._columns.follow(connection)
            near = self._columns["near"]
            held = [(key, int(near.codes[key])) for key in keys if key < len(near.codes)]
            return {key: near.values[code] for key, code in held if code}

    def themes_given(self) -> list[str]:
        query = (
            sa.select(evidence_theme.c.theme)
            .join(evidence, evidence.c.seq == evidence_theme.c.seq)
            .where(evidence.c.tagged_by != "machine")
            .distinct()
        )
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())

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


def _after(table: sa.Table, position: Position) -> sa.ColumnElement[bool]:
    same = sa.and_(table.c.revision == position.revision, table.c.seq > position.key)
    return sa.or_(table.c.revision > position.revision, same)


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
        language=known["language"],
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
