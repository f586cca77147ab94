"""``retention``: how long the words of each source are kept."""

from datetime import date

import click

from domain.error import NotFound
from domain.retention import EVERY_SOURCE, LONGEST, REJECTS, days_kept
from hearback.command.option import as_of_option, open_house, today
from hearback.output import json_option, print_json


@click.group("retention", help="How long the words of each source are kept.")
def retention_command() -> None:
    pass


@retention_command.command("set", help="Keep a source (or * for every other one) so many days.")
@click.argument("source")
@click.argument("days", type=click.IntRange(1, LONGEST))
@json_option
def retention_set(*, source: str, days: int, as_json: bool) -> None:
    with open_house() as house:
        known = {name for name, _ in house.review.sources()} | {EVERY_SOURCE, REJECTS}
        house.retention.put(source, days)
        if as_json:
            print_json({"source": source, "days": days})
            return
        click.echo(f"{source} is kept for {days:,} days.")
        if source not in known:
            click.echo(f"There is no source {source!r} yet; it holds once there is.")
        click.echo("What is older goes once a day while hearback serve runs, or now with:")
        click.echo("  hearback retention run --preview")


@retention_command.command("list", help="How long each source is kept.")
@json_option
def retention_list(*, as_json: bool) -> None:
    with open_house() as house:
        periods = house.retention.periods()
        sources = {name for name, _ in house.review.sources()} | set(periods) | {REJECTS}
        kept = {name: days_kept(name, periods) for name in sorted(sources)}
        if as_json:
            print_json({"retention": [{"source": n, "days": d} for n, d in kept.items()]})
            return
        for name, days in kept.items():
            click.echo(f"{name}: {'for ever' if days is None else f'{days:,} days'}")


@retention_command.command("clear", help="Keep a source as long as every other one.")
@click.argument("source")
@json_option
def retention_clear(*, source: str, as_json: bool) -> None:
    with open_house() as house:
        if not house.retention.clear(source):
            raise NotFound(f"{source!r} has no period of its own. See: hearback retention list")
        if as_json:
            print_json({"source": source, "days": None})
        else:
            click.echo(f"{source} has no period of its own any more.")


@retention_command.command("run", help="Delete what is older than its source is kept.")
@click.option("--preview", is_flag=True, help="Only say what would go.")
@as_of_option
@json_option
def retention_run(*, preview: bool, as_of: date | None, as_json: bool) -> None:
    from hearback.withdrawing import keep_index, run_retention  # noqa: PLC0415 - see root

    with open_house() as house:
        ran = run_retention(house, as_of or today(), preview=preview)
        if not preview:
            keep_index(house)
        if as_json:
            print_json({"preview": preview, "sources": ran})
            return
        for each in ran:
            gone = "would go" if preview else "deleted"
            click.echo(
                f"{each.source}: {each.comments:,} comments from before {each.first_kept} {gone}; "
                f"{each.messages} Slack messages showed some"
            )
        if not ran:
            click.echo("No source has a period. Set one: hearback retention set SOURCE DAYS")
