"""The end of ``actions``: what happened to customers after, and telling everybody."""

from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from domain.action import Action, Side
from domain.error import BadInput
from domain.outcome import CAVEAT, Outcome
from domain.worth import Worth, describe_worth, value_outcome
from hearback.command.option import as_of_option, open_house, today
from hearback.command.review_option import by_option
from hearback.output import json_option, print_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from actions.customer import CustomerList
    from domain.worth import Price
    from hearback.house import House


@click.command("outcomes")
@as_of_option
@json_option
def outcomes_command(*, as_of: date | None, as_json: bool) -> None:
    """Customers before and after each finished action.

    Where worth.yaml in HEARBACK_HOME says what one point of a metric is worth in a year, also what
    the change was worth, between two amounts.
    """
    from hearback.loop import find_outcomes, known_prices  # noqa: PLC0415 - see root

    with open_house() as house:
        prices = known_prices(house)
        found = {each.action_id: each for each in find_outcomes(house, as_of or today())}
        finished = [each for each in house.actions.all() if each.id in found]
        listed = sorted(finished, key=lambda each: (each.closed_on or each.due, each.id))
        if as_json:
            rows = [_row(house, each, found[each.id], prices) for each in listed]
            print_json({"outcomes": rows, "caveat": CAVEAT})
            return
        for each in listed:
            show_outcome(each, found[each.id], value_outcome(found[each.id], prices))
        click.echo(CAVEAT if listed else "Nothing is done yet. Next: hearback actions list")


def _row(
    house: "House", action: Action, outcome: Outcome, prices: "Mapping[str, Price]"
) -> dict[str, Any]:
    sides = house.actions.tellings(action.id)
    told = {str(side): sides[side].told if side in sides else None for side in Side}
    worth = _worth(value_outcome(outcome, prices))
    return {"action": action, "outcome": outcome, "worth": worth, "told": told}


def _worth(worth: Worth | None) -> dict[str, Any] | None:
    if worth is None:
        return None
    nothing, said = worth.may_be_nothing, describe_worth(worth)
    return {**asdict(worth), "may_be_nothing": nothing, "told": said}


def show_outcome(action: Action, outcome: Outcome, worth: Worth | None = None) -> None:
    click.echo(f"{action.id}  {action.state} on {action.closed_on}: {action.what}")
    if action.outcome:
        click.echo(f"  came of it: {action.outcome}")
    click.echo(f"  {outcome.told}")
    if outcome.low is not None and outcome.high is not None and outcome.unit:
        from retrieval.label import format_difference  # noqa: PLC0415

        click.echo(f"  {format_difference(outcome.unit, (outcome.low, outcome.high))}")
    if worth is not None:
        click.echo(f"  {describe_worth(worth)}")


@click.command(
    "tell-customers",
    help="Who may be told, with a draft: seen, as CSV, or posted.",
)
@click.argument("action_id")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write a CSV file.")
@click.option("--post", metavar="URL", help="Post the list once (https, or this machine).")
@click.option("--everyone-about", "wider", is_flag=True, help="Also others unhappy about the same.")
@click.option("--draft", default="", help="Your own wording.")
@by_option
@json_option
def tell_customers_command(
    *,
    action_id: str,
    out: Path | None,
    post: str | None,
    wider: bool,
    draft: str,
    by: str,
    as_json: bool,
) -> None:
    from actions.customer import as_csv, as_rows  # noqa: PLC0415
    from hearback.loop import customers_of  # noqa: PLC0415

    with open_house() as house:
        listed = customers_of(house, action_id, wider=wider, draft=draft)
        if out is not None:
            _write_file(out, as_csv(listed))
        posted = _post(house, post, listed, by) if post else None
        if as_json:
            counts = _counts(listed)
            rows = {"action": action_id, "draft": listed.draft, "customers": as_rows(listed)}
            print_json({**rows, **counts, "file": out, "posted": posted})
            return
        _show_list(listed, out, posted=posted)


def _counts(listed: "CustomerList") -> dict[str, int]:
    contacts = listed.contacts
    return {
        "may_be_told": len(contacts.listed),
        "refused": contacts.refused,
        "no_consent_known": contacts.unknown,
        "no_reference": contacts.unreachable,
    }


