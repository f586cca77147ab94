"""The form for digest settings, submitted."""

import asyncio
from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.message import Block, View
from bot.blocks.modal import (
    HOUR,
    ROLE,
    SUBSCRIBE_VIEW,
    TITLE,
    WEEKDAY,
    Typed,
    notice_modal,
    refilled_modal,
)
from bot.command import Wish
from bot.desk import Desk
from bot.failure import explain
from bot.home import publish_home
from bot.subscribing import subscribe

_SAVING = "Saving…"
_PATIENCE_SECONDS = 2.0
# What an acknowledgement may need to reach Slack before an update may follow it.
_LEAD_SECONDS = 1.0


def register(app: AsyncApp, desk: Desk) -> None:
    async def save(ack: AsyncAck, body: dict[str, Any], view: View, client: AsyncWebClient) -> None:
        typed = read_typed(view)
        if typed.role is None:
            await ack(response_action="errors", errors={ROLE: "Choose a role."})
            return
        user = body["user"]["id"]
        saving = asyncio.create_task(_save(desk, client, user, typed, view["blocks"]))
        await show_result(ack, client, view["id"], saving)
        await publish_home(desk, client, user)

    app.view(SUBSCRIBE_VIEW)(save)


async def show_result(
    ack: AsyncAck,
    client: AsyncWebClient,
    view_id: str,
    saving: asyncio.Task[View],
    *,
    patience: float = _PATIENCE_SECONDS,
    title: str = TITLE,
) -> None:
    """The acknowledgement itself carries the result, if there is one within Slack's 3 seconds.

    An update sent beside the acknowledgement could arrive before it, and be overwritten by it.
    """
    await asyncio.wait({saving}, timeout=patience)
    if saving.done():
        await ack(response_action="update", view=saving.result())
        return
    await ack(response_action="update", view=notice_modal(title, _SAVING))
    result = await saving
    await asyncio.sleep(_LEAD_SECONDS)
    await client.views_update(view_id=view_id, view=result)


async def _save(
    desk: Desk, client: AsyncWebClient, user: str, typed: Typed, blocks: list[Block]
) -> View:
    """What became of it; after a failure the form again, with what was typed."""
    wish = Wish(typed.role, weekday=typed.weekday, hour=typed.hour)
    try:
        return notice_modal(TITLE, await subscribe(desk, client, user, wish, typed.target))
    except Exception as error:  # noqa: BLE001 - whoever typed is told what became of it
        problem = explain(error, "saving your digest settings")
        return refilled_modal(blocks, typed, problem)


def read_typed(view: Mapping[str, Any]) -> Typed:
    """What the form held. A menu nobody touched counts as what it was opened on."""
    role, weekday, hour = (_chosen(view, name) for name in (ROLE, WEEKDAY, HOUR))
    target, _, zone = str(view["private_metadata"]).partition(" ")
    return Typed(target, zone, role, int(weekday or 0), int(hour or 9))


def _chosen(view: Mapping[str, Any], name: str) -> str | None:
    picked = view["state"]["values"].get(name, {}).get(name, {}).get("selected_option")
    picked = picked or _opened_on(view, name)
    return str(picked["value"]) if picked else None


def _opened_on(view: Mapping[str, Any], name: str) -> dict[str, Any] | None:
    blocks = (block for block in view["blocks"] if block.get("block_id") == name)
    return next((block["element"].get("initial_option") for block in blocks), None)
