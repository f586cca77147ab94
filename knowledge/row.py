"""Rows as the readers hand them on, whatever file they came from."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A readable row: text by column. ``line`` is where it begins in the file, from 1."""

    line: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that could not be read, why, and what could be made out of it."""

    line: int
    reason: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """An open file of rows. ``rows`` streams; ``position`` is how many bytes were read so far."""

    rows: Iterator[Row | BadRow]
    position: Callable[[], int]
    notes: tuple[str, ...] = ()
