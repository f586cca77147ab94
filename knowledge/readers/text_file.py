"""A text file, line by line, in bounded memory."""

import contextlib
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO

from domain.error import BadInput
from knowledge.readers.encoding import detect_encoding

# A file without a line end must not be read as one line of 200 MB.
_LONGEST_LINE = 1 << 20
_MAGIC = {
    b"PK\x03\x04": "a ZIP or Excel file",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file",
    b"\x1f\x8b": "a gzip file",
    b"\x89PNG": "a picture",
    b"SQLite format": "a database",
}


@contextlib.contextmanager
def open_text(path: Path) -> Iterator[tuple[TextIO, Callable[[], int]]]:
    """The decoded file, and how many of its bytes were read so far.

    Raises BadInput if it is not text. A byte that does not fit the guessed encoding becomes
    the replacement character rather than the end of the import.
    """
    with path.open("rb") as file:
        head = file.read(16)
    for magic, name in _MAGIC.items():
        if head.startswith(magic):
            raise BadInput(f"{path.name} is {name}, not text. Export it as CSV and import that.")
    encoding = detect_encoding(path)
    with (
        path.open("rb") as file,
        io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="") as text,
    ):
        yield text, file.tell


def bounded_lines(text: TextIO) -> Iterator[str]:
    """Lines with their ends; of a line beyond a million characters, only the beginning."""
    while line := text.readline(_LONGEST_LINE):
        yield line
        while len(line) == _LONGEST_LINE and line[-1] not in "\r\n":
            line = text.readline(_LONGEST_LINE)
