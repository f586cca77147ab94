"""``review``: what the CX team stands behind."""

from typing import TYPE_CHECKING

import click

from domain.verbatim import State
from hearback.command.option import catch_up, open_house
from hearback.output import json_option, print_json

if TYPE_CHECKING:
    from hearback.house import House


@click.group("review", help="Approve, feature or reject what was imported.")
def review_command() -> None:
    pass


@review_command.command("list", help="What waits, the strongest feelings first.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@json_option
def review_list(*, limit: int, as_json: bool) -> None:
    with open_house() as house:
        waiting = house.review.queue(limit)
        if as_json:
            print_json({"waiting": waiting, "counts": house.review.counts()})
            return
        for each in waiting:
            click.echo(f"{each.id}  {each.source}\n    {each.text}")
        click.echo(f"{house.review.counts().get('new', 0):,} wait. Next: hearback review approve")


@review_command.command("approve", help="Approve by id, or everything that waits (--all).")
@click.argument("ids", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Everything that waits.")
@click.option("--source", help="With --all: only of this source.")
@json_option
def review_approve(
    *, ids: tuple[str, ...], everything: bool, source: str | None, as_json: bool
) -> None:
    if bool(ids) == everything:
        raise click.UsageError("Name ids, or use --all (with --source NAME for one source).")
    with open_house() as house:
        if everything:
            moved = house.review.approve_source(source)
        else:
            moved = house.review.set_state(ids, State.APPROVED)
        _tell(house, moved, "approved", as_json=as_json)


@review_command.command("feature", help="Approve, and show before others.")
@click.argument("ids", nargs=-1, required=True)
@json_option
def review_feature(*, ids: tuple[str, ...], as_json: bool) -> None:
    with open_house() as house:
        _tell(house, house.review.set_state(ids, State.FEATURED), "featured", as_json=as_json)


@review_command.command("reject", help="Keep out of every answer.")
@click.argument("ids", nargs=-1, required=True)
@json_option
def review_reject(*, ids: tuple[str, ...], as_json: bool) -> None:
    with open_house() as house:
        moved = house.review.set_state(ids, State.REJECTED)
        house.conversations.withdraw(ids)
        _tell(house, moved, "rejected", as_json=as_json)


@review_command.command("questions", help="Questions that had no evidence.")
@json_option
def review_questions(*, as_json: bool) -> None:
    with open_house() as house:
        asked = house.conversations.unanswered()
        if as_json:
            print_json({"questions": asked})
            return
        for each in asked:
            click.echo(f"{each.times} × {each.role}: {each.question}\n    {each.reason}")
        if not asked:
            click.echo("Every question so far had evidence.")


def _tell(house: "House", moved: int, done: str, *, as_json: bool) -> None:
    catch_up(house)
    if as_json:
        print_json({done: moved, "counts": house.review.counts()})
    else:
        click.echo(f"{moved:,} {done}.")
