"""``look-back``: a quarter or a year, for those who lead."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from domain.look_back import default_period
from domain.outcome import CAVEAT
from domain.period import Period
from hearback.command.option import PeriodName, as_of_option, open_house, today
from hearback.output import json_option, print_json

if TYPE_CHECKING:
    from domain.evidence import Evidence
    from domain.look_back import LookBack, Measured


@click.command("look-back")
@click.option(
    "--period",
    type=PeriodName(),
    default=None,
    help="A quarter or a year: 2026-Q3, 2026. [default: the last whole quarter]",
)
@as_of_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Also write it here, as one page that prints well.",
)
@click.option("--company", default="", help="Whose page it is.")
@json_option
def look_back_command(
    *, period: Period | None, as_of: date | None, out: Path | None, company: str, as_json: bool
) -> None:
    """A quarter or a year for those who lead: what changed, what was done, in whose words.

    At most five measures: those that moved, then those that roles are tracked on. What an action
    was worth is said where worth.yaml in HEARBACK_HOME prices its metric.
    """
    from hearback.document import look_back_document  # noqa: PLC0415 - see root
    from hearback.looking_back import look_back_on, write_look_back_page  # noqa: PLC0415

    day = as_of or today()
    with open_house() as house:
        found = look_back_on(house, period or default_period(day), day)
    page = None
    if out is not None and not found.is_empty:
        page = write_look_back_page(found, out, company, day)
    if as_json:
        print_json({**look_back_document(found), "caveat": CAVEAT, "page": page})
        return
    if found.is_empty:
        click.echo(f"There is nothing to say of {found.span}: nothing was heard, measured or done.")
        return
    _show(found)
    if page is not None:
        click.echo(f"\n{page} is for employees. It is not changed by itself: write it again")
        click.echo("before you pass it on, in case words were withdrawn.")


def _show(found: "LookBack") -> None:
    held = {item.ref: item for item in found.evidence}
    click.echo(f"Looking back on {found.span}")
    for line in found.counts:
        click.echo(f"  {line}")
    for each in found.measures:
        _show_measure(each, held)
    if found.also_done:
        click.echo("\nAlso finished")
    for done in found.also_done:
        click.echo(f"  {done.text(held)}")
    click.echo(f"\n{CAVEAT}")


def _show_measure(each: "Measured", held: "dict[str, Evidence]") -> None:
    from actions.look_back_page import NOTHING_DONE  # noqa: PLC0415

    click.echo(f"\n{each.title}\n  {each.readings}\n  {each.change.text(held)}")
    if each.doubt:
        click.echo(f"  {each.doubt}")
    for done in each.done:
        click.echo(f"  Done: {done.text(held)}")
    if not each.done:
        click.echo(f"  {NOTHING_DONE}")
    if each.quote:
        click.echo(f"  {each.quote.text(held)}")
