"""Sit in: a place beside a customer, or the waiting list; only who pressed is told."""

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.notice import notice
from bot.blocks.sit_in import SIT_IN
from bot.desk import Desk
from bot.failure import explain
from bot.listeners.actions.whisper import whisper


def register(app: AsyncApp, desk: Desk) -> None:
    async def take_place(
        ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient
    ) -> None:
        await ack()
        try:
            said = await desk.services.sit_in(str(action["value"]), str(body["user"]["id"]))
        except Exception as error:  # noqa: BLE001 - whoever pressed is told what became of it
            said = explain(error, "signing you up")
        await whisper(client, body, notice(said))

    app.action(re.compile(rf"^{SIT_IN}:"))(take_place)
