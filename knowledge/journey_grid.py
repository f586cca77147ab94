"""A grid of texts as a journey map: which way it runs, which lane is which, which column a step."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from knowledge.journey_draft import MapDraft, StageDraft, StepDraft
from knowledge.journey_word import map_field, plain_name, step_field

Grid = Sequence[Sequence[str]]
_STAGES = {"stage", "stages", "phase", "phases", "journey stage", "journey phase", "life stage",
           "journey stages", "journey phases", "stage name", "phase name", "customer journey stage",
           "chapter", "macro stage", "lifecycle stage"}  # fmt: skip
_STEPS = {"step", "steps", "moment", "moments", "step name", "journey step", "customer step",
          "journey steps", "customer steps", "customer journey step", "name", "title", "sub stage",
          "substage", "sub phase", "substep", "user step"}  # fmt: skip
# A corner that says what the rows are, and not what the columns are.
_CORNERS = {"lane", "lanes", "row", "layer", "layers", "dimension", "category", "swimlane",
            "element", "aspect", "field", "journey", "journey map", "customer journey",
            "customer journey map", "lens", "theme"}  # fmt: skip
_HEADS = _STAGES | _STEPS | _CORNERS
_NUMBERED = re.compile(r"(?:step|moment|#)?\s*\d+\.?", re.IGNORECASE)
_MOST_SKIPPED = 2
NO_STAGE = "Journey"


def draft_grid(grid: Grid) -> MapDraft | None:
    """The map in a grid of texts, or None if there is none in it.

    Above the lanes there may be rows that tell of the whole map (Persona, Sponsor), and before
    them a column or two that group the lanes.
    """
    rows = [[" ".join(cell.split()) for cell in row] for row in grid if any(map(str.strip, row))]
    rows = _without_empty_columns(rows)
    views = [*_lanes_as_rows(rows), *_lanes_as_columns(rows)]
    best = max(views, key=lambda view: _known(view[1]), default=None)
    return _draft(*best) if best else None


def about_only(grid: Grid, *, of_persona: bool) -> list[tuple[str, Sequence[str]]]:
    """What rows of a name and its texts say of the whole map."""
    about: list[tuple[str, Sequence[str]]] = []
    for row in grid:
        cells = [cell for cell in map(str.strip, row) if cell]
        if len(cells) > 1 and map_field(cells[0]):
            is_name = of_persona and plain_name(cells[0]) == "name"
            about.append(("persona" if is_name else cells[0], cells[1:]))
    return [pair for pair in about if of_persona or plain_name(pair[0]) not in {"name", "title"}]


def _without_empty_columns(rows: Grid) -> list[list[str]]:
    filled = [column for column in _turned(rows) if any(column)]
    return _turned(filled)


def _turned(rows: Grid) -> list[list[str]]:
    return [list(column) for column in zip_longest(*rows, fillvalue="")]


def _lanes_as_rows(rows: Grid) -> Iterator[tuple[Grid, Grid]]:
    """What may be rows about the map and its lanes, with a column of groups before them or not."""
    for skipped in range(_MOST_SKIPPED + 1):
        lanes = [row[skipped:] for row in rows]
        start = next((n for n, row in enumerate(lanes) if _begins(row, rows[n], skipped)), None)
        if start is not None and _is_map(lanes[start:]):
            yield rows[:start], lanes[start:]


def _begins(row: Sequence[str], whole: Sequence[str], skipped: int) -> bool:
    """A head (Phase, Step, or a bare corner), or without one the first lane that we know."""
    if len(row) < 2 or not any(row[1:]):
        return False
    name = plain_name(row[0])
    if any(plain_name(cell) in _HEADS for cell in whole[:skipped]):
        return True
    is_lane = step_field(name) is not None and map_field(name) is None
    return name in _HEADS - {"name", "title"} or not row[0] or is_lane


def _lanes_as_columns(rows: Grid) -> Iterator[tuple[Grid, Grid]]:
    """A row that names the lanes, and the rows below it turned."""
    for number, row in enumerate(rows):
        known = sum(step_field(cell) is not None for cell in row if cell)
        if known > 1 and (known > 2 or any(plain_name(cell) in _STAGES | _STEPS for cell in row)):
            lanes = _turned(rows[number:])
            # A sheet may have the steps' names in a column without a name.
            yield rows[:number], [lane for lane in lanes if any(lane)]
            return


def _known(lanes: Grid) -> int:
    return sum(step_field(row[0]) is not None or plain_name(row[0]) in _HEADS for row in lanes)


def _is_map(lanes: Grid) -> bool:
    """Two lanes that we know, and a row that names the steps."""
    firsts = [plain_name(row[0]) for row in lanes]
    known = sum(step_field(name) is not None for name in firsts)
    return known > 1 and bool(firsts) and (not firsts[0] or bool(set(firsts) & _HEADS))


def _draft(about: Grid, lanes: Grid) -> MapDraft:
    draft = MapDraft("")
    _read_about(draft, about)
    for block in _blocks(lanes):
        _read_block(draft, block)
    return draft


def _read_about(draft: MapDraft, rows: Grid) -> None:
    for row in rows:
        cells = [cell for cell in row if cell]
        if len(cells) > 1 and map_field(cells[0]):
            draft.about.append((cells[0], cells[1:]))
        elif len(set(cells)) == 1 and not draft.name:
            draft.name, colon, told = cells[0].partition(": ")
            if colon and map_field(draft.name):
                draft.about.append((draft.name, [told]))
                draft.name = ""
            else:
                draft.name = cells[0]
        elif len(set(cells)) == 1 and ": " in cells[0]:
            name, _, told = cells[0].partition(": ")
            draft.about.append((name, [told]))
        else:
            draft.unplaced.update(cells[:1])


def _blocks(lanes: Grid) -> Iterator[list[Sequence[str]]]:
    """A map may go on below itself, with the same heads again."""
    block: list[Sequence[str]] = []
    seen: set[str] = set()
    has_lanes = False
    for row in lanes:
        name = plain_name(row[0])
        if name in _HEADS and has_lanes and name in seen:
            yield block
            block, seen, has_lanes = [], set(), False
        seen.add(name)
        has_lanes = has_lanes or step_field(name) is not None
        block.append(row)
    yield block


def _read_block(draft: MapDraft, lanes: Sequence[Sequence[str]]) -> None:
    stages, names, rest = _heads(lanes)
    for column in range(1, max(map(len, lanes))):
        _add_column(draft, column, stages, names, rest)


def _heads(lanes: Sequence[Sequence[str]]) -> tuple[Sequence[str], Sequence[str], Grid]:
    """The row of stages, the row of steps, and the lanes, each under its name.

    A row without a name goes on with the lane above it; before the first lane it is a head.
    """
    stages: Sequence[str] = ()
    names: Sequence[str] = ()
    bare: list[Sequence[str]] = []
    rest: list[Sequence[str]] = []
    for row in lanes:
        name = plain_name(row[0])
        if name in _STAGES and not stages:
            stages = row
        elif name in _STEPS and not names:
            names = row
        elif (not row[0] and not rest) or name in _CORNERS:
            bare.append(row)
        elif row[0]:
            rest.append(row)
        else:
            rest.append([rest[-1][0], *row[1:]])
    return *_with_bare(stages, names, bare), rest


def _with_bare(
    stages: Sequence[str], names: Sequence[str], bare: Sequence[Sequence[str]]
) -> tuple[Sequence[str], Sequence[str]]:
    """Rows of heads that do not say what they are: the lowest names the steps."""
    for row in reversed(bare):
        if not names:
            names = row
        elif not stages and not all(_NUMBERED.fullmatch(cell) for cell in row[1:] if cell):
            stages = row
    return stages, names


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
    if not (name or fields or stage):
        return
    if not draft.stages:
        draft.stages.append(StageDraft(NO_STAGE))
    last = draft.stages[-1]
    last.steps.append(StepDraft(name or stage or f"{last.name} {len(last.steps) + 1}", fields))
