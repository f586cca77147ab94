"""Who can read along, and so what may be shown. Doubt means the public."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.audience import AudienceReader, Company, channel_audience, person_audience
from domain.audience import CURATORS, EMPLOYEES, PUBLIC
from tests.unit.bot.fake_slack import FakeSlack

HOME = Company("T1")
EMPLOYEE = {"id": "U1", "team_id": "T1"}
NOBODY: frozenset[str] = frozenset()
STAFF = frozenset({"U1", "U2"})


def test_person():
    assert person_audience(HOME, EMPLOYEE, NOBODY) == EMPLOYEES
    assert person_audience(HOME, EMPLOYEE, frozenset({"U1"})) == CURATORS


@pytest.mark.parametrize(
    "user",
    [
        {},
        {"id": "U1"},
        {**EMPLOYEE, "is_restricted": True},
        {**EMPLOYEE, "is_ultra_restricted": True},
        {**EMPLOYEE, "is_stranger": True},
        {**EMPLOYEE, "deleted": True},
        {"id": "U1", "team_id": "T2"},
        {"id": "U1", "team_id": "T2", "enterprise_user": {"enterprise_id": "E9"}},
    ],
)
def test_guests_strangers_and_other_companies_are_public(user: dict):
    assert person_audience(HOME, user, frozenset({"U1"})) == PUBLIC


def test_the_same_enterprise_is_the_same_company():
    user = {"id": "U1", "team_id": "T2", "enterprise_user": {"enterprise_id": "E1"}}
    assert person_audience(Company("T1", "E1"), user, NOBODY) == EMPLOYEES


def test_channel_of_employees():
    assert channel_audience({"id": "C1"}, STAFF, STAFF) == EMPLOYEES


@pytest.mark.parametrize(
    ("channel", "members"),
    [
        ({"id": "C1", "is_ext_shared": True}, STAFF),
        ({"id": "C1", "is_shared": True}, STAFF),
        ({"id": "C1", "is_pending_ext_shared": True}, STAFF),
        ({"id": "C1", "pending_shared": ["T9"]}, STAFF),
        ({"id": "C1"}, STAFF | {"UGUEST"}),
        ({"id": "C1"}, NOBODY),
        ({}, STAFF),
    ],
)
def test_shared_channels_guests_and_the_unknown_are_public(channel: dict, members: frozenset[str]):
    assert channel_audience(channel, members, STAFF) == PUBLIC


def company(slack: FakeSlack) -> None:
    slack.answers["auth.test"] = {"team_id": "T1"}
    slack.answers["users.list"] = {"members": [EMPLOYEE, {"id": "U2", "team_id": "T1"}]}
    slack.answers["users.info"] = {"user": EMPLOYEE}
    slack.answers["conversations.info"] = {"channel": {"id": "C1"}}
    slack.answers["conversations.members"] = {"members": ["U1", "U2"]}


async def test_reader_asks_once_a_minute(fake_slack: FakeSlack, client: AsyncWebClient):
    company(fake_slack)
    now = [0.0]
    reader = AudienceReader(client, clock=lambda: now[0])

    assert await reader.of_channel("C1") == EMPLOYEES
    assert await reader.read_target("C1") == EMPLOYEES
    assert len(fake_slack.called("conversations.members")) == 1

    fake_slack.answers["conversations.members"] = {"members": ["U1", "UGUEST"]}
    now[0] = 61.0
    assert await reader.read_target("C1") == PUBLIC
    assert await reader.read_target("U1") == EMPLOYEES


async def test_every_page_of_members_counts(fake_slack: FakeSlack, client: AsyncWebClient):
    company(fake_slack)

    def page(arguments: dict) -> dict:
        if arguments.get("cursor") == "next":
            return {"members": ["UGUEST"]}
        return {"members": ["U1"], "response_metadata": {"next_cursor": "next"}}

    fake_slack.answers["conversations.members"] = page

    assert await AudienceReader(client).of_channel("C1") == PUBLIC


@pytest.mark.parametrize(
    "method", ["auth.test", "users.list", "conversations.info", "conversations.members"]
)
async def test_failures_are_public_and_not_remembered(
    fake_slack: FakeSlack, client: AsyncWebClient, method: str
):
    company(fake_slack)
    healthy = fake_slack.answers[method]
    fake_slack.answers[method] = {"ok": False, "error": "internal_error"}
    reader = AudienceReader(client)

    assert await reader.of_channel("C1") == PUBLIC
    fake_slack.answers[method] = healthy
    assert await reader.of_channel("C1") == EMPLOYEES
