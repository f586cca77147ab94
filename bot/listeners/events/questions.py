"""Questions in channels and direct messages. Bolt has acknowledged before these run."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.desk import Desk
from bot.incoming import Incoming, read_direct_message, read_mention
from bot.replying import reply


def register(app: AsyncApp, desk: Desk) -> None:
    async def answer_mention(event: dict[str, Any], client: AsyncWebClient) -> None:
        incoming = read_mention(event)
        # Slack does not say which conversation a mention came from; a direct message is
        # answered by the other listener, in its own manner.
        if incoming and not _is_direct(incoming):
            await reply(desk, client, incoming)

    async def answer_direct_message(event: dict[str, Any], client: AsyncWebClient) -> None:
        if incoming := read_direct_message(event):
            await reply(desk, client, incoming)

    app.event("app_mention")(answer_mention)
    app.event("message")(answer_direct_message)


def _is_direct(incoming: Incoming) -> bool:
    return incoming.private or incoming.channel.startswith("D")
