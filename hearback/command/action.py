"""``actions``: what somebody promised to do, and what came of it."""

from datetime import date

import click

from actions.promise import close_action, promise_action
from domain.action import Action, ActionState
from hearback.command.option import Day, open_house, today
from hearback.output import json_option, print_json


@click.group("actions", help="Promise, finish or drop actions.")
def actions_command() -> None:
    pass


@actions_command.command("add", help="Promise WHAT by a day.")
@click.argument("what")
@click.option("--owner", required=True, help="A role, or a Slack user id.")
@click.option("--about", default="", help="The journey step or theme it is for.")
@click.option("--due", type=Day(), required=True)
@json_option
def add(*, what: str, owner: str, about: str, due: date, as_json: bool) -> None:
    with open_house() as house:
        day = today()
        action = promise_action(
            house.actions, what=what, owner=owner, about=about, due=due, today=day
        )
        _tell(action, as_json=as_json)


@actions_command.command("list", help="Every promise, by its date.")
@json_option
def list_all(*, as_json: bool) -> None:
    with open_house() as house:
        known = house.actions.all()
        if as_json:
            print_json({"actions": known})
            return
        for each in known:
            _tell(each, as_json=False)
        if not known:
            click.echo("Nobody has promised anything yet. Next: hearback actions add")


@actions_command.command("done", help="Say that an action is done, and what came of it.")
@click.argument("action_id")
@click.option("--outcome", required=True)
@json_option
def done(*, action_id: str, outcome: str, as_json: bool) -> None:
    _close(action_id, ActionState.DONE, outcome, as_json=as_json)


@actions_command.command("drop", help="Drop an action, and say why.")
@click.argument("action_id")
@click.option("--outcome", required=True)
@json_option
def drop(*, action_id: str, outcome: str, as_json: bool) -> None:
    _close(action_id, ActionState.DROPPED, outcome, as_json=as_json)


def _close(action_id: str, state: ActionState, outcome: str, *, as_json: bool) -> None:
    with open_house() as house:
        closed = close_action(house.actions, action_id, state=state, outcome=outcome, today=today())
        _tell(closed, as_json=as_json)


def _tell(action: Action, *, as_json: bool) -> None:
    if as_json:
        print_json(action)
        return
    outcome = f" -> {action.outcome}" if action.outcome else ""
    click.echo(
        f"{action.id}  {action.state}  {action.owner}, due {action.due}: {action.what}{outcome}"
    )
