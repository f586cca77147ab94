"""Looking at what waits, at one comment, and at what was decided."""

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

import click

from domain.verbatim import State
from hearback.command.option import Day, open_house
from hearback.command.review_option import filter_options, now, read_filter
from hearback.output import json_option, print_json

if TYPE_CHECKING:
    from domain.review import Preview

_STATES = [str(state) for state in State]


@click.command("list", help="What waits, what matters most first, and why.")
@filter_options
@click.option("--state", type=click.Choice([*_STATES, "any"]), default="new", show_default=True)
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@json_option
def review_list(*, state: str, limit: int, as_json: bool, **filters: Any) -> None:
    from hearback.review_screen import item_lines  # noqa: PLC0415 - see root

    states = () if state == "any" else (State(state),)
    with open_house() as house:
        waiting = house.reviewer.queue(read_filter(states=states, **filters), limit)
        counts = house.review.counts()
    if as_json:
        print_json({"waiting": waiting, "counts": counts})
        return
    for each in waiting:
        click.echo("\n".join(item_lines(each)))
    click.echo(f"{counts.get('new', 0):,} wait. Next: hearback review")


@click.command("show", help="One comment and everything that was decided on it.")
@click.argument("evidence_id", metavar="ID")
@json_option
def review_show(*, evidence_id: str, as_json: bool) -> None:
    from hearback.review_screen import entry_line, item_lines  # noqa: PLC0415

    with open_house() as house:
        item = house.reviewer.item(evidence_id)
        history = house.reviewer.history(evidence_id)
    if as_json:
        print_json({"item": item, "history": history})
        return
    lines = [*item_lines(item), *(f"    {entry_line(each)}" for each in history)]
    click.echo("\n".join(lines))


@click.command("history", help="What was decided, the newest first.")
@click.option("--by", help="Only by this person.")
@click.option("--since", type=Day(), help="Not before this day.")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True)
@json_option
def review_history(*, by: str | None, since: date | None, limit: int, as_json: bool) -> None:
    first = datetime.combine(since, time(), UTC) if since else None
    with open_house() as house:
        batches = house.reviewer.batches(by, first, limit)
    if as_json:
        print_json({"batches": batches})
        return
    for each in batches:
        undone = ", undone" if each.undone else ""
        click.echo(
            f"{each.batch}  {each.decided_at:%Y-%m-%d %H:%M}  {each.decided_by}: "
            f"{each.decision} {each.changed:,}{undone}"
        )
    if not batches:
        click.echo("Nothing was decided yet. Next: hearback review")


@click.command("stats", help="What waits, by reason and by age.")
@json_option
def review_stats(*, as_json: bool) -> None:
    with open_house() as house:
        backlog, counts = house.reviewer.backlog(now()), house.review.counts()
    if as_json:
        print_json({"backlog": backlog, "counts": counts})
        return
    click.echo(f"{backlog.waiting:,} wait.")
    for reason, count in [*backlog.by_reason.items(), *backlog.by_age.items()]:
        if count:
            click.echo(f"{count:>8,}  {reason}")


def show_preview(preview: "Preview", done: str, *, as_json: bool) -> None:
    from hearback.review_screen import item_lines  # noqa: PLC0415

    if as_json:
        print_json({"preview": preview})
        return
    click.echo(f"{preview.count:,} would be {done}.")
    for name, counts in (
        ("state", preview.by_state),
        ("source", preview.by_source),
        ("theme", preview.by_theme),
    ):
        told = ", ".join(f"{each} {count:,}" for each, count in counts.items())
        click.echo(f"by {name}: {told or 'none'}")
    for each in preview.examples:
        click.echo("\n".join(item_lines(each)))
