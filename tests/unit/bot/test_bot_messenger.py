"""Digests over Slack: sent, found again, and typed failures."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.audience import AudienceReader
from bot.blocks.limits import violations
from bot.client import build_client, build_sending_client
from bot.message_ref import private_ref
from bot.messenger import EVENT_TYPE, SlackMessenger
from digests.messenger import PermanentFailure, TransientFailure, UnknownOutcome
from domain.audience import EMPLOYEES
from tests.fakes.slack_services import make_digest
from tests.unit.bot.fake_slack import FakeSlack

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
KEY = "s-1:2026-W46"


def messenger(client: AsyncWebClient) -> SlackMessenger:
    return SlackMessenger(
        client, AudienceReader(client), titles={"finance": "Finance"}, now=lambda: NOW
    )


async def test_send_to_channel(fake_slack: FakeSlack, client: AsyncWebClient):
    fake_slack.answers["chat.postMessage"] = {"ts": "17.5"}

    ref = await messenger(client).send("C1", make_digest(), KEY)

    assert ref == "C1:17.5"
    (sent,) = fake_slack.called("chat.postMessage")
    assert sent["metadata"] == {"event_type": EVENT_TYPE, "event_payload": {"key": KEY}}
    assert violations(sent["blocks"]) == []
    assert fake_slack.called("conversations.open") == []


async def test_send_to_person_opens_a_direct_message(fake_slack: FakeSlack, client: AsyncWebClient):
    fake_slack.answers["conversations.open"] = {"channel": {"id": "D7"}}
    fake_slack.answers["chat.postMessage"] = {"ts": "17.5"}

    assert await messenger(client).send("U1", make_digest(), KEY) == "D7:17.5"


async def test_find_by_metadata_or_by_block(fake_slack: FakeSlack, client: AsyncWebClient):
    metadata = {"event_type": EVENT_TYPE, "event_payload": {"key": "other:2026-W46"}}
    fake_slack.answers["conversations.history"] = {
        "messages": [
            {"ts": "4.0", "user": "U1", "blocks": [{"block_id": f"digest:{KEY}"}]},
            {"ts": "3.0", "bot_id": "B1", "blocks": [{"block_id": f"digest:{KEY}"}]},
            {"ts": "2.0", "metadata": metadata},
        ]
    }

    assert await messenger(client).find("C1", KEY) == "C1:3.0"
    assert await messenger(client).find("C1", "other:2026-W46") == "C1:2.0"
    assert await messenger(client).find("C1", "unsent:2026-W46") is None


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("channel_not_found", "Invite the bot"),
        ("is_archived", "archived"),
        ("not_in_channel", "/invite"),
        ("account_inactive", "Install the app again"),
        ("user_disabled", "switched off"),
        ("something_new", "something_new"),
    ],
)
async def test_refusals_are_permanent_and_say_what_to_do(
    fake_slack: FakeSlack, client: AsyncWebClient, code: str, told: str
):
    fake_slack.answers["chat.postMessage"] = {"ok": False, "error": code}

    with pytest.raises(PermanentFailure, match=told):
        await messenger(client).send("C1", make_digest(), KEY)


async def test_rate_limit_names_the_time(fake_slack: FakeSlack, client: AsyncWebClient):
    limited = (429, {"Retry-After": "30"}, {"ok": False, "error": "ratelimited"})
    fake_slack.answers["chat.postMessage"] = limited

    with pytest.raises(TransientFailure) as failure:
        await messenger(client).send("C1", make_digest(), KEY)

    assert failure.value.retry_at == datetime(2026, 11, 16, 9, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "answer", [(503, {}, "<html>down</html>"), (200, {}, {"ok": False, "error": "fatal_error"})]
)
async def test_a_failing_server_may_have_taken_it_and_a_look_tells(
    fake_slack: FakeSlack, client: AsyncWebClient, answer: tuple
):
    fake_slack.answers["chat.postMessage"] = answer

    with pytest.raises(UnknownOutcome) as failure:
        await messenger(client).send("C1", make_digest(), KEY)
    assert failure.value.answered


async def test_no_connection_is_transient():
    nowhere = AsyncWebClient(token="x", base_url="http://127.0.0.1:9/api/", retry_handlers=[])

    with pytest.raises(TransientFailure, match="could not be reached"):
        await messenger(nowhere).find("C1", KEY)


async def test_audience_waits_for_slack_instead_of_guessing(
    fake_slack: FakeSlack, client: AsyncWebClient
):
    fake_slack.answers["auth.test"] = {"team_id": "T1"}
    fake_slack.answers["users.info"] = (503, {}, "<html>down</html>")
    with pytest.raises(TransientFailure):
        await messenger(client).audience("U1")

    fake_slack.answers["users.info"] = {"user": {"id": "U1", "team_id": "T1"}}
    assert await messenger(client).audience("U1") == EMPLOYEES


async def test_withdrawn_messages_say_so_and_missing_ones_are_fine(
    fake_slack: FakeSlack, client: AsyncWebClient
):
    assert await messenger(client).withdraw("C1:17.5")
    (updated,) = fake_slack.called("chat.update")
    assert (updated["channel"], updated["ts"]) == ("C1", "17.5")
    assert "withdrawn" in str(updated["blocks"])
    assert "withdrawn" in updated["text"]

    fake_slack.answers["chat.update"] = {"ok": False, "error": "message_not_found"}
    assert await messenger(client).withdraw("C1:17.5")


@pytest.mark.parametrize("code", ["channel_not_found", "cant_update_message", "is_archived"])
async def test_what_slack_will_never_change_is_not_asked_for_again(
    fake_slack: FakeSlack, client: AsyncWebClient, code: str
):
    fake_slack.answers["chat.update"] = {"ok": False, "error": code}
    assert await messenger(client).withdraw("C1:17.5")


@pytest.mark.parametrize(
    "failing", [{"ok": False, "error": "invalid_auth"}, (503, {}, "<html>down</html>")]
)
async def test_what_may_still_be_changed_is_tried_again(
    fake_slack: FakeSlack, client: AsyncWebClient, failing: object
):
    fake_slack.answers["chat.update"] = failing
    assert not await messenger(client).withdraw("C1:17.5")


async def test_the_chart_of_a_withdrawn_digest_goes_with_it(
    fake_slack: FakeSlack, client: AsyncWebClient
):
    chart = {"ts": "17.6", "bot_id": "B1", "files": [{"id": "F1"}]}
    theirs = {"ts": "17.7", "user": "U1", "files": [{"id": "F2"}]}
    fake_slack.answers["conversations.replies"] = {"messages": [chart, theirs]}
    assert await messenger(client).withdraw("C1:17.5")
    assert [call["file"] for call in fake_slack.called("files.delete")] == ["F1"]
    fake_slack.answers["files.delete"] = (503, {}, "<html>down</html>")
    assert not await messenger(client).withdraw("C1:17.5")


async def test_the_reader_of_a_private_answer_is_told(
    fake_slack: FakeSlack, client: AsyncWebClient
):
    assert await messenger(client).withdraw(private_ref("U1", "t.1"))
    (sent,) = fake_slack.called("chat.postMessage")
    assert sent["channel"] == "U1"
    assert "withdrawn" in sent["text"]
    assert fake_slack.called("chat.update") == []


async def test_clients_wait_when_told_to(fake_slack: FakeSlack):
    limited = (429, {"Retry-After": "0"}, {"ok": False, "error": "ratelimited"})
    answers = [limited, (503, {}, "<html>down</html>"), {"ts": "1.0"}]
    fake_slack.answers["chat.postMessage"] = lambda _: answers.pop(0)

    posted = await build_client("x", fake_slack.api_url).chat_postMessage(channel="C1", text="hi")

    assert posted["ts"] == "1.0"


async def test_sending_client_repeats_nothing(fake_slack: FakeSlack):
    fake_slack.answers["chat.postMessage"] = (503, {}, "<html>down</html>")
    sending = messenger(build_sending_client("x", fake_slack.api_url))

    with pytest.raises(UnknownOutcome):
        await sending.send("C1", make_digest(), KEY)

    assert len(fake_slack.called("chat.postMessage")) == 1


async def test_a_failing_picture_does_not_fail_the_digest(
    fake_slack: FakeSlack, client: AsyncWebClient, tmp_path: Path
):
    chart = tmp_path / "chart.png"
    chart.write_bytes(b"not really a picture")
    fake_slack.answers["chat.postMessage"] = {"ts": "17.5"}
    fake_slack.answers["files.getUploadURLExternal"] = {"ok": False, "error": "missing_scope"}

    ref = await messenger(client).send("C1", make_digest(chart=str(chart)), KEY)

    assert ref == "C1:17.5"
    assert len(fake_slack.called("files.getUploadURLExternal")) == 1
