"""``/hearback``: acknowledged at once, answered to the person alone."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.message import Message
from bot.command import read_command
from bot.desk import Desk
from bot.listeners.commands.reply import reply_to_command
from bot.listeners.commands.status import status_of

COMMAND = "/hearback"


def register(app: AsyncApp, desk: Desk) -> None:
    async def obey(
        ack: AsyncAck, command: dict[str, Any], respond: AsyncRespond, client: AsyncWebClient
    ) -> None:
        await ack()
        wanted = read_command(command.get("text") or "")
        # Not in the acknowledgement, which may arrive after the answer.
        if status := status_of(wanted):
            await _tell(respond, status)
        if message := await reply_to_command(desk, client, command, wanted):
            await _tell(respond, message)

    app.command(COMMAND)(obey)


async def _tell(respond: AsyncRespond, message: Message) -> None:
    await respond(response_type="ephemeral", replace_original=False, **message.as_arguments())
