"""Choosing one's role from a menu: on Home, after a command, or because a question needs it."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import title_of
from bot.blocks.notice import ROLE_SELECT, notice
from bot.desk import Desk
from bot.failure import explain
from bot.home import publish_home
from bot.incoming import Incoming
from bot.listeners.actions.whisper import is_home, whisper
from bot.pending import PendingQuestion, read_pending
from bot.replying import reply_to_pending


def register(app: AsyncApp, desk: Desk) -> None:
    async def keep_role(
        ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient
    ) -> None:
        await ack()
        user = body["user"]["id"]
        try:
            said = await _set_role(desk, user, action)
        except Exception as error:  # noqa: BLE001 - whoever chose is told what became of it
            await whisper(client, body, notice(explain(error, "keeping your role")))
            return
        if is_home(body):
            await publish_home(desk, client, user)
            return
        await whisper(client, body, notice(said))
        if incoming := await _waiting(client, body, action):
            await reply_to_pending(desk, client, incoming)

    app.action(ROLE_SELECT)(keep_role)


async def _set_role(desk: Desk, user: str, action: Mapping[str, Any]) -> str:
    name = str(action["selected_option"]["value"])
    await desk.services.set_role(user, name)
    title = title_of(name, await desk.services.roles())
    return f"Your role is now {title}. Ask me how your work affects customers."


async def _waiting(
    client: AsyncWebClient, body: Mapping[str, Any], action: Mapping[str, Any]
) -> Incoming | None:
    """The question that this menu was shown for, if its own asker has chosen."""
    pending = read_pending(str(action.get("block_id", "")))
    user, channel = body["user"]["id"], (body.get("channel") or {}).get("id")
    if pending is None or pending.user != user or not channel:
        return None
    words = await _words(client, channel, pending)
    if not words:
        return None
    return Incoming(
        user=user,
        channel=channel,
        ts=pending.ts,
        text=words,
        thread=pending.thread,
        private=channel.startswith("D"),
    )


async def _words(client: AsyncWebClient, channel: str, pending: PendingQuestion) -> str | None:
    """The question as it stands in Slack now: an asker may have removed it meanwhile."""
    try:
        told = await client.conversations_replies(
            channel=channel,
            ts=pending.thread or pending.ts,
            oldest=pending.ts,
            latest=pending.ts,
            inclusive=True,
        )
    except SlackApiError:
        return None
    said = (m for m in told.get("messages") or () if m.get("ts") == pending.ts)
    return next((str(m.get("text") or "") for m in said), None)
