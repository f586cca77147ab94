"""``retract`` and ``forget``: what the team withdraws, and what a customer wants forgotten."""

import click

from domain.verbatim import State
from hearback.command.option import catch_up, open_house
from hearback.output import json_option, print_json


@click.command("retract", help="Withdraw evidence from every answer, digest and message.")
@click.argument("ids", nargs=-1, required=True)
@json_option
def retract_command(*, ids: tuple[str, ...], as_json: bool) -> None:
    with open_house() as house:
        moved = house.review.set_state(ids, State.RETRACTED)
        pending = house.conversations.withdraw(ids)
        catch_up(house)
        if as_json:
            print_json({"retracted": moved, "messages": pending})
        else:
            click.echo(f"{moved} retracted; {len(pending)} Slack messages showed it.")
            _tell_messages(len(pending))


@click.command("forget", help="Delete everything that one customer said, and prove it.")
@click.option("--customer", required=True, help="As the imported file named the customer.")
@json_option
def forget_command(*, customer: str, as_json: bool) -> None:
    from knowledge.pseudonym import account_pseudonym, customer_pseudonym  # noqa: PLC0415

    with open_house() as house:
        secret = house.truth.secret()
        names = {customer_pseudonym(secret, customer), account_pseudonym(secret, customer)}
        gone = [each for name in sorted(names) for each in house.withdrawal.forget(name)]
        pending = house.conversations.withdraw(gone)
        catch_up(house)
        house.withdrawal.sweep()
        left = house.withdrawal.held(gone)
        if as_json:
            print_json({"forgotten": gone, "messages": pending, "still_held": left})
            return
        click.echo(f"{len(gone)} comments deleted; {len(left)} of them are still held.")
        _tell_messages(len(pending))


def _tell_messages(pending: int) -> None:
    if pending:
        click.echo(f"hearback serve takes it out of {pending} messages within a minute.")
