"""``/hearback journey``: to the one who asks, with counts for those who will see it."""

from pathlib import Path
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.audience import AudienceReader
from bot.desk import Desk
from bot.journey import find_journey, show_journey
from bot.messenger import SlackMessenger
from domain.audience import EMPLOYEES, PUBLIC
from domain.digest import Digest
from domain.error import NotFound
from domain.picture import DrawnPicture
from tests.fakes.slack_services import FakeServices, make_digest
from tests.unit.bot.fake_slack import FakeSlack

NAMES = {"buyer": "Buying a line", "user": "Using the line"}


@pytest.fixture
def picture(tmp_path: Path) -> str:
    (tmp_path / "map.png").write_bytes(b"not really a picture")
    return str(tmp_path / "map.png")


def answering(fake_slack: FakeSlack, **user: Any) -> None:
    fake_slack.answers |= {
        "auth.test": {"team_id": "T1"},
        "users.info": {"user": {"id": "U1", "team_id": "T1", **user}},
        "users.list": {"members": [{"id": "U1", "team_id": "T1"}]},
        "conversations.info": {"channel": {"id": "C1"}},
        "conversations.members": {"members": ["U1", "U2GUEST"]},
        "conversations.open": {"channel": {"id": "D7"}},
        "files.getUploadURLExternal": {
            "upload_url": f"{fake_slack.api_url}upload", "file_id": "F1",
        },
        "files.completeUploadExternal": {"files": [{"id": "F1"}]},
    }  # fmt: skip


@pytest.mark.parametrize("words", ["buyer", "Buying a line", "the buyer journey", "buying"])
def test_a_map_is_found_by_id_or_name(words: str) -> None:
    assert find_journey(words, NAMES) == "buyer"


@pytest.mark.parametrize("words", ["line", "boat"])
def test_a_name_that_fits_none_or_two_lists_the_maps(words: str) -> None:
    with pytest.raises(NotFound, match="buyer .Buying a line., user"):
        find_journey(words, NAMES)


def test_todays_map_is_meant_before_the_same_one_to_be() -> None:
    names = {"use-future": "Using the line, to be", "use": "Using the line", "buy": "Buying it"}
    assert find_journey("line", names) == "use"
    assert find_journey("line to be", names) == "use-future"


async def test_the_picture_goes_to_the_person(
    fake_slack: FakeSlack, client: AsyncWebClient, picture: str
) -> None:
    answering(fake_slack)
    services = FakeServices(picture=picture)
    desk = Desk(services, AudienceReader(client))

    told = await show_journey(desk, client, "U1", "C1", "buyer")

    assert services.drawn == [("buyer", EMPLOYEES)]
    (asked,) = fake_slack.called("files.getUploadURLExternal")
    assert asked["alt_txt"] == "Journey map of 2 steps: buyer."
    (shared,) = fake_slack.called("files.completeUploadExternal")
    assert shared["channel_id"] == "D7"
    assert "direct messages" in told.text
    assert "Journey map of 2 steps" in told.text


async def test_in_a_channel_the_least_of_its_members_counts(
    fake_slack: FakeSlack, client: AsyncWebClient, picture: str
) -> None:
    answering(fake_slack)
    services = FakeServices(picture=picture)

    await show_journey(Desk(services, AudienceReader(client)), client, "U1", "C1", "buyer here")

    assert services.drawn == [("buyer", PUBLIC)]
    (shared,) = fake_slack.called("files.completeUploadExternal")
    assert shared["channel_id"] == "C1"


async def test_a_picture_that_is_refused_is_told_in_words(
    fake_slack: FakeSlack, client: AsyncWebClient, picture: str
) -> None:
    answering(fake_slack)
    fake_slack.answers["files.getUploadURLExternal"] = {"ok": False, "error": "missing_scope"}
    desk = Desk(FakeServices(picture=picture), AudienceReader(client))

    told = await show_journey(desk, client, "U1", "C1", "buyer")

    assert told.text.startswith("The picture could not be sent. In words: Journey map")


async def test_a_digest_sends_both_of_its_pictures(
    fake_slack: FakeSlack, client: AsyncWebClient, picture: str
) -> None:
    answering(fake_slack)
    fake_slack.answers["chat.postMessage"] = {"ts": "17.5"}
    made = make_digest(chart=picture)
    digest = Digest(
        role=made.role, period=made.period, sections=made.sections, evidence=made.evidence,
        chart=picture, chart_alt="Line chart", journey=DrawnPicture(picture, "Steps", "journey"),
    )  # fmt: skip

    ref = await SlackMessenger(client, AudienceReader(client)).send("C1", digest, "key")

    assert ref == "C1:17.5"
    shared = fake_slack.called("files.completeUploadExternal")
    assert [each["thread_ts"] for each in shared] == ["17.5", "17.5"]
    (posted,) = fake_slack.called("chat.postMessage")
    assert "In the thread: the chart and the steps around this one." in str(posted["blocks"])
