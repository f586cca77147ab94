"""``hearback``: one clear line for every error, and the exit code that goes with it."""

import secrets
import sys
from collections.abc import Sequence

import click

from domain.error import HearbackError
from hearback.command.root import cli
from hearback.logs import get_log

_OK, _INTERNAL, _USAGE = 0, 1, 2
_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 if it worked, 2 for bad usage or input, 1 for an internal error."""
    try:
        cli.main(args=arguments, prog_name="hearback", standalone_mode=False)
    except click.exceptions.Abort:
        return _tell("Stopped. What was done so far is kept.", _INTERRUPTED)
    except click.ClickException as error:
        return _tell(_one_line(error.format_message()), _USAGE)
    except HearbackError as error:
        return _tell(_one_line(str(error)), _USAGE)
    except BrokenPipeError:
        return _OK  # whoever read our output has seen enough
    except Exception:  # noqa: BLE001 - the last place where anything can be said to a person
        failure_id = secrets.token_hex(4)
        get_log().exception("command_failed", failure_id=failure_id)
        told = f"Hearback failed. The log above has the reason under the id {failure_id}."
        return _tell(told, _INTERNAL)
    return _OK


def _tell(line: str, code: int) -> int:
    click.echo(f"hearback: {line}", err=True)
    return code


def _one_line(text: str) -> str:
    return " ".join(text.split())


def run() -> None:
    """What the installed command calls."""
    sys.exit(main())


if __name__ == "__main__":
    run()
