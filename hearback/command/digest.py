"""``digest``."""

from datetime import date
from pathlib import Path

import click

from domain.period import Period, previous, week_of
from hearback.command.option import PeriodName, as_of_option, open_house, today
from hearback.output import json_option, print_json


@click.command("digest", help="What ROLE would be sent for a period.")
@click.argument("role")
@click.option(
    "--period", type=PeriodName(), help="Such as 2026-W46. [default: the last whole week]"
)
@as_of_option
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Where charts go.")
@json_option
def digest_command(
    *, role: str, period: Period | None, as_of: date | None, out: Path | None, as_json: bool
) -> None:
    from hearback.document import digest_document  # noqa: PLC0415 - see root
    from hearback.screen import show_digest  # noqa: PLC0415

    day = as_of or today()
    with open_house() as house:
        digest = house.digest(role, period or previous(week_of(day)), as_of=day, folder=out)
        if as_json:
            print_json(digest_document(digest))
        else:
            show_digest(digest)
