"""``ask``."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from domain.answer import Answer
from domain.audience import EMPLOYEES, parse_audience
from hearback.command.option import Day, as_of_option, open_house, today
from hearback.lines import Request, answer_lines, text_of
from hearback.output import json_option, print_json

if TYPE_CHECKING:
    from hearback.house import House


@click.command("ask", help="Ask a question as a role. With - as QUESTION, reads JSON lines.")
@click.argument("question")
@click.option("--role", help="The role that asks, such as finance.")
@as_of_option
@click.option("--channel-audience", help="Groups that will see the answer, with commas.")
@click.option("--more", is_flag=True, help="Everything that was found, and the evidence.")
@json_option
def ask_command(
    *,
    question: str,
    role: str | None,
    as_of: date | None,
    channel_audience: str | None,
    more: bool,
    as_json: bool,
) -> None:
    from hearback.document import answer_document  # noqa: PLC0415 - see root
    from hearback.inquiry import keep_unanswered  # noqa: PLC0415
    from hearback.screen import show_answer  # noqa: PLC0415

    with open_house() as house:
        defaults: dict[str, Any] = {
            "role": role,
            "as_of": as_of,
            "channel_audience": channel_audience,
        }
        if question == "-":
            answer_lines(lambda request: _answer_request(house, request, defaults))
            return
        answer = _ask(house, question, **defaults)
        if as_json:
            print_json(answer_document(answer))
        else:
            show_answer(answer, whole=more)
        keep_unanswered(house, answer)


def _answer_request(house: "House", request: Request, defaults: dict[str, Any]) -> dict[str, Any]:
    from hearback.document import answer_document  # noqa: PLC0415
    from hearback.inquiry import keep_unanswered  # noqa: PLC0415

    asked = {name: request.get(name, value) for name, value in defaults.items()}
    if asked["as_of"]:
        asked["as_of"] = Day().convert(asked["as_of"], None, None)
    answer = _ask(house, text_of(request, "question"), **asked)
    keep_unanswered(house, answer)
    return answer_document(answer)


def _ask(
    house: "House",
    question: str,
    *,
    role: str | None,
    as_of: date | None,
    channel_audience: str | None,
) -> Answer:
    if not role:
        names = ", ".join(each.name for each in house.truth.roles())
        raise click.UsageError(f"Say which role asks: --role NAME. Known: {names}.")
    audience = parse_audience(channel_audience) if channel_audience else EMPLOYEES
    return house.ask(question, role, audience, as_of or today())
