"""/hearback, buttons, the form and the Home tab, against local-slack in Socket Mode."""

import pytest

from bot.local_workspace import BOT_USER
from domain.audience import EMPLOYEES
from domain.error import BadInput
from domain.subscription import Subscription
from tests.e2e.slack.connected import Connected

pytestmark = pytest.mark.slack

GENERAL, FINANCE, SALES = "C01GENERAL", "U01FINANCE", "U02SALES"
QUESTION = "how does my work affect customers?"


async def test_ask_answers_the_asker_alone(connected: Connected):
    connected.services.chosen[FINANCE] = "finance"

    await connected.slack.command(GENERAL, FINANCE, f"ask {QUESTION}")
    answer = await connected.reply(GENERAL, "final notice")

    said = await connected.slack.from_bot(GENERAL)
    assert {message["ephemeral_to"] for message in said} == {FINANCE}
    assert said[0]["text"].startswith(f"You asked: {QUESTION}")
    assert answer["blocks"][-1]["block_id"] == "answer_feedback"
    assert connected.services.asked == [(QUESTION, "finance", EMPLOYEES)]


async def test_role_is_kept_and_a_wrong_one_refused(connected: Connected):
    await connected.slack.command(GENERAL, FINANCE, "role Finanse")
    await connected.reply(GENERAL, "Did you mean 'finance'?")

    await connected.slack.command(GENERAL, FINANCE, "role CFO")
    await connected.reply(GENERAL, "Your role is now Finance")

    assert connected.services.chosen == {FINANCE: "finance"}


async def test_subscribe_and_unsubscribe(connected: Connected):
    await connected.slack.command(GENERAL, FINANCE, "subscribe finance friday 14")
    await connected.reply(GENERAL, "Finance, every Friday at 14:00 (Europe/London)")
    await connected.slack.command(GENERAL, FINANCE, "subscribe sales here")
    await connected.reply(GENERAL, "This channel's digest: Sales, every Monday at 09:00")
    assert set(connected.services.subscriptions) == {FINANCE, GENERAL}

    await connected.slack.command(GENERAL, FINANCE, "unsubscribe")
    await connected.reply(GENERAL, "no more digests")
    await connected.slack.command(GENERAL, FINANCE, "unsubscribe")
    await connected.reply(GENERAL, "no digest to end")

    assert set(connected.services.subscriptions) == {GENERAL}


async def test_unknown_command_gets_help(connected: Connected):
    await connected.slack.command(GENERAL, FINANCE, "frobnicate")

    await connected.reply(GENERAL, "/hearback subscribe")


async def test_helpful_button_is_kept_and_thanked_for(connected: Connected):
    await connected.slack.mention(GENERAL, FINANCE, f"as finance: {QUESTION}")
    answer = await connected.reply(GENERAL, "final notice")

    button = answer["blocks"][-1]["elements"][0]
    await connected.slack.interact(answer, SALES, {**button, "block_id": "answer_feedback"})
    thanks = await connected.reply(GENERAL, "Thank you")

    assert connected.services.feedback == [(f"{GENERAL}:{answer['ts']}", SALES, "helpful")]
    assert thanks["ephemeral_to"] == SALES


async def open_form(connected: Connected) -> dict:
    await connected.slack.command(GENERAL, FINANCE, "subscribe")

    async def look():
        return (await connected.slack.page_state())["modalStack"]

    return (await connected.slack.until(look))[-1]


def picked(name: str, value: str) -> dict:
    option = {"value": value}
    return {name: {name: {"type": "static_select", "selected_option": option}}}


async def shown_in_form(connected: Connected, words: str) -> dict:
    async def look():
        stack = (await connected.slack.page_state())["modalStack"]
        return next((view for view in stack if words in str(view["blocks"])), None)

    return await connected.slack.until(look)


async def test_form_is_saved_in_the_persons_time_zone(connected: Connected):
    connected.services.chosen[FINANCE] = "finance"
    await open_form(connected)

    values = {**picked("weekday", "4"), **picked("hour", "16")}
    await connected.slack.through_page({"t": "view_submit", "user": FINANCE, "values": values})
    await shown_in_form(connected, "Finance, every Friday at 16:00")

    made = connected.services.subscriptions[FINANCE]
    assert (made.role, made.zone, made.weekday, made.hour) == ("finance", "Europe/London", 4, 16)


async def test_failing_form_comes_back_with_what_was_typed(connected: Connected):
    connected.services.fail_subscribe = BadInput("Digests are paused until Tuesday.")
    await open_form(connected)

    values = {**picked("role", "sales"), **picked("weekday", "2"), **picked("hour", "7")}
    await connected.slack.through_page({"t": "view_submit", "user": FINANCE, "values": values})
    view = await shown_in_form(connected, "paused until Tuesday")

    menus = [block["element"] for block in view["blocks"] if block["type"] == "input"]
    assert [menu["initial_option"]["value"] for menu in menus] == ["sales", "2", "7"]

    connected.services.fail_subscribe = None
    await connected.slack.through_page({"t": "view_submit", "user": FINANCE, "values": {}})
    await shown_in_form(connected, "Sales, every Wednesday at 07:00")


async def test_form_without_a_role_says_so(connected: Connected):
    await open_form(connected)

    await connected.slack.through_page({"t": "view_submit", "user": FINANCE, "values": {}})

    async def look():
        return [entry for entry in await connected.slack.log() if "Choose a role." in str(entry)]

    assert await connected.slack.until(look)
    assert connected.services.subscriptions == {}


async def home_of(connected: Connected, user: str, containing: str) -> dict:
    async def look():
        view = (await connected.slack.page_state())["homeViews"].get(user, {}).get("A0HEARBACK")
        return view if view and containing in str(view) else None

    return await connected.slack.until(look)


async def press_on_home(connected: Connected, action: dict) -> None:
    await connected.slack.through_page(
        {
            "t": "block_action",
            "channel": "",
            "messageTs": "",
            "user": FINANCE,
            "appId": "A0HEARBACK",
            "action": action,
        }
    )


async def test_home_shows_role_and_digest_and_changes_them(connected: Connected):
    await connected.slack.open_home(FINANCE)
    await home_of(connected, FINANCE, "Which role is yours?")

    await press_on_home(
        connected,
        {
            "type": "static_select",
            "action_id": "role_select",
            "block_id": "home_role",
            "selected_option": {"value": "finance"},
        },
    )
    await home_of(connected, FINANCE, "My role: Finance")

    connected.services.subscriptions[FINANCE] = Subscription(id="s", target=FINANCE, role="finance")
    await connected.slack.open_home(FINANCE)
    await home_of(connected, FINANCE, "every Monday at 09:00")
    await press_on_home(
        connected, {"type": "button", "action_id": "unsubscribe", "block_id": "home_digest"}
    )
    await home_of(connected, FINANCE, "not subscribed")
    assert connected.services.subscriptions == {}


async def test_preview_opens_as_a_private_modal(connected: Connected):
    connected.services.chosen[FINANCE] = "finance"
    await press_on_home(
        connected, {"type": "button", "action_id": "preview_open", "block_id": "home_digest"}
    )

    view = await shown_in_form(connected, "One that disagrees")

    assert view["title"]["text"] == "Digest preview"
    assert connected.services.previewed == [("finance", EMPLOYEES)]
    assert BOT_USER not in connected.services.chosen
