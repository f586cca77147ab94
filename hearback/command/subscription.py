"""``subscribe`` and ``digests``."""

from datetime import UTC, datetime

import click

from digests.schedule import make_subscription
from domain.cadence import Cadence
from domain.subscription import WEEKDAYS
from hearback.command.delivery import settle_command, show_deliveries, stuck_command
from hearback.command.leave_in_peace import CALENDAR_COMMANDS, describe_days
from hearback.command.option import open_house
from hearback.output import json_option, print_json


@click.command("subscribe", help="Send TARGET (a Slack user or channel id) a digest.")
@click.argument("target")
@click.option("--role", required=True, help="For which role.")
@click.option("--day", type=click.Choice(WEEKDAYS), default="monday", show_default=True)
@click.option("--hour", type=click.IntRange(0, 23), default=9, show_default=True)
@click.option(
    "--every",
    type=click.Choice([str(each) for each in Cadence]),
    default=str(Cadence.WEEKLY),
    show_default=True,
)
@click.option(
    "--monthday",
    type=click.IntRange(1, 31),
    default=1,
    show_default=True,
    help="For a monthly one; a shorter month has it on its last day.",
)
@click.option("--owner", help="The Slack user who is told if the target is gone.")
@click.option("--zone", default="UTC", show_default=True, help="Such as Europe/Vienna.")
@json_option
def subscribe_command(
    *,
    target: str,
    role: str,
    day: str,
    hour: int,
    every: str,
    monthday: int,
    owner: str | None,
    zone: str,
    as_json: bool,
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
            cadence=Cadence(every),
            monthday=monthday,
            owner=owner,
        )
        house.subscriptions.put(subscription)
        if as_json:
            print_json(subscription)
        else:
            click.echo(f"{target} gets {role}'s digest {describe_days(subscription)}.")


@click.group(
    "digests",
    invoke_without_command=True,
    help="What became of each delivery, why one was not sent, and when to be left in peace.",
)
@json_option
@click.pass_context
def digests_command(context: click.Context, *, as_json: bool) -> None:
    if context.invoked_subcommand:
        return
    with open_house() as house:
        show_deliveries(house.ledger.deliveries(), "Nothing was due yet.", as_json=as_json)


for _command in (stuck_command, settle_command, *CALENDAR_COMMANDS):
    digests_command.add_command(_command)
