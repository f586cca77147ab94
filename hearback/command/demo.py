"""``demo``: the main job on the example company, from nothing."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actions.promise import find_action
from domain.audience import EMPLOYEES
from domain.error import HearbackError
from hearback.command.action_telling import show_outcome
from hearback.command.option import open_house

if TYPE_CHECKING:
    from hearback.house import House

_QUESTION = "how does my work affect customers?"
_DIGESTS = ("finance", "sales", "service")


@click.command("demo", help="The main job on the example company, from nothing.")
@click.option(
    "--examples", type=click.Path(path_type=Path), default=Path("examples/kestrel"), hidden=True
)
def demo_command(*, examples: Path) -> None:
    from hearback.example import PERIOD, TODAY, load_example  # noqa: PLC0415 - see root
    from hearback.loop import find_outcomes  # noqa: PLC0415
    from hearback.screen import show_answer, show_digest  # noqa: PLC0415

    with open_house(create=True) as house:
        click.echo("Building a knowledge base from the example company:", err=True)
        load_example(house, examples, lambda step: click.echo(f"  {step}", err=True))
        click.echo(f"\nFinance asks: {_QUESTION}\n")
        show_answer(house.ask(_QUESTION, "finance", EMPLOYEES, TODAY))
        for role in _DIGESTS:
            click.echo(f"\nThe digest of {role}:\n")
            folder = house.home / "charts"
            show_digest(house.digest(role, PERIOD, as_of=TODAY, folder=folder))
        click.echo("\nWhat was done about it, and what happened to customers after:\n")
        for outcome in find_outcomes(house, TODAY):
            show_outcome(find_action(house.actions, outcome.action_id), outcome)
        if sys.stdin.isatty() and sys.stdout.isatty():
            _converse(house)


def _converse(house: "House") -> None:
    """Ask more, until an empty line."""
    from hearback.example import TODAY  # noqa: PLC0415
    from hearback.screen import show_answer  # noqa: PLC0415

    names = ", ".join(role.name for role in house.truth.roles())
    click.echo(f"\nAsk more: write ROLE: QUESTION, an empty line ends. Roles: {names}.")
    click.echo("Write more to see all of the last answer.")
    answer = None
    while line := click.prompt("", default="", show_default=False, prompt_suffix="> ").strip():
        if line.lower() == "more" and answer:
            show_answer(answer, whole=True)
            continue
        role, colon, question = line.partition(":")
        if not colon:
            role, question = "finance", line
        try:
            answer = house.ask(question, role.strip().lower(), EMPLOYEES, TODAY)
            show_answer(answer)
        except HearbackError as error:
            click.echo(str(error))
