"""The forms about actions, submitted. What was typed stands in the form again if it failed."""

import asyncio
import json
from datetime import date
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.action import DROP, EXTEND, HAND_OVER, offer_message
from bot.blocks.action_form import (
    ABOUT,
    DUE,
    PERSON,
    STEP_VIEW,
    TAKE_TITLE,
    TAKE_VIEW,
    TITLES,
    WHAT,
    WORDS,
    Taken,
    read_field,
    step_modal,
    take_modal,
)
from bot.blocks.message import Block, View
from bot.blocks.modal import notice_modal
from bot.desk import Desk
from bot.failure import explain
from bot.home import publish_home
from bot.listeners.views.subscribe import show_result
from domain.action import Action

Body = dict[str, Any]


def register(app: AsyncApp, desk: Desk) -> None:
    async def take(ack: AsyncAck, body: Body, view: View, client: AsyncWebClient) -> None:
        user = str(body["user"]["id"])
        saving = asyncio.create_task(_take(desk, user, view))
        await show_result(ack, client, view["id"], saving, title=TAKE_TITLE)
        await publish_home(desk, client, user)

    async def step(ack: AsyncAck, body: Body, view: View, client: AsyncWebClient) -> None:
        user = str(body["user"]["id"])
        held = json.loads(view["private_metadata"])
        saving = asyncio.create_task(_step(desk, client, user, view, held))
        await show_result(ack, client, view["id"], saving, title=TITLES[held["k"]])
        await publish_home(desk, client, user)

    app.view(TAKE_VIEW)(take)
    app.view(STEP_VIEW)(step)


async def _take(desk: Desk, user: str, view: View) -> View:
    evidence = tuple(json.loads(view["private_metadata"])["e"])
    due = date.fromisoformat(read_field(view, DUE))
    typed = Taken(due, read_field(view, WHAT), read_field(view, ABOUT), evidence)
    try:
        made = await desk.services.promises.promise(
            user, what=typed.what, due=due, about=typed.about, evidence=list(evidence)
        )
    except Exception as error:  # noqa: BLE001 - whoever typed is told what became of it
        return take_modal(_options(view), typed, explain(error, "keeping your promise"))
    told = f"Promised for {made.due.day} {made.due:%B}: {made.what}"
    return notice_modal(TAKE_TITLE, f"{told}\n\nIt is on your Home tab.")


def _options(view: View) -> list[Block]:
    """The menu as the form had it, so that showing it again needs nothing that may have failed."""
    blocks = (block for block in view["blocks"] if block.get("block_id") == ABOUT)
    return next((list(block["element"]["options"]) for block in blocks), [])


async def _step(
    desk: Desk, client: AsyncWebClient, user: str, view: View, held: dict[str, str]
) -> View:
    typed = {name: read_field(view, name) for name in (WORDS, DUE, PERSON)}
    try:
        said = await _carry_out(desk, client, user, held, typed)
    except Exception as error:  # noqa: BLE001 - whoever typed is told what became of it
        return _again(view, held, typed, explain(error, "saving this"))
    return notice_modal(TITLES[held["k"]], said)


async def _carry_out(
    desk: Desk, client: AsyncWebClient, user: str, held: dict[str, str], typed: dict[str, str]
) -> str:
    """Do it, and say what was done."""
    promises, action_id = desk.services.promises, held["id"]
    if held["k"] == EXTEND:
        due = date.fromisoformat(typed[DUE])
        await promises.extend(user, action_id, due, typed[WORDS])
        return f"It is due on {due.day} {due:%B} now. The reason is kept."
    if held["k"] == HAND_OVER:
        offered = await promises.offer(user, action_id, typed[PERSON])
        return await _ask_colleague(client, offered, user)
    if held["k"] == DROP:
        await promises.drop(user, action_id, typed[WORDS])
        return "Dropped. The reason is kept."
    await promises.finish(user, action_id, typed[WORDS])
    return "Done, thank you. Those who were sent the evidence hear of it next."


def _again(view: View, held: dict[str, str], typed: dict[str, str], problem: str) -> View:
    """The same form with the same words under the problem; it is built from what was submitted."""
    sections = [b["text"]["text"] for b in view["blocks"] if b["type"] == "section"]
    what = sections[-1] if sections else "–"
    today = date.fromisoformat(typed[DUE]) if typed[DUE] else date.min
    shown = Action(id=held["id"], what=what, owner="", due=today, about="", created_on=date.min)
    return step_modal(held["k"], shown, typed, problem)


async def _ask_colleague(client: AsyncWebClient, offered: Action, giver: str) -> str:
    colleague = str(offered.offered_to)
    try:
        message = offer_message(offered, giver)
        await client.chat_postMessage(channel=colleague, **message.as_arguments())
    except SlackApiError:
        return "Offered, but I could not write to your colleague. They find it on their Home tab."
    return "Your colleague is asked. It stays yours until they accept."
