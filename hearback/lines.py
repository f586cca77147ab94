"""Many requests from standard input, an answer a line, in one process."""

import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

import click

from domain.error import BadInput, HearbackError

Request = dict[str, Any]


def answer_lines(answer: Callable[[Request], Any]) -> None:
    """Answer each JSON line as it comes. A request that fails is answered with its error."""
    for request in read_requests():
        try:
            reply = answer(request)
        except (HearbackError, click.ClickException) as error:
            reply = {"error": str(error)}
        except (TypeError, ValueError, AttributeError):
            reply = {"error": "A field of this request has the wrong type; see the contract."}
        known = {"id": request["id"]} if "id" in request else {}
        click.echo(json.dumps(known | reply, ensure_ascii=False, default=str))


def read_requests() -> Iterator[Request]:
    """JSON objects, one a line. Raises BadInput with the number of a line that is none."""
    for number, line in enumerate(sys.stdin, start=1):
        if not line.strip():
            continue
        try:
            request = json.loads(line)
        except json.JSONDecodeError:
            request = None
        if not isinstance(request, dict):
            raise BadInput(f"Line {number} of standard input is not a JSON object.")
        yield request


def text_of(request: Request, name: str, default: str = "") -> str:
    """A text field of a request. Raises BadInput if it is something else."""
    value = request.get(name, default)
    if not isinstance(value, str):
        raise BadInput(f"{name!r} must be a text.")
    return value