def _show_list(listed: "CustomerList", out: Path | None, *, posted: bool | None) -> None:
    contacts = listed.contacts
    click.echo(f"Draft: {listed.draft}")
    for each in contacts.listed:
        ids = " ".join(each.source_ids)
        click.echo(f"  {each.customer or each.account or '-'}  {ids} ({', '.join(each.sources)})")
    click.echo(
        f"{len(contacts.listed)} may be told; not listed: {contacts.refused} refused contact, "
        f"{contacts.unknown} without a known consent, {contacts.unreachable} without a reference."
    )
    if out is not None:
        click.echo(f"Written to {out}. It names customers: delete it when they are told.")
    if posted is not None:
        click.echo("Posted." if posted else "It was posted before, and was not posted again.")
    if not posted:
        click.echo(f"When they are told: hearback actions told {listed.action_id} --customers")


def _write_file(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        path.chmod(0o600)  # it names customers
    except OSError as error:
        raise BadInput(f"{path} cannot be written ({error.strerror}). Name another file.") from None


def _post(house: "House", url: str, listed: "CustomerList", by: str) -> bool:
    """Post the list under the action's key, and mark the customers told."""
    from actions.customer import as_rows  # noqa: PLC0415
    from actions.telling import mark_told  # noqa: PLC0415
    from actions.webhook import Webhook, post_once  # noqa: PLC0415

    if not listed.contacts.listed:
        raise BadInput("Nobody on the list may be contacted, so nothing was posted.")
    token = house.settings.webhook_token
    hook = Webhook(
        url,
        token.get_secret_value() if token else "",
        allow_private=house.settings.allow_private_hosts,
    )
    key = f"hearback-customers-{listed.action_id}"
    body = {"action": listed.action_id, "draft": listed.draft, "customers": as_rows(listed)}
    posted = post_once(house.notices, hook, key, body, datetime.now(UTC))
    if Side.CUSTOMERS not in house.actions.tellings(listed.action_id):
        words = f"posted a list of {len(listed.contacts.listed)}"
        day = today()
        mark_told(
            house.actions,
            listed.action_id,
            Side.CUSTOMERS,
            told=True,
            words=words,
            today=day,
            by=by,
        )
    return posted


@click.command("told", help="Say that a side was told, or why not; both close it.")
@click.argument("action_id")
@click.option("--customers", "side", flag_value=str(Side.CUSTOMERS), help="The customers.")
@click.option("--employees", "side", flag_value=str(Side.EMPLOYEES), help="The employees.")
@click.option("--how", default="", help="How they were told.")
@click.option("--why-not", default="", help="Why they are not told.")
@by_option
@json_option
def told_command(
    *, action_id: str, side: str | None, how: str, why_not: str, by: str, as_json: bool
) -> None:
    from actions.telling import mark_told, untold_readers  # noqa: PLC0415
    from hearback.loop import without_personal_data  # noqa: PLC0415

    if side is None:
        raise BadInput("Say who was told: --customers or --employees.")
    if how and why_not:
        raise BadInput("Either they were told (--how), or say why not (--why-not).")
    with open_house() as house:
        words = without_personal_data(house, why_not or how)
        action = mark_told(
            house.actions,
            action_id,
            Side(side),
            told=not why_not,
            words=words,
            today=today(),
            by=by,
        )
        sides = house.actions.tellings(action_id)
        if as_json:
            print_json({"action": action, "told": {str(s): each for s, each in sides.items()}})
            return
        click.echo(f"{action.id}  {action.state}  {action.what}")
        for other in Side:
            if other not in sides:
                click.echo(f"Still to be told, or why not: {other}")
        if Side.EMPLOYEES not in sides and (waiting := untold_readers(house.actions, action)):
            click.echo(f"Their next digest tells {len(waiting)} who were sent the evidence.")


@click.command("page", help="Write “you said, we did” as one page for everyone.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True)
@click.option("--company", default="", help="Whose page it is.")
@as_of_option
@json_option
def page_command(*, out: Path, company: str, as_of: date | None, as_json: bool) -> None:
    from hearback.loop import publish_page  # noqa: PLC0415

    with open_house() as house:
        report = publish_page(house, out, company, as_of or today())
        if as_json:
            print_json(report)
            return
        click.echo(f"{report.path}: {len(report.shown)} actions. Read it before you publish it.")
        if report.left_out:
            click.echo(f"{report.left_out} finished ones rest on no words that the public may see.")
        click.echo("It is written again by itself when something on it is withdrawn.")
