"""Maps as a sheet: steps as columns and lanes as rows, or the other way round. CSV, TSV, XLSX."""

import csv
import re
import zipfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from domain.error import BadInput
from domain.journey import JourneyMap
from knowledge.journey_draft import finish_map
from knowledge.journey_grid import Grid, about_only, draft_grid
from knowledge.journey_word import step_field
from knowledge.readers.table import check_file
from knowledge.readers.text_file import bounded_lines, open_text

_MOST_ROWS, _MOST_COLUMNS = 1000, 1000
_BIGGEST_CONTENT = 100 << 20
_EXPECTED = (
    "{} is no journey map: expected a row of steps and, in the first column, a lane each row, such "
    "as Stage, Step, Doing, Touchpoints, Feeling, Pain points."
)
_PERSONA = re.compile(r"\bpersona", re.IGNORECASE)


def read_sheet(path: Path) -> tuple[JourneyMap, list[str]]:
    """The first sheet that holds a map, and notes on what was not placed. Raises BadInput.

    What other sheets say of the whole map, such as its persona, is read too; a second map is not.
    """
    check_file(path)
    sheets = list(_grids(path))
    found = next(((name, draft) for name, grid in sheets if (draft := draft_grid(grid))), None)
    if found is None:
        raise BadInput(_EXPECTED.format(path.name))
    used, draft = found
    for name, grid in sheets:
        if name == used:
            continue
        if draft_grid(grid):
            draft.notes.append(
                f"The sheet {name!r} holds a map too. Import it as a file of its own."
            )
        else:
            draft.about += about_only(grid, of_persona=bool(_PERSONA.search(name)))
            draft.notes.append(f"The sheet {name!r} holds no steps; only what we know was read.")
    return finish_map(draft, path)


def _grids(path: Path) -> Iterator[tuple[str, Grid]]:
    if path.suffix.lower() in {".xlsx", ".xlsm"}:
        yield from _sheets(path)
    else:
        yield "", _cells(path)


def _cells(path: Path) -> Grid:
    with open_text(path) as (text, _):
        lines = list(islice(bounded_lines(text), 20 * _MOST_ROWS))
    head = "".join(lines[:20])
    delimiter = max("\t;,|", key=head.count)
    try:
        rows = list(islice(csv.reader(lines, delimiter=delimiter), _MOST_ROWS))
    except csv.Error as error:
        raise BadInput(f"{path.name} cannot be read as CSV ({error}).") from error
    return [row[:_MOST_COLUMNS] for row in rows]


def _sheets(path: Path) -> Iterator[tuple[str, Grid]]:
    import python_calamine  # noqa: PLC0415 - only workbooks need it

    try:
        with zipfile.ZipFile(path) as parts:
            content = sum(part.file_size for part in parts.infolist())
        if content > _BIGGEST_CONTENT:
            raise BadInput(f"{path.name} is too large for a map. Keep only the sheet of the map.")
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            rows = sheet.to_python(nrows=_MOST_ROWS, skip_empty_area=False)
            grid = [[_text(cell) for cell in row[:_MOST_COLUMNS]] for row in rows]
            yield name, _with_merged(grid, sheet.merged_cell_ranges or [])
    except (python_calamine.CalamineError, zipfile.BadZipFile, OSError, ValueError) as error:
        raise BadInput(f"{path.name} cannot be read as a workbook. Save it again.") from error


Cell = tuple[int, int]


def _with_merged(grid: list[list[str]], merged: Sequence[tuple[Cell, Cell]]) -> Grid:
    """What stands in merged cells beside a lane's name counts for each of their steps."""
    for (top, left), (bottom, right) in merged:
        if top >= len(grid) or left >= len(grid[top]) or (bottom - top) * (right - left) > 10_000:
            continue
        text = grid[top][left]
        # A lane's own name over several rows is the same lane; a title over all is a title.
        is_lane = left > 0 and any(step_field(cell) for cell in grid[top][:left] if cell)
        if is_lane or left == right:
            for row in grid[top : bottom + 1]:
                row[left : right + 1] = [text] * len(row[left : right + 1])
    return grid


def _text(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
