"""CSV, TSV and their relatives."""

import contextlib
import csv
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from statistics import fmean
from typing import TextIO

from domain.error import BadInput
from knowledge.readers.text_file import bounded_lines, open_text
from knowledge.row import BadRow, Row, Table

_DELIMITERS = ",;\t|"
# Nobody's data holds it, so a file of one column is read as one column.
_NO_DELIMITER = "\x1f"
_SNIFFED_LINES = 60
_MOST_COLUMNS = 1000


def read_delimited(path: Path) -> Iterator[Table]:
    """Yield the one table of a CSV or TSV file, open while the caller iterates.

    Raises BadInput for an empty file. A row that cannot be read comes as a BadRow.
    """
    delimiter = _sniff(path)
    with open_text(path) as (text, position):
        records = _records(text, delimiter)
        headers = _headers(path, records)
        yield Table(_rows(records, headers), position)


def _records(text: TextIO, delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    """Records with the line they begin on; a reason in place of one that the parser refuses."""
    reader = csv.reader(bounded_lines(text), delimiter=delimiter)
    while True:
        line = reader.line_num + 1
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, f"cannot be read as CSV ({error})"


def _headers(path: Path, records: Iterator[tuple[int, list[str] | str]]) -> tuple[str, ...]:
    for _, cells in records:
        if isinstance(cells, str):
            raise BadInput(f"The header of {path.name} {cells}. Save it as CSV in UTF-8.")
        if any(cell.strip() for cell in cells):
            return name_columns(path, cells)
    raise BadInput(f"{path.name} is empty. Export it again and import that file.")


def name_columns(path: Path, cells: Sequence[str]) -> tuple[str, ...]:
    """Headers, each different and none empty."""
    if len(cells) > _MOST_COLUMNS:
        raise BadInput(f"{path.name} has {len(cells)} columns; at most {_MOST_COLUMNS} are read.")
    names: list[str] = []
    taken: set[str] = set()
    for number, cell in enumerate(cells, start=1):
        name = " ".join(cell.replace("\0", "").split())[:200] or f"column {number}"
        names.append(name if name not in taken else f"{name} ({number})")
        taken.add(names[-1])
    return tuple(names)


def _rows(
    records: Iterator[tuple[int, list[str] | str]], headers: tuple[str, ...]
) -> Iterator[Row | BadRow]:
    for line, cells in records:
        if isinstance(cells, str):
            yield BadRow(line, cells)
        elif not any(cell.strip() for cell in cells):
            continue
        elif len(cells) != len(headers):
            reason = f"has {len(cells)} columns where the header has {len(headers)}"
            yield BadRow(line, reason, tuple(cells[:_MOST_COLUMNS]))
        elif any("\0" in cell for cell in cells):
            yield BadRow(line, "holds NUL bytes", tuple(cells))
        else:
            yield Row(line, dict(zip(headers, cells, strict=True)))


def _sniff(path: Path) -> str:
    """The delimiter under which the first lines have the most columns, evenly."""
    with open_text(path) as (text, _):
        lines = list(islice(bounded_lines(text), _SNIFFED_LINES))
    order = "\t,;|" if path.suffix.lower() in {".tsv", ".tab"} else _DELIMITERS
    scores = {delimiter: _evenness(lines, delimiter) for delimiter in order}
    best = max(scores, key=lambda delimiter: scores[delimiter])
    return best if scores[best] > 0 else _NO_DELIMITER


def _evenness(lines: Sequence[str], delimiter: str) -> float:
    widths: list[int] = []
    # A field too long for the parser ends the look, not the import.
    with contextlib.suppress(csv.Error):
        widths.extend(len(cells) for cells in csv.reader(lines, delimiter=delimiter) if cells)
    if not widths or widths[0] == 1:
        return 0.0
    even = fmean(width == widths[0] for width in widths)
    return even + widths[0] / (_MOST_COLUMNS * 10)
