"""Answered once, by the right listener, and always with something."""

import asyncio
from dataclasses import replace

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from structlog.testing import capture_logs

from bot.answering import Composed
from bot.audience import AudienceReader
from bot.blocks.answer import UNFINISHED
from bot.blocks.notice import STATUS, notice
from bot.desk import Desk
from bot.growing import GrowingAnswer
from bot.incoming import Incoming, read_direct_message, read_mention
from bot.message_ref import MessageRef, parse_message_ref
from bot.pending import PendingQuestion, read_pending
from bot.replying import reply
from domain.audience import PUBLIC
from domain.error import BadInput
from tests.fakes.slack_services import VERBATIM, FakeServices, make_answer
from tests.unit.bot.fake_slack import FakeSlack

SAID = {"user": "U1", "channel": "C1", "ts": "1.0", "text": "as finance: why?"}
ASKED = Incoming(
    user="U1", channel="C1", ts="1.0", text="as finance: why?", thread="1.0", private=False
)


def test_mention_goes_to_its_thread():
    assert read_mention(SAID) == ASKED
    in_thread = read_mention({**SAID, "ts": "2.0", "thread_ts": "1.0"})
    assert in_thread
    assert in_thread.thread == "1.0"


def test_direct_message_stays_in_the_conversation_or_its_thread():
    direct = {**SAID, "channel": "D1", "channel_type": "im"}
    plain, threaded = (
        read_direct_message(direct),
        read_direct_message({**direct, "thread_ts": "0.5"}),
    )
    assert plain
    assert (plain.thread, plain.private) == (None, True)
    assert threaded
    assert threaded.thread == "0.5"
    assert read_direct_message({**SAID, "channel_type": "channel"}) is None


@pytest.mark.parametrize(
    "more",
    [
        {"bot_id": "B1"},
        {"subtype": "message_changed"},
        {"subtype": "bot_message"},
        {"edited": {"user": "U1"}},
        {"user": None},
    ],
)
def test_bots_edits_and_notices_are_not_questions(more: dict):
    assert read_mention({**SAID, **more}) is None
    assert read_direct_message({**SAID, "channel_type": "im", **more}) is None


def desk_of(services: FakeServices, client: AsyncWebClient) -> Desk:
    return Desk(services, AudienceReader(client))


async def test_the_same_message_is_answered_once(fake_slack: FakeSlack, client: AsyncWebClient):
    services = FakeServices()
    fake_slack.answers["chat.postMessage"] = {"ts": "9.0"}

    for _ in range(3):
        await reply(desk_of(services, client), client, ASKED)

    assert len(services.asked) == 1
    assert len(fake_slack.called("chat.postMessage")) == 1
    assert len(fake_slack.called("chat.update")) == 1


async def test_unknown_audience_sees_what_is_public(fake_slack: FakeSlack, client: AsyncWebClient):
    services = FakeServices()
    fake_slack.answers["chat.postMessage"] = {"ts": "9.0"}
    fake_slack.answers["conversations.info"] = {"ok": False, "error": "channel_not_found"}

    await reply(desk_of(services, client), client, ASKED)

    assert services.asked[0][2] == PUBLIC


async def test_a_refused_update_is_posted_anew(fake_slack: FakeSlack, client: AsyncWebClient):
    services = FakeServices()
    fake_slack.answers["chat.postMessage"] = {"ts": "9.0"}
    fake_slack.answers["chat.update"] = {"ok": False, "error": "message_not_found"}

    await reply(desk_of(services, client), client, ASKED)

    assert "final notice" in fake_slack.called("chat.postMessage")[-1]["text"]


