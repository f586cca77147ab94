"""Maps as a sheet: steps as columns and lanes as rows, or the other way round. CSV, TSV, XLSX."""

import csv
import zipfile
from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest
from pathlib import Path

from domain.error import BadInput
from domain.journey import JourneyMap
from knowledge.journey_draft import MapDraft, StageDraft, StepDraft, finish_map
from knowledge.journey_word import map_field, plain_name, step_field
from knowledge.readers.table import check_file
from knowledge.readers.text_file import bounded_lines, open_text

Grid = Sequence[Sequence[str]]
_MOST_ROWS, _MOST_COLUMNS = 1000, 1000
_BIGGEST_CONTENT = 100 << 20
_STAGES = {"stage", "stages", "phase", "phases", "journey stage", "journey phase", "life stage"}
_STEPS = {"step", "steps", "moment", "moments", "step name", "journey step", "customer step"}
_EXPECTED = (
    "{} is no journey map: expected a row of steps and, in the first column, a lane each row, such "
    "as Stage, Step, Doing, Touchpoints, Feeling, Pain points."
)


def read_sheet(path: Path) -> tuple[JourneyMap, list[str]]:
    """The first sheet that holds a map, and notes on what was not placed. Raises BadInput."""
    check_file(path)
    for grid in _grids(path):
        if draft := draft_grid(grid):
            return finish_map(draft, path)
    raise BadInput(_EXPECTED.format(path.name))


def draft_grid(grid: Grid) -> MapDraft | None:
    """The map in a grid of texts, or None if there is none in it.

    Above the lanes there may be rows of two cells that tell of the whole map (Persona, Sponsor).
    """
    rows = [[" ".join(cell.split()) for cell in row] for row in grid if any(map(str.strip, row))]
    for lanes in (rows, _turned(rows)):
        if _is_map(lanes):
            return _draft(lanes)
    return None


def _turned(rows: Grid) -> list[list[str]]:
    return [list(column) for column in zip_longest(*rows, fillvalue="")]


def _is_map(lanes: Grid) -> bool:
    """Two lanes that we know, and a row that names the steps."""
    firsts = [plain_name(row[0]) for row in lanes if row]
    known = sum(step_field(name) is not None for name in firsts)
    named = any(name in _STAGES | _STEPS for name in firsts) or (firsts and not firsts[0])
    return known >= 2 and bool(named)


def _draft(lanes: Grid) -> MapDraft:
    heads = [n for n, row in enumerate(lanes) if plain_name(row[0]) in _STAGES | _STEPS]
    bare = [n for n, row in enumerate(lanes) if not row[0]]
    start = min(heads + bare)
    draft = MapDraft("")
    _read_about(draft, lanes[:start])
    stages = _lane(lanes, _STAGES)
    names = _lane(lanes, _STEPS) or (lanes[bare[0]] if bare else [])
    rest = [row for n, row in enumerate(lanes) if n >= start and row[0] and n not in heads]
    for column in range(1, max(map(len, lanes))):
        _add_column(draft, column, stages, names, rest)
    return draft


def _read_about(draft: MapDraft, rows: Grid) -> None:
    for row in rows:
        cells = [cell for cell in row if cell]
        if len(cells) > 1 and map_field(cells[0]):
            draft.about.append((cells[0], cells[1:]))
        elif len(cells) == 1 and not draft.name:
            draft.name = cells[0]
        else:
            draft.unplaced.update(cells[:1])


def _lane(lanes: Grid, names: set[str]) -> Sequence[str]:
    return next((row for row in lanes if plain_name(row[0]) in names), [])


def _cell(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""


def _add_column(
    draft: MapDraft, column: int, stages: Sequence[str], names: Sequence[str], rest: Grid
) -> None:
    """One step; a stage's name stands over its first step only where cells were merged."""
    stage, name = _cell(stages, column), _cell(names, column)
    fields: list[tuple[str, Sequence[str]]] = [
        (row[0], [text]) for row in rest if (text := _cell(row, column))
    ]
    if stage and not (draft.stages and draft.stages[-1].name == stage):
        draft.stages.append(StageDraft(stage))
    if not (name or fields):
        return
    if not draft.stages:
        draft.stages.append(StageDraft("Journey"))
    last = draft.stages[-1]
    last.steps.append(StepDraft(name or stage or f"{last.name} {len(last.steps) + 1}", fields))


def _grids(path: Path) -> Iterator[Grid]:
    if path.suffix.lower() in {".xlsx", ".xlsm"}:
        yield from _sheets(path)
    else:
        yield _cells(path)


def _cells(path: Path) -> Grid:
    with open_text(path) as (text, _):
        lines = list(islice(bounded_lines(text), 20 * _MOST_ROWS))
    head = "".join(lines[:20])
    delimiter = max("\t;,", key=head.count)
    try:
        rows = list(islice(csv.reader(lines, delimiter=delimiter), _MOST_ROWS))
    except csv.Error as error:
        raise BadInput(f"{path.name} cannot be read as CSV ({error}).") from error
    return [row[:_MOST_COLUMNS] for row in rows]


def _sheets(path: Path) -> Iterator[Grid]:
    import python_calamine  # noqa: PLC0415 - only workbooks need it

    try:
        with zipfile.ZipFile(path) as parts:
            content = sum(part.file_size for part in parts.infolist())
        if content > _BIGGEST_CONTENT:
            raise BadInput(f"{path.name} is too large for a map. Keep only the sheet of the map.")
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(nrows=_MOST_ROWS)
            yield [[_text(cell) for cell in row[:_MOST_COLUMNS]] for row in rows]
    except (python_calamine.CalamineError, zipfile.BadZipFile, OSError, ValueError) as error:
        raise BadInput(f"{path.name} cannot be read as a workbook. Save it again.") from error


def _text(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
