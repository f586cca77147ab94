"""``trends``."""

from datetime import date

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from hearback.command.option import as_of_option, open_house, today
from hearback.output import json_option, print_json


@click.command("trends", help="Every series with its verdict.")
@as_of_option
@json_option
def trends_command(*, as_of: date | None, as_json: bool) -> None:
    from hearback.document import change_document  # noqa: PLC0415 - see root
    from retrieval.label import format_value, series_label  # noqa: PLC0415

    with open_house() as house:
        changes = house.changes(as_of or today())
        if as_json:
            print_json({"series": [change_document(change) for change in changes]})
            return
        if not changes:
            click.echo("There are no trends yet. Next: hearback import trend FILE")
            return
        table = Table("series", "verdict", "latest", "before", "n", "window")
        for change in changes:
            values = (change.latest, change.baseline)
            shown = ["" if v is None else format_value(change.series.unit, v) for v in values]
            row = [series_label(change.series), change.verdict.replace("_", " "), *shown]
            row += ["" if change.n is None else f"{change.n:,}", change.window]
            table.add_row(*(Text(cell) for cell in row))
        Console(highlight=False).print(table)