async def test_internal_failure_shows_an_id_and_no_exception(
    fake_slack: FakeSlack, client: AsyncWebClient
):
    services = FakeServices()
    fake_slack.answers["chat.postMessage"] = {"ts": "9.0"}
    crashing = Incoming(
        user="U1", channel="C1", ts="1.0", text="as finance: crash", thread="1.0", private=False
    )

    with capture_logs() as logs:
        await reply(desk_of(services, client), client, crashing)

    (shown,) = fake_slack.called("chat.update")
    (logged,) = [entry for entry in logs if entry["event"] == "bot.failure"]
    assert logged["failure_id"] in shown["text"]
    assert "secret" not in shown["text"]
    assert "secret" not in str(logs)
    assert "crash" not in str([{**entry, "where": ""} for entry in logs])


async def test_what_a_person_can_mend_is_said_as_it_is(
    fake_slack: FakeSlack, client: AsyncWebClient
):
    services = FakeServices(failure=BadInput("That question is too long. Ask a shorter one."))
    fake_slack.answers["chat.postMessage"] = {"ts": "9.0"}
    asked = Incoming(
        user="U1", channel="C1", ts="1.0", text="as sales: crash", thread="1.0", private=False
    )

    await reply(desk_of(services, client), client, asked)

    (shown,) = fake_slack.called("chat.update")
    assert shown["text"] == "That question is too long. Ask a shorter one."


def test_pending_questions_and_references_survive_the_round_trip():
    pending = PendingQuestion("U1", "1.0", None)
    assert read_pending(pending.block_id()) == pending
    assert read_pending("home_role") is None
    assert parse_message_ref(str(MessageRef("C1", "1.0"))) == MessageRef("C1", "1.0")
    with pytest.raises(ValueError, match="not a message reference"):
        parse_message_ref("C1")


def growing(services: FakeServices, slack: FakeSlack, update: dict | None = None) -> list[bool]:
    """An answer that goes on once Slack was sent a first part of it.

    Returns whether the evidence was remembered already, for each update that Slack was sent.
    """
    sent, remembered = asyncio.Event(), []

    def change(_: dict) -> dict:
        sent.set()
        remembered.append(VERBATIM.id in services.postings["C1:9.0"])
        return update or {}

    whole = make_answer("why?")
    services.unfinished = [replace(whole, statements=whole.statements[:2])] * 3
    services.between = sent.wait
    slack.answers |= {"chat.postMessage": {"ts": "9.0"}, "chat.update": change}
    return remembered


async def test_a_growing_answer_stays_one_message_and_ends_with_the_answer(
    fake_slack: FakeSlack, client: AsyncWebClient
):
    services = FakeServices()
    remembered = growing(services, fake_slack)

    await reply(desk_of(services, client), client, ASKED)

    (status,) = fake_slack.called("chat.postMessage")
    first, last = fake_slack.called("chat.update")
    assert STATUS in status["text"]
    assert (first["ts"], last["ts"]) == ("9.0", "9.0")
    assert remembered == [True, True]
    assert UNFINISHED in first["text"]
    assert "final notice" in first["text"]
    assert UNFINISHED not in last["text"]
    assert "6.8 %" in last["text"]


async def test_slack_that_refuses_an_unfinished_answer_gets_the_answer_once(
    fake_slack: FakeSlack, client: AsyncWebClient
):
    services = FakeServices()
    growing(services, fake_slack, {"ok": False, "error": "edit_window_closed"})

    await reply(desk_of(services, client), client, ASKED)

    assert len(fake_slack.called("chat.update")) == 2  # one of what grows, one of the answer
    assert "6.8 %" in fake_slack.called("chat.postMessage")[-1]["text"]
    assert len(fake_slack.called("chat.postMessage")) == 2


async def test_an_answer_grows_a_few_times_at_most_and_never_after_its_end():
    shown: list[Composed] = []

    async def show(composed: Composed) -> bool:
        shown.append(composed)
        return True

    quick = GrowingAnswer(show, seconds_between=0)
    for _ in range(500):
        quick.put(Composed(notice("so far")))
        await asyncio.sleep(0)
    assert len(shown) == 5
    await quick.close()
    ended = GrowingAnswer(show)
    ended.put(Composed(notice("too late")))
    await ended.close()
    assert len(shown) == 5
