"""JSON arrays and JSON lines."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any, cast

from domain.error import BadInput
from knowledge.readers.encoding import detect_encoding
from knowledge.readers.text_file import bounded_lines, open_text
from knowledge.row import BadRow, Row, Table

_HEAD = 4096
_DEEPEST = 3
_ENDLESS_NUMBER = re.compile(rb"\d{2000}")
_ABYSS = re.compile(rb'(?:[\[{]\s*(?:"[^"]{0,20}"\s*:\s*)?){500}')
_OVERLAP = 2500


def read_json_lines(path: Path) -> Iterator[Table]:
    """Yield the table of a JSONL file; a line that is not an object comes as a BadRow."""
    with open_text(path) as (text, position):
        yield Table(_line_rows(bounded_lines(text)), position)


def _line_rows(lines: Iterator[str]) -> Iterator[Row | BadRow]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield BadRow(number, f"is not JSON ({_first_words(error)})", (line[:2000],))
            continue
        yield _as_row(number, item)


def read_json(path: Path) -> Iterator[Table]:
    """Yield the table of a JSON file: an array of objects, or the first array in an object.

    Lines are the numbers of the items, from 1. Raises BadInput if it is not JSON at all.
    """
    encoding = detect_encoding(path)
    with path.open("rb") as file:
        if encoding not in {"utf-8", "utf-8-sig"}:
            yield from _read_recoded(path)
            return
        if encoding == "utf-8-sig":
            file.seek(3)
        yield Table(_item_rows(path, file), file.tell)


def _read_recoded(path: Path) -> Iterator[Table]:
    with open_text(path) as (text, position):
        # ijson wants bytes; a reader that encodes as it goes keeps memory bounded.
        yield Table(_item_rows(path, cast("IO[bytes]", _Utf8(text))), position)


class _Utf8:
    """A text file read as UTF-8 bytes."""

    def __init__(self, text: IO[str]) -> None:
        self._text = text

    def read(self, size: int = -1) -> bytes:
        return self._text.read(size).encode("utf-8", "replace")


class _Checked:
    """A file of which nothing reaches the parser that crashes it or keeps it busy for hours."""

    def __init__(self, file: "IO[bytes] | _Utf8") -> None:
        self._file = file
        self._before = b""

    def read(self, size: int = -1) -> bytes:
        """The next bytes. Raises ValueError, which ends the reading with one line."""
        part = self._file.read(size)
        seen = self._before + part
        if _ENDLESS_NUMBER.search(seen):
            raise ValueError("a number with more than 2,000 digits")
        if _ABYSS.search(seen):
            raise ValueError("lists in lists more than 500 deep")
        self._before = seen[-_OVERLAP:]
        return part


def _item_rows(path: Path, file: IO[bytes]) -> Iterator[Row | BadRow]:
    import ijson  # noqa: PLC0415

    prefix = _array_prefix(path)
    number = 0
    try:
        for number, item in enumerate(ijson.items(_Checked(file), prefix, use_float=True), start=1):
            yield _as_row(number, item)
    except (ijson.JSONError, ValueError, RecursionError, ArithmeticError) as error:
        if number == 0:
            raise BadInput(f"{path.name} is not JSON ({_first_words(error)}).") from error
        yield BadRow(number + 1, f"the file breaks off here ({_first_words(error)})")


def _array_prefix(path: Path) -> str:
    """Where the items are: the top array, or the first array of objects in the top object."""
    import ijson  # noqa: PLC0415

    with open_text(path) as (text, _):
        try:
            for prefix, event, _value in ijson.parse(_Checked(_Utf8(text))):
                if event == "start_array":
                    return f"{prefix}.item" if prefix else "item"
        except (ijson.JSONError, ValueError, RecursionError, ArithmeticError) as error:
            raise BadInput(f"{path.name} is not JSON ({_first_words(error)}).") from error
    raise BadInput(f'{path.name} holds no array. Write [{{...}}, ...] or {{"rows": [{{...}}]}}.')


def _as_row(number: int, item: Any) -> Row | BadRow:
    if not isinstance(item, dict):
        return BadRow(number, "is not an object with fields", (str(item)[:2000],))
    values = dict(_flat(item))
    if any("\0" in value for value in values.values()):
        return BadRow(number, "holds NUL characters", tuple(values.values()))
    return Row(number, values)


def _flat(item: Mapping[str, Any], before: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """Fields as text; fields of an inner object as ``outer.inner``."""
    for key, value in item.items():
        name = f"{before}{key}"
        if isinstance(value, dict) and depth < _DEEPEST:
            yield from _flat(value, f"{name}.", depth + 1)
        else:
            yield name, _as_text(value)


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(_as_text(part) for part in value if not isinstance(part, list | dict))
    if isinstance(value, float) and value == value // 1:
        return str(int(value))
    return str(value)


def _first_words(error: BaseException) -> str:
    return " ".join(str(error).split())[:120]
