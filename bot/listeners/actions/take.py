"""Taking an action, and the buttons under one: each opens its form."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.action import (
    ACCEPT,
    DONE,
    DROP,
    EXTEND,
    GIVE_BACK,
    HAND_OVER,
    TAKE,
    read_pressed,
)
from bot.blocks.action_form import Taken, step_modal, subject_options, take_modal
from bot.blocks.notice import notice
from bot.desk import Desk
from bot.failure import explain
from bot.home import publish_home
from bot.listeners.actions.whisper import is_home, whisper
from domain.action import Action
from domain.audience import EMPLOYEE_GROUP
from domain.error import BadInput

Body = dict[str, Any]
_USUAL = timedelta(days=14)
_FRIDAY = 4


Open = Callable[[Desk, AsyncWebClient, Body, Body], Awaitable[None]]


def register(app: AsyncApp, desk: Desk) -> None:
    def opening(show: Open) -> Callable[..., Awaitable[None]]:
        async def press(ack: AsyncAck, body: Body, action: Body, client: AsyncWebClient) -> None:
            await ack()
            try:
                await show(desk, client, body, action)
            except Exception as error:  # noqa: BLE001 - whoever pressed is told what became of it
                await whisper(client, body, notice(explain(error, "opening the form")))

        return press

    async def answer(ack: AsyncAck, body: Body, action: Body, client: AsyncWebClient) -> None:
        await ack()
        await _answer_offer(desk, client, body, action)

    app.action(TAKE)(opening(_open_take))
    for name in (DONE, EXTEND, HAND_OVER, DROP):
        app.action(name)(opening(_open_step))
    for name in (ACCEPT, GIVE_BACK):
        app.action(name)(answer)


async def _open_step(desk: Desk, client: AsyncWebClient, body: Body, action: Body) -> None:
    held = await desk.services.promises.get(str(action["value"]))
    if held.owner != body["user"]["id"]:
        raise BadInput("This action has another owner now, so only they can change it.")
    view = step_modal(str(action["action_id"]), held, {})
    await client.views_open(trigger_id=body["trigger_id"], view=view)


async def _open_take(desk: Desk, client: AsyncWebClient, body: Body, action: Body) -> None:
    pressed = read_pressed(str(action.get("value") or ""))
    audience = await desk.audiences.of_person(body["user"]["id"])
    if not audience.may_see(EMPLOYEE_GROUP):
        raise BadInput("Actions are taken by employees. Tell your contact here what you would do.")
    promises = desk.services.promises
    options = subject_options(await promises.subjects(), pressed.about)
    due = _working_day(await promises.today() + _USUAL)
    typed = Taken(due, about=pressed.about, evidence=pressed.evidence)
    await client.views_open(trigger_id=body["trigger_id"], view=take_modal(options, typed))


def _working_day(day: date) -> date:
    """Nobody is asked to promise something for a weekend."""
    return day + timedelta(days=7 - day.weekday() if day.weekday() > _FRIDAY else 0)


async def _answer_offer(desk: Desk, client: AsyncWebClient, body: Body, pressed: Body) -> None:
    user, accepted = str(body["user"]["id"]), pressed["action_id"] == ACCEPT
    promises = desk.services.promises
    try:
        before = await promises.get(str(pressed["value"]))
        await promises.answer_offer(user, before.id, accepted=accepted)
        said = "It is yours now. Thank you." if accepted else "It stays with your colleague."
        await _tell_giver(client, before, accepted=accepted)
    except Exception as error:  # noqa: BLE001 - whoever pressed is told what became of it
        said = explain(error, "answering the offer")
    await whisper(client, body, notice(said))
    if is_home(body):
        await publish_home(desk, client, user)


async def _tell_giver(client: AsyncWebClient, before: Action, *, accepted: bool) -> None:
    did = "took over" if accepted else "cannot take over, so it stays yours"
    said = notice(f"Your colleague {did}: {before.what}")
    await client.chat_postMessage(channel=before.owner, **said.as_arguments())
