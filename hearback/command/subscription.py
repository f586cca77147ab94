"""``subscribe`` and ``digests``."""

from datetime import UTC, datetime

import click

from digests.schedule import make_subscription
from domain.subscription import WEEKDAYS
from hearback.command.option import open_house
from hearback.output import json_option, print_json


@click.command("subscribe", help="Send TARGET (a Slack user or channel id) a weekly digest.")
@click.argument("target")
@click.option("--role", required=True, help="For which role.")
@click.option("--day", type=click.Choice(WEEKDAYS), default="monday", show_default=True)
@click.option("--hour", type=click.IntRange(0, 23), default=9, show_default=True)
@click.option("--zone", default="UTC", show_default=True, help="Such as Europe/Vienna.")
@json_option
def subscribe_command(
    *, target: str, role: str, day: str, hour: int, zone: str, as_json: bool
) -> None:
    with open_house() as house:
        house.check_role(role)
        subscription = make_subscription(
            target,
            role,
            zone=zone,
            weekday=WEEKDAYS.index(day),
            hour=hour,
            now=datetime.now(UTC),
            known=house.subscriptions.of(target),
        )
        house.subscriptions.put(subscription)
        if as_json:
            print_json(subscription)
        else:
            click.echo(f"{target} gets {role}'s digest every {day} at {hour}:00 ({zone}).")


@click.command("digests", help="What became of each delivery, and why one was not sent.")
@json_option
def digests_command(*, as_json: bool) -> None:
    with open_house() as house:
        deliveries = house.ledger.deliveries()
        if as_json:
            print_json({"deliveries": deliveries})
            return
        for each in deliveries:
            reason = f": {each.reason}" if each.reason else ""
            click.echo(f"{each.period}  {each.subscription_id}  {each.state}{reason}")
        if not deliveries:
            click.echo("Nothing was due yet.")
