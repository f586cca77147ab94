"""The buttons about digests: settings, the end of them, and a preview."""

import json
from collections.abc import Awaitable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.digest import DIGEST_MORE
from bot.blocks.home import MUTE, PREVIEW, SNOOZE, SUBSCRIBE_OPEN, UNMUTE, UNSUBSCRIBE
from bot.blocks.notice import notice
from bot.desk import Desk
from bot.failure import explain
from bot.home import publish_home
from bot.listeners.actions.preview import show_preview, show_whole
from bot.listeners.actions.subscribe_form import open_subscribe_form
from bot.listeners.actions.whisper import is_home, whisper
from bot.subscribing import mute, skip_next, unsubscribe

Body = dict[str, Any]


def register(app: AsyncApp, desk: Desk) -> None:
    async def open_form(ack: AsyncAck, body: Body, action: Body, client: AsyncWebClient) -> None:
        await ack()
        user = body["user"]["id"]
        target = action.get("value") or user
        try:
            await open_subscribe_form(desk, client, user, target, body["trigger_id"])
        except Exception as error:  # noqa: BLE001 - whoever pressed is told what became of it
            await whisper(client, body, notice(explain(error, "opening your digest settings")))

    async def end(ack: AsyncAck, body: Body, action: Body, client: AsyncWebClient) -> None:
        await ack()
        target = action.get("value") or body["user"]["id"]
        await _change(desk, client, body, unsubscribe(desk, target))

    async def preview(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        await show_preview(desk, client, body["user"]["id"], body["trigger_id"])

    async def whole(ack: AsyncAck, body: Body, action: Body, client: AsyncWebClient) -> None:
        await ack()
        await show_whole(desk, client, body, json.loads(action["value"]))

    app.action(DIGEST_MORE)(whole)
    _register_silence(app, desk)
    app.action(SUBSCRIBE_OPEN)(open_form)
    app.action(UNSUBSCRIBE)(end)
    app.action(PREVIEW)(preview)


def _register_silence(app: AsyncApp, desk: Desk) -> None:
    async def skip(ack: AsyncAck, body: Body, action: Body, client: AsyncWebClient) -> None:
        await ack()
        target = action.get("value") or body["user"]["id"]
        await _change(desk, client, body, skip_next(desk, target))

    async def silence(ack: AsyncAck, body: Body, action: Body, client: AsyncWebClient) -> None:
        await ack()
        target = action.get("value") or body["user"]["id"]
        muted = action["action_id"] == MUTE
        await _change(desk, client, body, mute(desk, target, muted=muted))

    app.action(SNOOZE)(skip)
    app.action(MUTE)(silence)
    app.action(UNMUTE)(silence)


async def _change(desk: Desk, client: AsyncWebClient, body: Body, change: Awaitable[str]) -> None:
    """Make a change of the digest's settings, and say what became of it."""
    try:
        said = await change
    except Exception as error:  # noqa: BLE001 - whoever pressed is told what became of it
        said = explain(error, "changing the digest")
    await whisper(client, body, notice(said))
    if is_home(body):
        await publish_home(desk, client, body["user"]["id"])
