"""What a person is told when something went wrong, and what the log keeps of it."""

import secrets
import traceback

import structlog

from domain.error import HearbackError

_log = structlog.get_logger("hearback.bot")


def explain(error: Exception, doing: str) -> str:
    """A sentence fit to be shown. Internal failures are logged under the id that it names.

    The log gets the kind of the error and where it arose, never its message, which may hold
    what a customer or a colleague wrote.
    """
    if isinstance(error, HearbackError):
        return str(error)
    failure_id = secrets.token_hex(3)
    _log.error(
        "bot.failure",
        failure_id=failure_id,
        doing=doing,
        error=type(error).__name__,
        where=_where(error),
    )
    return (
        f"Something went wrong on our side while {doing} (id {failure_id}). "
        "Please try again in a minute. If it happens again, give that id to whoever runs Hearback."
    )


def _where(error: Exception) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    return [f"{frame.filename.rsplit('/', 3)[-1]}:{frame.lineno}" for frame in frames]
