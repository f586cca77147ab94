"""What each command does, ending in a message to the person who typed it."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import compose_answer, remember_posting, title_of
from bot.blocks.message import Message
from bot.blocks.notice import help_message, notice, role_question, subscribed_message
from bot.blocks.text import shorten
from bot.command import Command, read_subscribe
from bot.desk import Desk
from bot.failure import explain
from bot.journey import show_journey
from bot.listeners.actions.subscribe_form import open_subscribe_form
from bot.message_ref import private_ref
from bot.question import find_role
from bot.subscribing import subscribe, unsubscribe

_CHOICE_BLOCK = "role_choice"


async def reply_to_command(
    desk: Desk, client: AsyncWebClient, body: Mapping[str, Any], command: Command
) -> Message | None:
    """None where a form was opened, which is answer enough. Never raises."""
    try:
        return await _reply(desk, client, body, command)
    except Exception as error:  # noqa: BLE001 - a person who typed is always told something
        return notice(explain(error, f"doing {_shown(command)}"))


def _shown(command: Command) -> str:
    return f"/hearback {shorten(command.name, 20)}"


async def _reply(
    desk: Desk, client: AsyncWebClient, body: Mapping[str, Any], command: Command
) -> Message | None:
    user, channel = str(body["user_id"]), str(body["channel_id"])
    match command.name:
        case "ask":
            occasion = str(body.get("trigger_id") or channel)
            return await _ask(desk, private_ref(user, occasion), user, command.rest)
        case "journey":
            return await show_journey(desk, client, user, channel, command.rest)
        case "role":
            return await _role(desk, user, command.rest)
        case "subscribe":
            return await _subscribe(desk, client, body, command.rest)
        case "unsubscribe":
            is_here = command.rest.lower() == "here"
            return notice(await unsubscribe(desk, channel if is_here else user))
        case _:
            return help_message()


async def _ask(desk: Desk, ref: str, user: str, question: str) -> Message:
    audience = await desk.audiences.of_person(user)
    composed = await compose_answer(desk, user, question, audience, _CHOICE_BLOCK)
    await remember_posting(desk, ref, composed)
    return composed.message


async def _role(desk: Desk, user: str, words: str) -> Message:
    roles = await desk.services.roles()
    if not words:
        name = await desk.services.role_of(user)
        said = f"Your role: {title_of(name, roles)}. Choose another to change it." if name else None
        return role_question(roles, _CHOICE_BLOCK, said)
    # A name that nobody knows goes on as typed: the refusal then names the nearest role.
    name = find_role(words, roles) or words
    await desk.services.set_role(user, name)
    return notice(
        f"Your role is now {title_of(name, roles)}. Ask me how your work affects customers."
    )


async def _subscribe(
    desk: Desk, client: AsyncWebClient, body: Mapping[str, Any], words: str
) -> Message | None:
    """From what was typed, or with the form if nothing was."""
    user, channel = str(body["user_id"]), str(body["channel_id"])
    if not words:
        await open_subscribe_form(desk, client, user, user, str(body["trigger_id"]))
        return None
    wish = read_subscribe(words, await desk.services.roles())
    target = channel if wish.here else user
    return subscribed_message(await subscribe(desk, client, user, wish, target), target)
