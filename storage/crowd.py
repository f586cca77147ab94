"""Which attributes single somebody out, for every shown comment at once.

The rule is ``domain.anonymity.shown_names``; here it is worked out with arrays, for a whole
source in one go, and kept until something in that source changes.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from storage.columns import Columns

# What a record shows beside its words and attributes; the language is in the words themselves.
_SEGMENT = "segment"
_NONE = 0

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
_Mark = tuple[int, int]


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
    """The crowds of all sources, each made again when something in it changed."""

    def __init__(self, columns: Columns, smallest: int) -> None:
        self._columns = columns
        self._smallest = smallest
        self._told = _Attributes()
        self._held: dict[str, tuple[int, _Mark, Crowd]] = {}

    @property
    def hides(self) -> bool:
        return self._smallest > 1

    def names_shown(self, source: str, key: int) -> frozenset[str] | None:
        return self.of(source).names_shown(key)

    def read_all(self) -> None:
        """Make every crowd now, so that no search waits for it."""
        for source in self._columns["source"].values[1:] if self.hides else ():
            self.of(source).visible.any()

    def of(self, source: str) -> Crowd:
        """The crowd of a source, as the columns stand."""
        with self._columns.lock:
            revision = self._columns.revision
            held = self._held.get(source)
            if held is None or held[0] != revision:
                rows = self._columns.shown_verbatims_of(source)
                # A sum, not the newest: one that is retracted leaves, and takes its own along.
                mark = len(rows), self._columns["revision"].total(rows)
                crowd = held[2] if held and held[1] == mark else self._made(rows)
                held = self._held[source] = (revision, mark, crowd)
            return held[2]

    def _made(self, rows: Numbers) -> Crowd:
        names, codes = self._told.read(self._columns, rows)
        people = people_of(self._columns, rows)
        return Crowd(keys=rows, people=people, names=names, codes=codes, smallest=self._smallest)


def people_of(columns: Columns, rows: Numbers) -> Numbers:
    """A number for each customer; form letters count once, as one unknown customer."""
    customer = columns["customer"].codes[rows].astype(np.int64)
    near = columns["near"].codes[rows].astype(np.int64)
    customers, letters = len(columns["customer"].values), len(columns["near"].values)
    unknown = np.where(near > 0, customers + near, customers + letters + rows)
    numbered: Numbers = np.unique(np.where(customer > 0, customer, unknown), return_inverse=True)[1]
    return numbered.reshape(-1)


class _Attributes:
    """Numbers for what is told of comments; most of a source's are told in the same few ways."""

    def __init__(self) -> None:
        self._seen: dict[str, dict[str, str]] = {}

    def read(self, columns: Columns, rows: Numbers) -> tuple[tuple[str, ...], Numbers]:
        """Names, sorted, and for each comment a row of numbers for its values; 0 is none."""
        told, told_of = columns["attributes"].distinct(rows)
        segments, segment_of = columns[_SEGMENT].distinct(rows)
        read = [self._read(each) for each in told]
        own = {_SEGMENT} if any(segments) else set()
        names = tuple(sorted({name for each in read for name in each} | own))
        codes = np.zeros((len(rows), len(names)), dtype=np.int64)
        for at, name in enumerate(names):
            # A segment of its own goes before an attribute of that name.
            before = [each or None for each in segments] if name == _SEGMENT else [None]
            numbers = _numbered([*before, *(each.get(name) for each in read)])
            codes[:, at] = numbers[len(before) :][told_of]
            if name == _SEGMENT:
                first = numbers[: len(before)][segment_of]
                codes[:, at] = np.where(first != _NONE, first, codes[:, at])
        return names, codes

    def _read(self, attributes: str | None) -> dict[str, str]:
        text = attributes or "{}"
        if text not in self._seen:
            self._seen[text] = {name: str(value) for name, value in json.loads(text).items()}
        return self._seen[text]


def _numbered(values: Sequence[str | None]) -> Numbers:
    """Numbers from 1 for distinct values, 0 for none."""
    known: dict[str | None, int] = {None: _NONE}
    return np.array([known.setdefault(value, len(known)) for value in values], dtype=np.int64)
