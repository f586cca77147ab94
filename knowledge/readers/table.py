"""Opening a file of rows by what it is."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from domain.error import BadInput
from knowledge.readers.delimited import read_delimited
from knowledge.readers.json_rows import read_json, read_json_lines
from knowledge.readers.workbook import read_workbook
from knowledge.row import Table

_READERS: dict[str, Callable[[Path], Iterator[Table]]] = {
    ".csv": read_delimited,
    ".tsv": read_delimited,
    ".tab": read_delimited,
    ".txt": read_delimited,
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".xlsx": read_workbook,
    ".xlsm": read_workbook,
}


def check_file(path: Path) -> None:
    """Raise BadInput unless there is a readable file with something in it."""
    if path.is_dir():
        raise BadInput(f"{path} is a directory. Name a file in it.")
    if not path.is_file():
        raise BadInput(f"{path} is not a file. Check the path.")
    try:
        with path.open("rb") as file:
            first = file.read(1)
    except OSError as error:
        raise BadInput(f"{path} cannot be read ({error.strerror}).") from error
    if not first:
        raise BadInput(f"{path.name} is empty. Export it again and import that file.")


@contextlib.contextmanager
def open_table(path: Path) -> Iterator[Table]:
    """The rows of a CSV, TSV, JSON, JSONL or XLSX file, streamed while it is open."""
    check_file(path)
    read = _READERS.get(path.suffix.lower())
    if read is None:
        known = ", ".join(sorted(_READERS))
        raise BadInput(f"{path.name} has an ending that is not known. Import one of {known}.")
    tables = read(path)
    try:
        yield next(tables)
    finally:
        tables.close() if hasattr(tables, "close") else None
