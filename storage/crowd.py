"""Which attributes single somebody out, for every shown comment at once.

The rule is ``domain.anonymity.shown_names``; here it is worked out with arrays, for a whole
source in one go, and kept until something in that source changes.
"""

import json
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from domain.evidence import Kind
from domain.verbatim import SHOWN
from storage.table import evidence

# What a record shows beside its words; the language is in the words themselves.
_COLUMNS = ("segment",)
_NONE = 0

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True)
class Crowd:
    """The shown comments of one source: who spoke, and what is known of them.

    ``codes`` has a column for each of ``names`` (sorted) and a row for each of ``keys``; 0 stands
    for no value. ``people`` numbers the customers.
    """

    keys: Numbers
    people: Numbers
    names: tuple[str, ...]
    codes: Numbers
    smallest: int

    @cached_property
    def visible(self) -> Flags:
        """Which attributes of which comment may be shown."""
        has = self.codes != _NONE
        alone = np.zeros_like(self.codes)
        for at in range(len(self.names)):
            alone[:, at] = self._sharing((at,))
        kept: Flags = has & (alone >= self.smallest)
        open_rows = np.flatnonzero(kept.any(axis=1))
        while len(open_rows):
            small = open_rows[self._too_few(kept, open_rows)]
            if not len(small):
                break
            rarity = np.where(kept[small], alone[small], np.iinfo(np.int64).max)
            kept[small, np.argmin(rarity, axis=1)] = False
            open_rows = small[kept[small].any(axis=1)]
        return kept

    def _too_few(self, kept: Flags, rows: Numbers) -> Flags:
        """Of these rows, those whose kept attributes too few customers share."""
        patterns, which = np.unique(kept[rows], axis=0, return_inverse=True)
        few = np.zeros(len(rows), dtype=np.bool_)
        for number, pattern in enumerate(patterns):
            mine = which.reshape(-1) == number
            sharing = self._sharing(tuple(np.flatnonzero(pattern).tolist()))
            few[mine] = sharing[rows[mine]] < self.smallest
        return few

    def _sharing(self, columns: tuple[int, ...]) -> Numbers:
        """For each row, how many customers share its values in all these columns."""
        group = np.zeros(len(self.keys), dtype=np.int64)
        for at in columns:
            mixed = group * (int(self.codes[:, at].max(initial=0)) + 1) + self.codes[:, at]
            group = np.unique(mixed, return_inverse=True)[1].reshape(-1)
        pairs = np.unique(group * (int(self.people.max(initial=0)) + 1) + self.people)
        groups_of_pairs = pairs // (int(self.people.max(initial=0)) + 1)
        counts: Numbers = np.bincount(groups_of_pairs, minlength=int(group.max(initial=0)) + 1)
        return counts[group]

    def names_shown(self, key: int) -> frozenset[str] | None:
        """The attributes that may be shown of a comment; None if it is not in this crowd."""
        row = int(np.searchsorted(self.keys, key))
        if row >= len(self.keys) or self.keys[row] != key:
            return None
        return frozenset(self.names[at] for at in np.flatnonzero(self.visible[row]))


class Crowds:
    """The crowds of all sources, each read again when something in it changed."""

    def __init__(self, engine: sa.Engine, smallest: int) -> None:
        self._engine = engine
        self._smallest = smallest
        self._revision = -1
        self._held: dict[str, tuple[tuple[int, int], Crowd]] = {}

    @property
    def hides(self) -> bool:
        return self._smallest > 1

    def names_shown(self, source: str, key: int) -> frozenset[str] | None:
        held = self._held.get(source)
        return held[1].names_shown(key) if held else None

    def refresh(self, connection: sa.Connection, revision: int) -> None:
        """Read again what changed up to this revision."""
        if not self.hides or revision == self._revision:
            return
        marks = _marks(connection)
        for gone in self._held.keys() - marks.keys():
            del self._held[gone]
        for source, mark in marks.items():
            if source not in self._held or self._held[source][0] != mark:
                crowd = _read_crowd(connection, source, self._smallest)
                self._held[source] = (mark, crowd)
        self._revision = revision


def _counted() -> list[sa.ColumnElement[bool]]:
    states = [str(state) for state in SHOWN]
    return [evidence.c.kind == str(Kind.VERBATIM), evidence.c.state.in_(states)]


def _marks(connection: sa.Connection) -> dict[str, tuple[int, int]]:
    """By source, what is different after any change in it."""
    query = sa.select(
        evidence.c.source,
        sa.func.count(),
        # A sum, not the newest: one that is retracted leaves, and takes its revision along.
        sa.func.sum(evidence.c.revision),
    ).where(*_counted())
    found = connection.execute(query.group_by(evidence.c.source))
    return {source: (count, total) for source, count, total in found}


def _read_crowd(connection: sa.Connection, source: str, smallest: int) -> Crowd:
    query = (
        sa.select(
            evidence.c.seq,
            # Form letters count once, as one unknown customer.
            sa.func.coalesce(
                evidence.c.customer, evidence.c.near, sa.cast(evidence.c.seq, sa.Text)
            ),
            sa.type_coerce(evidence.c.attributes, sa.Text),
            *(evidence.c[name] for name in _COLUMNS),
        )
        .where(*_counted(), evidence.c.source == source)
        .order_by(evidence.c.seq)
    )
    rows = connection.execute(query).all()
    known = _Attributes()
    told = [known.read(row[2], tuple(row[3:])) for row in rows]
    names = tuple(sorted({name for each in told for name in each}))
    values = _number((name, each[name]) for each in told for name in each)
    people = _number(row[1] for row in rows)
    codes = np.zeros((len(rows), len(names)), dtype=np.int64)
    at = {name: number for number, name in enumerate(names)}
    for row, each in enumerate(told):
        for name, value in each.items():
            codes[row, at[name]] = values[name, value]
    return Crowd(
        keys=np.array([row[0] for row in rows], dtype=np.int64),
        people=np.array([people[row[1]] for row in rows], dtype=np.int64),
        names=names,
        codes=codes,
        smallest=smallest,
    )


def _number(things: Iterable[T]) -> dict[T, int]:
    """Numbers from 1 for distinct things, in the order in which they first come."""
    return {thing: number for number, thing in enumerate(dict.fromkeys(things), start=1)}


class _Attributes:
    """Reads attributes; most rows of a source have the same ones."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, tuple[object, ...]], dict[str, str]] = {}

    def read(self, attributes: str, columns: tuple[object, ...]) -> dict[str, str]:
        key = (attributes, columns)
        if key not in self._seen:
            known = {name: str(value) for name, value in json.loads(attributes).items()}
            named = zip(_COLUMNS, columns, strict=True)
            known |= {name: str(value) for name, value in named if value}
            self._seen[key] = known
        return self._seen[key]
