"""Running an import: progress, the record of it, the index, and what is told afterwards."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hearback.command.option import open_house
from hearback.output import print_json
from hearback.progress import ImportProgress, IndexProgress
from hearback.recording import recorded

if TYPE_CHECKING:
    from hearback.house import House
    from knowledge.progress import Progress
    from knowledge.report import ImportReport


def run_import(
    run: "Callable[[House, Progress], ImportReport]",
    name: str,
    *,
    as_json: bool,
    approve: bool = True,
    curated: bool = False,
    files: Sequence[Path] = (),
) -> None:
    with open_house(create=True) as house:
        with (
            ImportProgress(name) as shown,
            recorded(house, command_name(), files or (Path(name),), shown) as progress,
        ):
            report = progress.report = run(house, progress)
        if curated:
            house.keep_notes()
        else:
            house.keep_insights()
        report = replace(report, stages=report.stages | _index(house))
    _tell(report, as_json=as_json, approve=approve)


def command_name() -> str:
    """Which kind of import was asked for, as a person types it."""
    return click.get_current_context().info_name or "import"


def _index(house: "House") -> dict[str, float]:
    """Let the index take this up, or say who will; the processor seconds of it."""
    if house.index is None:
        click.echo("Another hearback owns the index; it takes this up by itself.", err=True)
        return {}
    began = time.process_time()
    with IndexProgress(house.corpus.revision() > house.index.position().revision) as progress:
        house.index.catch_up(house.corpus, progress.advance)
    return {"index": round(time.process_time() - began, 2)}


def _tell(report: "ImportReport", *, as_json: bool, approve: bool) -> None:
    for note in report.notes:
        click.echo(f"note: {note}", err=True)
    if report.imported and not approve:
        click.echo("They wait for review: hearback review list", err=True)
    if as_json:
        print_json(
            {
                "read": report.read,
                "imported": report.imported,
                "duplicates": report.duplicates,
                "rejected": report.rejected,
                "redacted": report.redacted,
                "rejects_file": report.rejects_file,
                "seconds": report.seconds,
                **({"forgotten": report.forgotten} if report.forgotten else {}),
                "stages": report.stages,
            }
        )
        return
    click.echo(
        f"read {report.read:,}, imported {report.imported:,}, duplicates {report.duplicates:,}, "
        f"rejected {report.rejected:,}, redacted {sum(report.redacted.values()):,} "
        f"({report.seconds:.1f} s)"
    )
    if report.rejects_file:
        click.echo(f"The rejected rows, with reasons: {report.rejects_file}")
