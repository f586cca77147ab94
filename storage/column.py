"""One field of all rows in memory: a small number for each distinct value."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, TypeVar

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from retrieval.corpus import Flags

Codes = NDArray[np.int32]
Numbers = NDArray[np.int64]
NONE = 0
T = TypeVar("T", bound=np.generic)


class Column:
    """The values of one field: ``codes[seq]`` is a place in ``values``; 0 stands for no value."""

    def __init__(self, expression: sa.ColumnElement[Any]) -> None:
        self.expression = expression
        self.codes: Codes = np.zeros(0, dtype=np.int32)
        self.values: list[Any] = [None]
        self._known: dict[Hashable, int] = {None: NONE}

    def code(self, value: Hashable) -> int:
        """The number of a value, a new one for a new value."""
        known = self._known.setdefault(value, len(self.values))
        if known == len(self.values):
            self.values.append(value)
        return known

    def put(self, rows: Numbers, values: Iterable[Hashable]) -> None:
        fresh = np.fromiter(map(self.code, values), dtype=np.int32, count=len(rows))
        self.codes = grown(self.codes, int(rows.max(initial=0)) + 1)
        self.codes[rows] = fresh

    def drop(self, rows: Numbers) -> None:
        self.codes[rows[rows < len(self.codes)]] = NONE

    def equal(self, value: Hashable) -> Flags:
        code = self._known.get(value)
        if not code:
            return np.zeros(len(self.codes), dtype=np.bool_)
        found: Flags = self.codes == code
        return found

    def count(self, rows: Numbers) -> dict[Any, int]:
        """How many of these rows have each value; only values that some have."""
        counts = np.bincount(self.codes[rows], minlength=1)
        return {self.values[code]: int(counts[code]) for code in np.flatnonzero(counts)}

    def distinct(self, rows: Numbers) -> tuple[list[Any], NDArray[np.intp]]:
        """The values that these rows have, and for each row which of them."""
        codes, which = np.unique(self.codes[rows], return_inverse=True)
        return [self.values[code] for code in codes], which.reshape(-1)

    def total(self, rows: Numbers) -> int:
        """The sum of the values of these rows, which are numbers."""
        return sum(value * count for value, count in self.count(rows).items())

    def where(self, passes: Callable[[Any], bool]) -> Flags:
        """The rows whose value passes; each value is looked at once, ``None`` too."""
        passed = np.array([passes(value) for value in self.values], dtype=np.bool_)
        found: Flags = passed[self.codes]
        return found


class Themes:
    """The themes of every row, as many side by side as the row with most of them has."""

    def __init__(self) -> None:
        self._names = Column(sa.null())
        self._codes: NDArray[np.int32] = np.zeros((0, 1), dtype=np.int32)

    def put(self, rows: Numbers, names: Sequence[str]) -> None:
        """One row and theme for each place; rows ascending, each with all of its themes."""
        if not len(rows):
            return
        first = np.searchsorted(rows, rows)
        slots = np.arange(len(rows)) - first
        wide = max(int(slots.max()) + 1, self._codes.shape[1])
        if wide > self._codes.shape[1]:
            self._codes = np.pad(self._codes, ((0, 0), (0, wide - self._codes.shape[1])))
        self._codes = grown(self._codes, int(rows.max()) + 1)
        self._codes[rows, slots] = list(map(self._names.code, names))

    def drop(self, rows: Numbers) -> None:
        self._codes[rows[rows < len(self._codes)]] = NONE

    def pairs(self, rows: Numbers) -> tuple[Numbers, Numbers, list[Any]]:
        """A place in ``rows`` and the number of a theme, for each theme of each; their names."""
        held = grown(self._codes, int(rows.max(initial=0)) + 1)[rows]
        at, slot = np.nonzero(held)
        return at, held[at, slot].astype(np.int64), self._names.values

    def any_of(self, names: Iterable[str], size: int) -> Flags:
        known = {name: code for code, name in enumerate(self._names.values)}
        found = np.zeros(size, dtype=np.bool_)
        for code in [known[name] for name in set(names) if name in known]:
            for at in range(self._codes.shape[1]):
                mine = self._codes[:size, at] == code
                found[: len(mine)] |= mine
        return found


def grown(array: NDArray[T], size: int) -> NDArray[T]:
    """The array, with room for so many rows and zeros in what is new."""
    if len(array) >= size:
        return array
    fresh = np.zeros((size, *array.shape[1:]), dtype=array.dtype)
    fresh[: len(array)] = array
    return fresh
