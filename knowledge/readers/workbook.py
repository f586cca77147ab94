"""Excel workbooks."""

import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

from domain.error import BadInput
from knowledge.readers.delimited import name_columns
from knowledge.row import BadRow, Row, Table

_BIGGEST_FILE = 200 << 20
# What the parts unpack to: a bomb of a few kilobytes unpacks to gigabytes.
_BIGGEST_CONTENT = 1 << 30
_HEADER_WITHIN = 20

Cell = int | float | str | bool | time | date | datetime | timedelta


def read_workbook(path: Path) -> Iterator[Table]:
    """Yield the first sheet that has a header and rows. Dates come as ISO dates.

    Raises BadInput for a file that is no workbook, is too large, or has no such sheet.
    """
    _check_size(path)
    for name, cells in _sheets(path):
        start = _header_at(cells)
        if start is not None:
            headers = name_columns(path, _as_texts(cells[start]))
            note = f"Read the sheet {name!r}."
            # The whole sheet is in memory by now, so all of the file was read.
            yield Table(_rows(cells, start, headers), lambda: path.stat().st_size, (note,))
            return
    raise BadInput(f"No sheet of {path.name} has a header row. Put the column names in row 1.")


def _check_size(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as parts:
            content = sum(part.file_size for part in parts.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise BadInput(f"{path.name} is not an XLSX workbook. Save it again as .xlsx.") from error
    if path.stat().st_size > _BIGGEST_FILE or content > _BIGGEST_CONTENT:
        raise BadInput(f"{path.name} is too large for a workbook. Export the sheet as CSV.")


def _sheets(path: Path) -> Iterator[tuple[str, list[list[Cell]]]]:
    import python_calamine  # noqa: PLC0415

    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            yield name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except BadInput:
        raise
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise BadInput(f"{path.name} cannot be read as a workbook. Save it again.") from error


def _header_at(cells: Sequence[Sequence[Cell]]) -> int | None:
    """The first row with at least two words in it, or one if the sheet has one column."""
    wanted = min(2, max((sum(c != "" for c in row) for row in cells[:_HEADER_WITHIN]), default=9))
    for number, row in enumerate(cells[:_HEADER_WITHIN]):
        if wanted and sum(isinstance(cell, str) and bool(cell.strip()) for cell in row) >= wanted:
            return number
    return None


def _rows(
    cells: Sequence[Sequence[Cell]], start: int, headers: tuple[str, ...]
) -> Iterator[Row | BadRow]:
    for number, row in enumerate(cells[start + 1 :], start=start + 2):
        texts = _as_texts(row)
        if not any(text.strip() for text in texts):
            continue
        if any("\0" in text for text in texts):
            yield BadRow(number, "holds NUL characters", tuple(texts))
        else:
            yield Row(number, dict(zip(headers, texts, strict=True)))


def _as_texts(row: Sequence[Cell]) -> list[str]:
    return [_as_text(cell) for cell in row]


def _as_text(cell: Cell) -> str:
    if isinstance(cell, datetime):
        midnight = cell.time() == time()
        return cell.date().isoformat() if midnight else cell.isoformat(timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
