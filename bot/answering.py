"""From a question to the message that answers it. It always ends in a message."""

from collections.abc import Callable
from dataclasses import dataclass

import structlog

from bot.blocks.answer import answer_message, unfinished_message
from bot.blocks.message import Message
from bot.blocks.notice import help_message, notice, role_question
from bot.desk import Desk
from bot.failure import explain
from bot.question import Asked, read_question
from domain.answer import Answer
from domain.audience import Audience
from domain.role import Role

_log = structlog.get_logger("hearback.bot")


@dataclass(frozen=True, slots=True)
class Composed:
    """A message, and the ids of the evidence that it shows."""

    message: Message
    evidence_ids: tuple[str, ...] = ()


Grow = Callable[[Composed], None]


async def compose_answer(
    desk: Desk,
    user: str,
    text: str,
    audience: Audience,
    role_block: str,
    *,
    grow: Grow | None = None,
) -> Composed:
    """The answer, help for an empty question, a question for the role, or a plain error.

    ``role_block`` is the block id under which a chosen role comes back; ``grow`` gets the answer
    as far as it is written.
    """
    try:
        roles = await desk.services.roles()
        asked = read_question(text, roles)
        if not asked.text:
            return Composed(help_message())
        role = asked.role or await desk.services.role_of(user)
        if role is None:
            return Composed(role_question(roles, role_block))
        await _remember_asking(desk, user, role)
        return await _answer(desk, asked, role, audience, roles, grow=grow)
    except Exception as error:  # noqa: BLE001 - a person who asked is always told something
        return Composed(notice(explain(error, "answering your question")))


async def compose_whole_answer(
    desk: Desk, question: str, role: str, audience: Audience
) -> Composed:
    """All of an answer, as things stand now, or a plain error."""
    try:
        roles = await desk.services.roles()
        answer = await desk.services.ask(question, role=role, audience=audience)
    except Exception as error:  # noqa: BLE001 - a person who asked is always told something
        return Composed(notice(explain(error, "showing more")))
    return Composed(answer_message(answer, title_of(role, roles), whole=True), _ids(answer))


async def _remember_asking(desk: Desk, user: str, role: str) -> None:
    try:
        await desk.services.record_asking(user, role)
    except Exception as error:  # noqa: BLE001 - the answer stands; the log says what is missing
        explain(error, "counting a question")


async def remember_posting(desk: Desk, message_ref: str, composed: Composed) -> None:
    """Keep what a message shows, so that it can be taken out of it. Never raises."""
    if not composed.evidence_ids:
        return
    try:
        await desk.services.record_posting(message_ref, list(composed.evidence_ids))
    except Exception as error:  # noqa: BLE001 - the answer stands; the log says what is missing
        explain(error, "recording a posting")


async def _answer(
    desk: Desk,
    asked: Asked,
    role: str,
    audience: Audience,
    roles: list[Role],
    *,
    grow: Grow | None,
) -> Composed:
    title = title_of(role, roles)

    def tell(unfinished: Answer) -> None:
        if grow is not None and not unfinished.abstained:
            grow(Composed(unfinished_message(unfinished, title), _ids(unfinished)))

    answer = await desk.services.ask(asked.text, role=role, audience=audience, tell=tell)
    _log.info(
        "bot.answered",
        role=role,
        abstained=answer.abstained,
        evidence=len(answer.evidence),
        took_ms=round(answer.took_ms),
    )
    return Composed(answer_message(answer, title), _ids(answer))


def _ids(answer: Answer) -> tuple[str, ...]:
    return tuple(item.id for item in answer.evidence)


def title_of(name: str, roles: list[Role]) -> str:
    return next((role.title for role in roles if role.name == name and role.title), name)
