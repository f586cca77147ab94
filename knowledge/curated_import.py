"""Importing what the CX team writes by hand: journey maps and roles."""

import time
from pathlib import Path

from domain.journey import JourneyMap
from knowledge.journey_file import read_journey
from knowledge.journey_markdown import read_markdown
from knowledge.journey_sheet import read_sheet
from knowledge.journey_va import is_in_phases, read_phases
from knowledge.report import ImportReport
from knowledge.role_file import read_roles, unknown_steps
from knowledge.store import Truth

_MARKDOWN = {".md", ".markdown", ".mdown"}
_SHEETS = {".csv", ".tsv", ".xlsx", ".xlsm"}


def read_map(path: Path) -> tuple[JourneyMap, list[str]]:
    """A map in whatever shape it has, and what of it could not be placed. Raises BadInput.

    YAML and JSON with our own fields are checked strictly; Markdown, sheets and phases of moments
    are placed on those fields as far as they go.
    """
    kind = path.suffix.lower()
    if kind in _MARKDOWN:
        return read_markdown(path)
    if kind in _SHEETS:
        return read_sheet(path)
    if is_in_phases(path):
        return read_phases(path)
    return read_journey(path), []


def import_journey(path: Path, *, truth: Truth) -> ImportReport:
    """Import one journey map in any shape that ``read_map`` reads. Raises BadInput.

    ``read`` counts its steps; all count as imported if the map changed, else as duplicates.
    """
    began = time.monotonic()
    journey, notes = read_map(path)
    count = sum(1 for _ in journey.steps())
    changed = truth.put_journey(journey)
    return _report(count, count if changed else 0, began, notes)


def import_roles(path: Path, *, truth: Truth) -> ImportReport:
    """Import roles and their ripples (YAML or JSON). Raises BadInput with the place that is wrong.

    Steps that no stored map holds are named in the notes: the map may come later.
    """
    began = time.monotonic()
    roles = read_roles(path, {role.name for role in truth.roles()})
    known = {ref for journey in truth.journeys() for ref, _ in journey.steps()}
    notes = [
        f"{role} reaches the step {step!r}, which no imported journey map holds yet."
        for role, step in unknown_steps(roles, known)
    ]
    return _report(len(roles), truth.put_roles(roles), began, notes)


def _report(read: int, imported: int, began: float, notes: list[str]) -> ImportReport:
    return ImportReport(
        read=read,
        imported=imported,
        duplicates=read - imported,
        rejected=0,
        seconds=round(time.monotonic() - began, 3),
        notes=notes,
    )
