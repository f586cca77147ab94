"""What the commands of review share: who decides, what is meant, and what is said of it."""

import getpass
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, ParamSpec

import click

from domain.review import MOVES, Decision, Selection
from domain.verbatim import State
from hearback.command.option import Day, catch_up, parse_where
from hearback.output import print_json

if TYPE_CHECKING:
    from hearback.house import House

P = ParamSpec("P")


def who() -> str:
    """The login name, where the machine knows one."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "somebody"


by_option = click.option(
    "--by",
    envvar="HEARBACK_USER",
    default=who,
    show_default="HEARBACK_USER or the login name",
    help="Who decides.",
)


def filter_options(command: Callable[P, Any]) -> Callable[P, Any]:
    """Give a command ``--where``, ``--source``, ``--since`` and ``--until``."""
    for option in (
        click.option("--until", type=Day(), help="Not said after this day."),
        click.option("--since", type=Day(), help="Not said before this day."),
        click.option("--source", help="Only of this source."),
        click.option(
            "--where", "pairs", multiple=True, metavar="FIELD=VALUE", help="As in search."
        ),
    ):
        command = option(command)
    return command


def read_filter(
    pairs: tuple[str, ...],
    source: str | None,
    since: date | None,
    until: date | None,
    states: tuple[State, ...] = (),
) -> Selection:
    """What is meant by the options. A state that is named with ``--where`` decides by itself."""
    where = parse_where(pairs) | ({"source": source} if source else {})
    meant = () if "state" in where else states
    return Selection(where=where, states=meant, since=since, until=until)


def reached(chosen: Selection, decision: Decision) -> Selection:
    """A filter narrowed to what the decision would change; approval means what waits."""
    sources, _ = MOVES[decision]
    waiting = decision is Decision.APPROVE and "state" not in chosen.where
    states = (State.NEW,) if waiting else sources
    return Selection(where=chosen.where, since=chosen.since, until=chosen.until, states=states)


def now() -> datetime:
    return datetime.now(UTC)


def on_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def tell(house: "House", done: str, decided: Any, *, as_json: bool) -> None:
    """Bring the index up to date and say what came of a decision."""
    catch_up(house)
    if as_json:
        document = {done: decided.changed, "batch": decided.batch, "messages": decided.messages}
        print_json(document | {"counts": house.review.counts()})
        return
    batch = f" (batch {decided.batch})" if decided.batch else ""
    click.echo(f"{decided.changed:,} {done}{batch}.")
    tell_messages(len(decided.messages))


def tell_messages(pending: int) -> None:
    if pending:
        click.echo(f"hearback serve takes it out of {pending} messages within a minute.")
