"""``trends``."""

from collections.abc import Sequence
from datetime import date

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from domain.trend import Change, Unit
from hearback.command.option import as_of_option, open_house, today
from hearback.output import json_option, print_json


@click.command("trends", help="Every series with its verdict.")
@as_of_option
@json_option
def trends_command(*, as_of: date | None, as_json: bool) -> None:
    from hearback.document import change_document, disagreement_document  # noqa: PLC0415
    from retrieval.disagreement import describe_disagreement, disagreements  # noqa: PLC0415

    with open_house() as house:
        changes = house.changes(as_of or today())
        apart = disagreements(changes)
        if as_json:
            print_json(
                {
                    "series": [change_document(change) for change in changes],
                    "disagreements": [disagreement_document(each) for each in apart],
                }
            )
            return
        if not changes:
            click.echo("There are no trends yet. Next: hearback import trend FILE")
            return
        Console(highlight=False).print(_table(changes))
        for pair in apart:
            click.echo(f"Score and words disagree: {describe_disagreement(pair)}.")


def _table(changes: Sequence[Change]) -> Table:
    table = Table("series", "verdict", "before to latest", "change (95 %)", "n", "window")
    for change in changes:
        table.add_row(*(Text(cell) for cell in _row(change)))
    return table


def _row(change: Change) -> list[str]:
    from retrieval.label import format_value, series_label  # noqa: PLC0415

    step = f" at {change.series.step}" if change.series.step else ""
    values = (change.baseline, change.latest)
    return [
        series_label(change.series) + step,
        change.verdict.replace("_", " "),
        " to ".join(format_value(change.series.unit, v) for v in values if v is not None),
        _interval(change),
        "" if change.n is None else f"{change.n:,}",
        change.window,
    ]


def _interval(change: Change) -> str:
    """From what to what the change may be, in the series' unit."""
    if change.interval is None:
        return ""
    scale = 100 if change.series.unit is Unit.PROPORTION else 1
    low, high = (scale * end for end in change.interval)
    return f"{low:+,.1f} to {high:+,.1f}"
