"""The form for digest settings: what was chosen, and a result that comes late."""

import asyncio
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.message import View
from bot.blocks.modal import Typed, notice_modal, refilled_modal, subscribe_modal
from bot.listeners.views.subscribe import read_typed, show_result
from tests.fakes.slack_services import ROLES
from tests.unit.bot.fake_slack import FakeSlack

FORM = subscribe_modal(ROLES, Typed("U1", "Europe/London", "finance", 4, 16))


def submitted(view: View, **chosen: str) -> View:
    values = {name: {name: {"selected_option": {"value": v}}} for name, v in chosen.items()}
    return {**view, "id": "V1", "state": {"values": values}}


def test_untouched_menus_count_as_what_they_opened_on():
    assert read_typed(submitted(FORM, hour="0")) == Typed("U1", "Europe/London", "finance", 4, 0)


def test_a_refilled_form_holds_what_was_typed():
    typed = Typed("C1", "Asia/Kolkata", "sales", 6, 23)

    again = refilled_modal(refilled_modal(FORM["blocks"], typed, "No.")["blocks"], typed, "Still.")

    assert read_typed(submitted(again)) == typed
    sections = [block for block in again["blocks"] if block["type"] == "section"]
    assert [block["text"]["text"] for block in sections] == ["Still."]


async def test_a_late_result_replaces_the_waiting_form(
    fake_slack: FakeSlack, client: AsyncWebClient
):
    acknowledged: list[dict[str, Any]] = []

    async def ack(**answer: Any) -> None:
        acknowledged.append(answer)
        released.set()

    async def save() -> View:
        await released.wait()
        return notice_modal("Weekly digest", "Saved.")

    released = asyncio.Event()
    await show_result(ack, client, "V1", asyncio.create_task(save()), patience=0.01)

    assert "Saving" in str(acknowledged[0]["view"])
    (updated,) = fake_slack.called("views.update")
    assert "Saved." in str(updated["view"])
