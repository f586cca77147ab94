"""``retract``, ``restore`` and ``forget``: what the team withdraws, and what a customer wants
forgotten."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from domain.error import BadInput
from hearback.command.option import catch_up, open_house
from hearback.command.page import rewrite_page, tell_page
from hearback.output import json_option, print_json

if TYPE_CHECKING:
    from hearback.house import House
    from hearback.withdrawing import Forgotten

_BY = click.option("--by", help="Who decides. [default: the user of this machine]")


@click.command("retract", help="Withdraw evidence from every answer, digest and message.")
@click.argument("ids", nargs=-1, required=True)
@click.option("--reason", default="", help="Why; kept with the decision.")
@_BY
@json_option
def retract_command(*, ids: tuple[str, ...], reason: str, by: str | None, as_json: bool) -> None:
    with open_house() as house:
        told = house.redactor.redact([reason])[0].text if reason else ""
        moved, pending = house.withdrawal.retract(ids, reason=told, by=_who(by), at=_now())
        catch_up(house)
        page = rewrite_page(house)
        if as_json:
            rewritten = {"page": page} if page else {}
            print_json({"retracted": moved, "messages": pending, **rewritten})
        else:
            click.echo(f"{moved} retracted; {len(pending)} Slack messages showed it.")
            tell_page(page)
            _tell_messages(len(pending))
            click.echo("To undo it: hearback restore " + " ".join(ids))


@click.command("restore", help="Undo a retraction. What was forgotten cannot come back.")
@click.argument("ids", nargs=-1, required=True)
@_BY
@json_option
def restore_command(*, ids: tuple[str, ...], by: str | None, as_json: bool) -> None:
    with open_house() as house:
        restored = house.withdrawal.restore(ids, by=_who(by), at=_now())
        if any(not each.startswith("v_") for each in ids):
            house.keep_notes()
        catch_up(house)
        if as_json:
            print_json({"restored": restored})
        else:
            click.echo(f"{restored} restored. Messages that were updated stay as they are.")


@click.command("forget", help="Delete everything that one customer said, and prove it.")
@click.option("--customer", "customers", multiple=True, help="As the imported file named them.")
@click.option("--account", "accounts", multiple=True, help="Everything of an account.")
@click.option("--allow-again", is_flag=True, help="Only let them be imported again.")
@json_option
def forget_command(
    *, customers: tuple[str, ...], accounts: tuple[str, ...], allow_again: bool, as_json: bool
) -> None:
    from hearback.withdrawing import forget  # noqa: PLC0415 - see root
    from knowledge.pseudonym import account_pseudonym, forgotten_mark  # noqa: PLC0415
    from knowledge.withdrawal import customer_names  # noqa: PLC0415

    spoken = [name.strip() for name in (*customers, *accounts)]
    if not spoken or not all(spoken):
        raise BadInput("Name who is to be forgotten: hearback forget --customer ID")
    with open_house() as house:
        secret = house.truth.secret()
        names = {account_pseudonym(secret, each) for each in accounts}
        names |= {name for each in customers for name in customer_names(secret, each)}
        marks = {forgotten_mark(secret, name) for name in names}
        if allow_again:
            lifted = house.withdrawal.allow(marks)
            _tell_allowed(lifted, as_json=as_json)
            return
        # First, so that an import that runs meanwhile brings nothing in behind our back.
        house.withdrawal.bar(marks)
        done = forget(house, frozenset(names), _telling(spoken))
        page = rewrite_page(house)
        mentions = sorted({m for each in _telling(spoken) for m in house.withdrawal.mentions(each)})
        _tell_forgotten(house, done, mentions, page, as_json=as_json)
    if not done.proof.holds:
        raise SystemExit(1)


_SHORTEST_TELLING = 4


def _telling(spoken: list[str]) -> list[str]:
    """Names long enough to mean this customer wherever they stand, and not just any word."""
    return [name for name in spoken if len(name) >= _SHORTEST_TELLING]


def _tell_allowed(lifted: int, *, as_json: bool) -> None:
    if as_json:
        print_json({"allowed": lifted > 0})
    elif lifted:
        click.echo("They may be imported again. What was deleted does not come back by itself.")
    else:
        click.echo("They were not barred from being imported.")


def _tell_forgotten(
    house: "House",
    done: "Forgotten",
    mentions: list[str],
    page: dict[str, str] | None,
    *,
    as_json: bool,
) -> None:
    if as_json:
        print_json(
            {
                "forgotten": list(done.erased.ids),
                "removed": dict(done.removed),
                "messages": done.messages,
                "proof": dict(done.proof.counts),
                "still_held": list(done.proof.still_held),
                "mentioned_by_others": mentions,
                **({"page": page} if page else {}),
            }
        )
        return
    for line in _forgotten_lines(done):
        click.echo(line)
    if mentions:
        click.echo(f"Others name this customer in: {', '.join(mentions)}. See: hearback review")
    if house.index is None:
        click.echo("Another hearback owns the index; it lets go of this within a minute.")
    _tell_messages(len(done.messages))
    tell_page(page)


def _forgotten_lines(done: "Forgotten") -> Iterator[str]:
    """Store by store: what was removed, and what a search found afterwards. Never words."""
    if not any(done.removed.values()):
        yield "Nothing was held of this customer."
    for store, count in sorted(done.removed.items()):
        yield f"removed from {store}: {count:,}"
    yield from (f"  {each}" for each in done.erased.ids)
    for place, found in sorted(done.proof.counts.items()):
        yield f"searched {place}: {found or 'nothing found'}"
    yield from (f"STILL HELD in {place}" for place in done.proof.still_held)


def _tell_messages(pending: int) -> None:
    if pending:
        click.echo(f"hearback serve takes it out of {pending} messages within a minute.")


def _who(by: str | None) -> str:
    return by or os.environ.get("USER") or os.environ.get("LOGNAME") or "command line"


def _now() -> datetime:
    return datetime.now(UTC)
