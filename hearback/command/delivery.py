"""``digests stuck`` and ``digests settle``: what only a person can know."""

from collections.abc import Sequence
from datetime import UTC, datetime

import click

from domain.error import NotFound
from domain.subscription import Delivery
from hearback.command.option import open_house
from hearback.output import json_option, print_json


def show_deliveries(deliveries: Sequence[Delivery], nothing: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"deliveries": deliveries})
        return
    for each in deliveries:
        reason = f": {each.reason}" if each.reason else ""
        click.echo(f"{each.period}  {each.subscription_id}  {each.state}{reason}")
    if not deliveries:
        click.echo(nothing)


@click.command("stuck", help="Digests of which nobody knows whether they arrived.")
@json_option
def stuck_command(*, as_json: bool) -> None:
    with open_house() as house:
        stuck = house.ledger.stuck(datetime.now(UTC))
        if as_json:
            targets = {each.id: each.target for each in house.subscriptions.all()}
            rows = [
                {
                    "id": each.key,
                    "target": targets.get(each.subscription_id),
                    "state": each.state,
                    "attempts": each.attempts,
                    "sending_at": each.sending_at,
                    "reason": each.reason,
                }
                for each in stuck
            ]
            print_json({"stuck": rows})
            return
        for each in stuck:
            began = f"{each.sending_at:%Y-%m-%d %H:%M} UTC" if each.sending_at else "unknown"
            target = next(
                (s.target for s in house.subscriptions.all() if s.id == each.subscription_id), "?"
            )
            click.echo(f"{each.key}  to {target}, handed over: {began}. {each.reason or ''}")
        if stuck:
            click.echo("Look in Slack, then: hearback digests settle ID --sent (or --again)")
        else:
            click.echo("Nothing is stuck.")


@click.command("settle", help="Say what became of a stuck digest: ID as `digests stuck` shows it.")
@click.argument("key", metavar="ID")
@click.option(
    "--sent/--again", required=True, default=None, help="It arrived, or it is to be sent again."
)
@json_option
def settle_command(*, key: str, sent: bool, as_json: bool) -> None:
    with open_house() as house:
        if not house.ledger.settle(key, sent=sent, now=datetime.now(UTC)):
            raise NotFound(f"No digest {key!r} is stuck. See: hearback digests stuck")
    if as_json:
        print_json({"id": key, "settled": "sent" if sent else "again"})
    elif sent:
        click.echo(f"{key} counts as sent.")
    else:
        click.echo(f"{key} is sent with the next tick, unless a newer one has fallen due.")
