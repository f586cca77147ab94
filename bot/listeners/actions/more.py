"""Show more: all of an answer, in the place of the short one."""

import json
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import compose_whole_answer, remember_posting
from bot.blocks.answer import SHOW_MORE
from bot.desk import Desk
from bot.message_ref import MessageRef, private_ref


def register(app: AsyncApp, desk: Desk) -> None:
    async def show_more(
        ack: AsyncAck,
        body: dict[str, Any],
        action: dict[str, Any],
        client: AsyncWebClient,
        respond: AsyncRespond,
    ) -> None:
        await ack()
        asked = json.loads(action["value"])
        container = body.get("container") or {}
        channel, user = str(container.get("channel_id") or ""), str(body["user"]["id"])
        is_private = bool(container.get("is_ephemeral")) or channel.startswith("D")
        audiences = desk.audiences
        audience = await (
            audiences.of_person(user) if is_private else audiences.of_channel(channel)
        )
        composed = await compose_whole_answer(desk, asked["q"], asked["r"], audience)
        if container.get("is_ephemeral"):
            ref = private_ref(user, str(body.get("trigger_id") or channel))
            await remember_posting(desk, ref, composed)
            await respond(replace_original=True, **composed.message.as_arguments())
            return
        ref = str(MessageRef(channel, container["message_ts"]))
        await remember_posting(desk, ref, composed)
        await client.chat_update(
            channel=channel, ts=container["message_ts"], **composed.message.as_arguments()
        )
        # Again: what was withdrawn meanwhile is found now, and taken out of what was just shown.
        await remember_posting(desk, ref, composed)

    app.action(SHOW_MORE)(show_more)
