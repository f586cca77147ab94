"""Many requests from standard input, an answer a line, in one process."""

import io
import json
import os
import select
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import click

from domain.error import BadInput, HearbackError

Request = dict[str, Any]
_MOST_LINES = 64
_CHUNK = 65_536


def answer_lines(answer: Callable[[Request], Any]) -> None:
    """Answer each JSON line as it comes. A request that fails is answered with its error."""
    for request in read_requests():
        _print_reply(request, _attempt(answer, request))


def answer_texts(answer: Callable[[Sequence[str]], Sequence[Request]]) -> None:
    """Answer the "text" of each JSON line, those that are there already together.

    Who types line by line gets each answer at once. One line out for each in, in their order; a
    request without a text is answered with its error, and the others are not held up by it.
    """
    for requests in _read_batches():
        texts = [_attempt(lambda request: {"text": text_of(request, "text")}, r) for r in requests]
        answers = iter(answer([one["text"] for one in texts if "error" not in one]))
        for request, one in zip(requests, texts, strict=True):
            _print_reply(request, one if "error" in one else next(answers))


def _attempt(answer: Callable[[Request], Any], request: Request) -> Any:
    try:
        return answer(request)
    except (HearbackError, click.ClickException) as error:
        return {"error": str(error)}
    except (TypeError, ValueError, AttributeError):
        return {"error": "A field of this request has the wrong type; see the contract."}


def _print_reply(request: Request, reply: Request) -> None:
    known = {"id": request["id"]} if "id" in request else {}
    click.echo(json.dumps(known | reply, ensure_ascii=False, default=str))


def read_requests() -> Iterator[Request]:
    """JSON objects, one a line. Raises BadInput with the number of a line that is none."""
    return _parse(enumerate(sys.stdin, start=1))


def _parse(lines: Iterable[tuple[int, str | bytes]]) -> Iterator[Request]:
    for number, line in lines:
        if not line.strip():
            continue
        try:
            request = json.loads(line)
        except ValueError:
            request = None
        if not isinstance(request, dict):
            raise BadInput(f"Line {number} of standard input is not a JSON object.")
        yield request


def _read_batches() -> Iterator[list[Request]]:
    """Requests as they come. What stands before a line that is none is handed out first."""
    seen = 0
    for lines in _lines_at_hand():
        batch: list[Request] = []
        try:
            for request in _parse(enumerate(lines, start=seen + 1)):
                batch.append(request)  # noqa: PERF402 - what came before an error must be kept
        finally:
            if batch:
                yield batch
        seen += len(lines)


def _lines_at_hand() -> Iterator[list[bytes]]:
    """Up to 64 lines that can be read without waiting; waits only for the first of them."""
    try:
        source = sys.stdin.fileno()
    except io.UnsupportedOperation:
        yield from _cut(sys.stdin.read().encode().splitlines())
        return
    rest = b""
    while chunk := os.read(source, _CHUNK):
        rest += chunk
        while rest.count(b"\n") < _MOST_LINES and select.select([source], [], [], 0)[0]:
            if not (chunk := os.read(source, _CHUNK)):
                break
            rest += chunk
        *lines, rest = rest.split(b"\n")
        yield from _cut(lines)
    if rest:
        yield [rest]


def _cut(lines: Sequence[bytes]) -> Iterator[list[bytes]]:
    for at in range(0, len(lines), _MOST_LINES):
        yield list(lines[at : at + _MOST_LINES])


def text_of(request: Request, name: str, default: str = "") -> str:
    """A text field of a request. Raises BadInput if it is something else."""
    value = request.get(name, default)
    if not isinstance(value, str):
        raise BadInput(f"{name!r} must be a text.")
    return value
