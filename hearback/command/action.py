"""``actions``: what somebody promised to do, and what came of it."""

from datetime import date
from typing import TYPE_CHECKING

import click

from actions.promise import (
    answer_offer,
    close_action,
    extend_action,
    offer_action,
    promise_action,
)
from domain.action import Action, ActionState
from hearback.command.action_telling import (
    outcomes_command,
    page_command,
    tell_customers_command,
    told_command,
)
from hearback.command.option import Day, open_house, today
from hearback.command.review_option import by_option
from hearback.output import json_option, print_json

if TYPE_CHECKING:
    from hearback.house import House


@click.group("actions", help="Promise, finish or drop actions; tell both sides what came of them.")
def actions_command() -> None:
    pass


@actions_command.command("add", help="Promise WHAT by a day.")
@click.argument("what")
@click.option("--owner", required=True, help="A role, or a Slack user id.")
@click.option("--about", default="", help="The journey step or theme it is for.")
@click.option("--due", type=Day(), required=True)
@click.option(
    "--evidence", "evidence", multiple=True, metavar="ID", help="What it rests on; may be repeated."
)
@click.option(
    "--measure",
    default="",
    help="Which figure to look at afterwards: trend:METRIC@STEP, theme:THEME or negative:STEP. "
    "[default: chosen from --about]",
)
@by_option
@json_option
def add(
    *,
    what: str,
    owner: str,
    about: str,
    due: date,
    evidence: tuple[str, ...],
    measure: str,
    by: str,
    as_json: bool,
) -> None:
    from hearback.loop import check_evidence, without_personal_data  # noqa: PLC0415 - see root

    with open_house() as house:
        action = promise_action(
            house.actions,
            what=without_personal_data(house, what),
            owner=owner,
            about=about,
            due=due,
            today=today(),
            by=by,
            evidence=check_evidence(house, evidence),
            measure=measure,
        )
        _tell(action, as_json=as_json)


@actions_command.command("list", help="Every promise, by its date. Nobody is counted or ranked.")
@click.option("--owner", help="Only those of this role or Slack user id.")
@click.option("--role", help="A team's: those of the role, and of everybody who chose it.")
@click.option("--state", type=click.Choice([str(state) for state in ActionState]))
@json_option
def list_all(*, owner: str | None, role: str | None, state: str | None, as_json: bool) -> None:
    with open_house() as house:
        known = [
            each
            for each in house.actions.all()
            if (owner is None or each.owner == owner)
            and (role is None or _is_of_role(house, each, role))
            and (state is None or each.state == state)
        ]
        if as_json:
            print_json({"actions": known})
            return
        for each in known:
            _tell(each, as_json=False)
        if not known:
            click.echo("Nothing like that was promised yet. Next: hearback actions add")


def _is_of_role(house: "House", action: Action, role: str) -> bool:
    return role in (action.owner, house.conversations.role_of(action.owner))


@actions_command.command("show", help="One action with everything that happened to it.")
@click.argument("action_id")
@json_option
def show(*, action_id: str, as_json: bool) -> None:
    from actions.promise import find_action  # noqa: PLC0415

    with open_house() as house:
        action = find_action(house.actions, action_id)
        events = house.actions.events(action_id)
        if as_json:
            print_json({"action": action, "events": events})
            return
        _tell(action, as_json=False)
        for each in events:
            by = f", {each.by}" if each.by else ""
            words = f": {each.words}" if each.words else ""
            click.echo(f"  {each.day}  {each.kind}{by}{words}")


@actions_command.command("done", help="Say that an action is done, and what came of it.")
@click.argument("action_id")
@click.option("--outcome", required=True, help="What came of it, in a sentence.")
@by_option
@json_option
def done(*, action_id: str, outcome: str, by: str, as_json: bool) -> None:
    _close(action_id, ActionState.DONE, outcome, by, as_json=as_json)
    if not as_json:
        click.echo(f"Next: hearback actions tell-customers {action_id}")


@actions_command.command("drop", help="Drop an action, and say why.")
@click.argument("action_id")
@click.option("--outcome", "--reason", required=True, help="Why; it is kept.")
@by_option
@json_option
def drop(*, action_id: str, outcome: str, by: str, as_json: bool) -> None:
    _close(action_id, ActionState.DROPPED, outcome, by, as_json=as_json)


@actions_command.command("extend", help="Move the due date, and say why.")
@click.argument("action_id")
@click.option("--due", type=Day(), required=True)
@click.option("--reason", required=True, help="Why; it is kept.")
@by_option
@json_option
def extend(*, action_id: str, due: date, reason: str, by: str, as_json: bool) -> None:
    from hearback.loop import without_personal_data  # noqa: PLC0415

    with open_house() as house:
        why = without_personal_data(house, reason)
        extended = extend_action(
            house.actions, action_id, due=due, reason=why, today=today(), by=by
        )
        _tell(extended, as_json=as_json)


@actions_command.command("hand-over", help="Ask somebody else to take it; they have to accept.")
@click.argument("action_id")
@click.option("--to", required=True, help="A role, or a Slack user id.")
@by_option
@json_option
def hand_over(*, action_id: str, to: str, by: str, as_json: bool) -> None:
    with open_house() as house:
        _tell(offer_action(house.actions, action_id, to=to, today=today(), by=by), as_json=as_json)
        if not as_json:
            click.echo(f"{to} has not accepted yet: hearback actions accept {action_id}")


@actions_command.command("accept", help="Take over what was offered, or give it back.")
@click.argument("action_id")
@click.option("--give-back", is_flag=True, help="It stays with whoever had it.")
@by_option
@json_option
def accept(*, action_id: str, give_back: bool, by: str, as_json: bool) -> None:
    with open_house() as house:
        answered = answer_offer(
            house.actions, action_id, accepted=not give_back, today=today(), by=by
        )
        _tell(answered, as_json=as_json)


for command in (outcomes_command, tell_customers_command, told_command, page_command):
    actions_command.add_command(command)


def _close(action_id: str, state: ActionState, outcome: str, by: str, *, as_json: bool) -> None:
    from hearback.loop import without_personal_data  # noqa: PLC0415

    with open_house() as house:
        told = without_personal_data(house, outcome)
        closed = close_action(
            house.actions, action_id, state=state, outcome=told, today=today(), by=by
        )
        _tell(closed, as_json=as_json)


def _tell(action: Action, *, as_json: bool) -> None:
    if as_json:
        print_json(action)
        return
    outcome = f" -> {action.outcome}" if action.outcome else ""
    offered = f" (offered to {action.offered_to})" if action.offered_to else ""
    owner = f"{action.owner}{offered}, due {action.due}"
    click.echo(f"{action.id}  {action.state}  {owner}: {action.what}{outcome}")
