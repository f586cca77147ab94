"""Questions in channels and direct messages, against local-slack in Socket Mode."""

import pytest
from slack_bolt.async_app import AsyncBoltRequest

from domain.audience import EMPLOYEES
from tests.e2e.slack.connected import Connected
from tests.fakes.slack_services import VERBATIM

pytestmark = pytest.mark.slack

GENERAL, FINANCE, SALES = "C01GENERAL", "U01FINANCE", "U02SALES"
QUESTION = "how does my work affect customers?"


async def test_mention_gets_one_reply_in_its_thread(connected: Connected):
    connected.services.chosen[FINANCE] = "finance"

    asked = await connected.slack.mention(GENERAL, FINANCE, QUESTION)
    reply = await connected.reply(GENERAL, "final notice")

    assert reply["thread_ts"] == asked["ts"]
    assert len(await connected.slack.from_bot(GENERAL)) == 1
    assert connected.services.asked == [(QUESTION, "finance", EMPLOYEES)]
    assert connected.services.postings[f"{GENERAL}:{reply['ts']}"][0] == VERBATIM.id


async def test_follow_up_in_a_thread_is_answered_there(connected: Connected):
    connected.services.chosen[FINANCE] = "finance"
    root = await connected.slack.message(GENERAL, FINANCE, "good morning")

    await connected.slack.mention(GENERAL, FINANCE, QUESTION, thread_ts=root["ts"])

    assert (await connected.reply(GENERAL, "final notice"))["thread_ts"] == root["ts"]


async def test_the_same_event_twice_is_answered_once(connected: Connected):
    event = {"type": "app_mention", "user": FINANCE, "channel": GENERAL, "ts": "1700000000.000001"}
    body = {
        "type": "event_callback",
        "event_id": "Ev1",
        "event": {**event, "text": "as sales: why?"},
        "team_id": "T0HEARBACK",
    }
    for retry in range(3):
        told = AsyncBoltRequest(
            body=body,
            mode="socket_mode",
            headers={"x-slack-retry-num": [str(retry)]} if retry else {},
        )
        await connected.app.async_dispatch(told)

    await connected.reply(GENERAL, "final notice")
    await connected.slack.mention(GENERAL, FINANCE, "as finance: parking?")
    await connected.reply(GENERAL, "no evidence")
    assert [role for _, role, _ in connected.services.asked] == ["sales", "finance"]
    assert len(await connected.slack.from_bot(GENERAL)) == 2


async def test_direct_message_that_also_mentions_is_answered_once(connected: Connected):
    dm = (await connected.client.conversations_open(users=FINANCE))["channel"]["id"]

    await connected.slack.mention(dm, FINANCE, f"as finance: {QUESTION}")
    reply = await connected.reply(dm, "final notice")
    await connected.slack.message(dm, FINANCE, "as finance: parking?")
    await connected.reply(dm, "no evidence")

    assert "thread_ts" not in reply
    assert len(await connected.slack.from_bot(dm)) == 2


async def test_thread_in_a_direct_message_is_answered_in_the_thread(connected: Connected):
    dm = (await connected.client.conversations_open(users=FINANCE))["channel"]["id"]
    root = await connected.slack.message(dm, FINANCE, "as finance: parking?")
    await connected.reply(dm, "no evidence")

    await connected.slack.message(dm, FINANCE, f"as sales: {QUESTION}", thread_ts=root["ts"])

    assert (await connected.reply(dm, "final notice"))["thread_ts"] == root["ts"]


async def test_channel_chatter_is_left_alone(connected: Connected):
    await connected.slack.message(GENERAL, FINANCE, "as finance: nobody asked the bot")
    await connected.slack.mention(GENERAL, FINANCE, "as finance: parking?")

    await connected.reply(GENERAL, "no evidence")
    assert len(connected.services.asked) == 1


async def test_empty_mention_gets_help(connected: Connected):
    await connected.slack.mention(GENERAL, FINANCE, "")

    assert "/hearback subscribe" in (await connected.reply(GENERAL, "Ask how"))["text"]


async def test_failure_is_told_with_an_id_and_without_the_exception(connected: Connected):
    await connected.slack.mention(GENERAL, FINANCE, "as finance: crash")

    reply = await connected.reply(GENERAL, "went wrong")
    assert "(id " in reply["text"]
    assert "secret" not in reply["text"]


async def test_unknown_role_is_asked_for_and_the_question_then_answered(connected: Connected):
    asked = await connected.slack.mention(GENERAL, FINANCE, QUESTION)
    menu = await connected.reply(GENERAL, "Which role is yours?")
    actions = next(block for block in menu["blocks"] if block["type"] == "actions")
    chosen = {
        "type": "static_select",
        "action_id": "role_select",
        "block_id": actions["block_id"],
        "selected_option": {"value": "finance"},
    }

    await connected.slack.interact(menu, SALES, chosen)
    await connected.slack.interact(menu, FINANCE, chosen)
    answer = await connected.reply(GENERAL, "final notice")

    assert answer["thread_ts"] == asked["ts"]
    assert connected.services.chosen == {SALES: "finance", FINANCE: "finance"}
    assert connected.services.asked == [(QUESTION, "finance", EMPLOYEES)]
