"""Structured logs on standard error: ids, counts and durations, never what a customer wrote."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from domain.error import BadInput

_LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}


def set_up_logs(level: str) -> None:
    """Log from this level on. Raises BadInput for a level that does not exist."""
    if level.lower() not in _LEVELS:
        raise BadInput(f"HEARBACK_LOG_LEVEL={level!r}: choose one of {', '.join(_LEVELS)}.")
    number = _LEVELS[level.lower()]
    # Libraries speak up only when something is wrong, and without the texts they work on.
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_WithoutWords())
    logging.basicConfig(level=max(number, logging.ERROR), handlers=[handler], force=True)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(
                structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
            ),
            _without_messages,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


class _WithoutWords(logging.Formatter):
    """A library's log line without its message: who spoke, where, and the kind of the error."""

    def format(self, record: logging.LogRecord) -> str:
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        place = f"{record.name} {record.filename}:{record.lineno}"
        return f"{record.levelname.lower()} {place} {kind}".rstrip()


def _without_messages(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """An exception's own message may quote what it choked on: its type and place are enough."""
    for raised in event.get("exception") or []:
        raised["exc_value"] = "(left out: it may hold customer text)"
        raised.pop("exceptions", None)
    return event


def get_log() -> Any:
    return structlog.get_logger("hearback")
