"""Telling only the person who pressed something."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.message import Message


async def whisper(client: AsyncWebClient, body: Mapping[str, Any], message: Message) -> None:
    """In the conversation the press came from, in its thread; from Home, as a direct message."""
    user = str(body["user"]["id"])
    channel = (body.get("channel") or {}).get("id")
    if not channel:
        await client.chat_postMessage(channel=user, **message.as_arguments())
        return
    thread = (body.get("message") or {}).get("thread_ts")
    await client.chat_postEphemeral(
        channel=channel, user=user, thread_ts=thread, **message.as_arguments()
    )


def is_home(body: Mapping[str, Any]) -> bool:
    """Whether the press came from a Home tab: local-slack does not name the view there."""
    view = body.get("view") or {}
    return view.get("type") == "home" or not (body.get("message") or view)
