"""``digests snooze | mute | unmute | away | quiet | end``: when somebody wants no digest."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import click

from digests.schedule import be_away, be_quiet, mute, snooze
from domain.cadence import Cadence
from domain.error import BadInput, NotFound
from domain.subscription import WEEKDAYS, Subscription
from hearback.command.option import Day, open_house
from hearback.output import json_option, print_json


def describe_days(subscription: Subscription) -> str:
    """``every monday at 9:00 (Europe/Vienna)``."""
    day = WEEKDAYS[subscription.weekday]
    days = {
        Cadence.WEEKLY: f"every {day}",
        Cadence.TWO_WEEKS: f"every second {day}",
        Cadence.MONTHLY: f"on day {subscription.monthday} of each month",
    }
    return f"{days[subscription.cadence]} at {subscription.hour}:00 ({subscription.zone})"


def _change(
    target: str, told: str, how: Callable[[Subscription], Subscription], *, as_json: bool
) -> None:
    with open_house() as house:
        known = house.subscriptions.of(target)
        if known is None:
            raise NotFound(f"{target} has no digest. To begin one: hearback subscribe {target}")
        changed = how(known)
        house.subscriptions.put(changed)
    if as_json:
        print_json(changed)
    else:
        click.echo(f"{target}: {told}.")


@click.command("snooze", help="Leave out TARGET's next digest, or all before a day.")
@click.argument("target")
@click.option("--until", type=Day(), help="Such as 2026-12-07. [default: only the next one]")
@json_option
def snooze_command(*, target: str, until: date | None, as_json: bool) -> None:
    told = f"no digest before {until}" if until else "the next digest is left out"
    _change(target, told, lambda s: snooze(s, datetime.now(UTC), until), as_json=as_json)


@click.command("mute", help="No digest for TARGET until it is unmuted.")
@click.argument("target")
@json_option
def mute_command(*, target: str, as_json: bool) -> None:
    _change(target, "muted", lambda s: mute(s, datetime.now(UTC), muted=True), as_json=as_json)


@click.command("unmute", help="Digests for TARGET again, from the next one on.")
@click.argument("target")
@json_option
def unmute_command(*, target: str, as_json: bool) -> None:
    told = "digests come again, from the next one on"
    _change(target, told, lambda s: mute(s, datetime.now(UTC), muted=False), as_json=as_json)


@click.command("away", help="Nothing for TARGET while away; then the newest period only.")
@click.argument("target")
@click.option("--from", "first", type=Day(), help="The first day away.")
@click.option("--to", "last", type=Day(), help="The last day away.")
@click.option("--back", is_flag=True, help="The absence is over.")
@json_option
def away_command(
    *, target: str, first: date | None, last: date | None, back: bool, as_json: bool
) -> None:
    if back == bool(first and last) or (first is None) != (last is None):
        raise BadInput("Say --from DAY --to DAY, or --back.")
    told = "not away any more" if back else f"nothing is sent from {first} to {last}"
    _change(target, told, lambda s: be_away(s, first, last), as_json=as_json)


@click.command("quiet", help="Hours in which TARGET is sent nothing; what is due waits.")
@click.argument("target")
@click.option("--from", "begin", type=click.IntRange(0, 23), help="The hour they begin.")
@click.option("--to", "end", type=click.IntRange(0, 23), help="The hour they end.")
@click.option("--off", is_flag=True, help="No quiet hours.")
@json_option
def quiet_command(
    *, target: str, begin: int | None, end: int | None, off: bool, as_json: bool
) -> None:
    both = begin is not None and end is not None
    if off == both or (begin is None) != (end is None):
        raise BadInput("Say --from HOUR --to HOUR, or --off.")
    told = "no quiet hours" if off else f"nothing is sent from {begin}:00 to {end}:00"
    _change(target, told, lambda s: be_quiet(s, begin, end), as_json=as_json)


@click.command("end", help="End TARGET's digest.")
@click.argument("target")
@json_option
def end_command(*, target: str, as_json: bool) -> None:
    with open_house() as house:
        ended = house.subscriptions.remove(target)
    if as_json:
        print_json({"target": target, "ended": ended})
    else:
        click.echo(f"{target}'s digest has ended." if ended else f"{target} had no digest.")


CALENDAR_COMMANDS = (
    snooze_command,
    mute_command,
    unmute_command,
    away_command,
    quiet_command,
    end_command,
)
