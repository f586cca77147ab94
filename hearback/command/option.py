"""Options that several commands share, and opening the house for a command."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import click
from pydantic import ValidationError

from domain.error import BadInput
from domain.period import Period, parse_period

if TYPE_CHECKING:
    from hearback.house import House


class Day(click.ParamType[date]):
    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a day. Write it as 2026-11-15.", param, ctx)


class PeriodName(click.ParamType[Period]):
    name = "PERIOD"

    def convert(self, value: Any, param: Any, ctx: Any) -> Period:
        try:
            return value if isinstance(value, Period) else parse_period(str(value))
        except BadInput as error:
            self.fail(str(error), param, ctx)


as_of_option = click.option(
    "--as-of", type=Day(), default=None, help="As it stood on that day. [default: today]"
)


def today() -> date:
    return datetime.now(UTC).date()


@contextmanager
def open_house(*, create: bool = False) -> "Iterator[House]":
    """The house for as long as a command lasts. Raises BadInput for settings that are wrong."""
    from config.settings import Settings  # noqa: PLC0415 - `--help` must not wait for all this
    from hearback.house import House  # noqa: PLC0415
    from hearback.logs import set_up_logs  # noqa: PLC0415

    try:
        settings = Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "HEARBACK_" + "_".join(str(part) for part in first["loc"]).upper()
        raise BadInput(f"{name} cannot be used: {first['msg']}.") from None
    set_up_logs(settings.log_level)
    house = House(settings, create=create)
    try:
        yield house
    finally:
        house.close()


def catch_up(house: "House") -> None:
    """Let the index take up what changed, or say who will."""
    house.keep_insights()
    if house.index is None:
        click.echo("Another hearback owns the index; it lets go of this by itself.", err=True)
    else:
        house.index.catch_up(house.corpus)


def parse_where(pairs: tuple[str, ...]) -> dict[str, str]:
    """Read ``--where FIELD=VALUE`` options."""
    found: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name or '"' in name:
            raise BadInput(f"--where {pair}: write it as FIELD=VALUE, such as step=user/pay.")
        found[name.strip()] = value.strip()
    return found
