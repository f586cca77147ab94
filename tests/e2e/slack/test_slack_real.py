"""The whole house behind Slack: the example company, the real models, local-slack, the tick.

With HEARBACK_SHOTS set to a folder, the pictures of the README are made here.
"""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.audience import AudienceReader
from bot.client import build_client
from bot.local_workspace import APP_TOKEN, BOT_TOKEN
from bot.messenger import SlackMessenger
from config.settings import Settings
from digests.delivery import Delivering, deliver_due
from domain.audience import EMPLOYEES
from domain.subscription import DeliveryState, Subscription
from domain.verbatim import State
from hearback.example import NOW
from hearback.house import House
from hearback.serving import take_back
from hearback.slack_services import SlackServices
from retrieval.corpus import Filter, Record
from tests.e2e.command_line import CommandLine
from tests.e2e.slack.connected import over_http, over_socket
from tests.e2e.slack.local_slack import Json, LocalSlack, free_port
from tests.e2e.slack.test_slack_page import PATIENCE_MS, browser_page, say

pytestmark = pytest.mark.slack

GENERAL, FINANCE_ROOM, FINANCE = "C01GENERAL", "C02FINANCE", "U01FINANCE"
QUESTION = "how does my work affect customers?"


@dataclass
class Wired:
    house: House
    services: SlackServices
    slack: LocalSlack
    messenger: SlackMessenger

    async def reply(self, channel: str, containing: str) -> Json:
        async def look() -> Json | None:
            said = await self.slack.from_bot(channel)
            return next((message for message in said if containing in message["text"]), None)

        found: Json = await self.slack.until(look)
        return found

    def delivering(self) -> Delivering:
        return Delivering(
            subscriptions=self.house.subscriptions,
            ledger=self.house.ledger,
            memory=self.house.conversations,
            messenger=self.messenger,
            build=self.services.digest,
            clock=lambda: NOW,
        )


@asynccontextmanager
async def wired(home: Path, folder: Path, *, http: bool = False) -> AsyncIterator[Wired]:
    house = House(Settings(home=home))
    services = SlackServices(house, clock=lambda: NOW)
    connection = over_http(services, folder, free_port()) if http else over_socket(services, folder)
    try:
        async with connection as (slack, _):
            client = build_client(BOT_TOKEN, slack.workspace.api)
            titles = {role.name: role.title for role in house.truth.roles()}
            messenger = SlackMessenger(client, AudienceReader(client), titles=titles)
            yield Wired(house, services, slack, messenger)
    finally:
        services.close()
        house.close()


@pytest.mark.parametrize("http", [False, True], ids=["socket", "http"])
async def test_a_mention_is_answered_from_the_stored_evidence(
    own_home: Path, tmp_path: Path, *, http: bool
) -> None:
    async with wired(own_home, tmp_path, http=http) as all_of_it:
        asked = await all_of_it.slack.mention(GENERAL, FINANCE, f"as finance: {QUESTION}")
        reply = await all_of_it.reply(GENERAL, "Billing dispute rate rose")
        assert reply["thread_ts"] == asked["ts"]
        held = {r.text for r in _verbatims(all_of_it.house)}
        quoted = re.findall("“(.*?)”", reply["text"], re.DOTALL)
        assert quoted
        assert all(any(words in text for text in held) for words in quoted)


def _verbatims(house: House) -> list[Record]:
    return house.corpus.records(house.corpus.matching(Filter(audience=EMPLOYEES)).tolist())


async def test_a_subscribed_channel_gets_its_digest_once_and_it_can_be_withdrawn(
    own_home: Path, tmp_path: Path
) -> None:
    async with wired(own_home, tmp_path) as all_of_it:
        house = all_of_it.house
        house.subscriptions.put(Subscription(id="s1", target=FINANCE_ROOM, role="finance"))
        (sent,) = await deliver_due(all_of_it.delivering())
        assert sent.state is DeliveryState.SENT
        assert await deliver_due(all_of_it.delivering()) == []
        digest = await all_of_it.reply(FINANCE_ROOM, "Billing dispute rate rose")
        said = await all_of_it.slack.from_bot(FINANCE_ROOM)
        assert [message["ts"] for message in said if "rose" in message["text"]] == [digest["ts"]]
        assert any(message.get("files") for message in said)  # the chart

        told = sorted(each for each in house.conversations.told_to(FINANCE_ROOM) if "v_" in each)
        house.review.set_state(told[:1], State.RETRACTED)
        assert house.conversations.withdraw(told[:1]) == [sent.message_ref]
        assert await take_back(house, all_of_it.messenger) == 1
        gone = await all_of_it.reply(FINANCE_ROOM, "withdrawn")
        assert gone["ts"] == digest["ts"]
        assert await take_back(house, all_of_it.messenger) == 0


@pytest.mark.browser
async def test_the_pictures_of_the_readme(own_home: Path, tmp_path: Path, shots: Path) -> None:
    async with wired(own_home, tmp_path) as all_of_it:
        all_of_it.house.subscriptions.put(
            Subscription(id="s1", target=FINANCE_ROOM, role="finance")
        )
        await deliver_due(all_of_it.delivering())
        async with browser_page(all_of_it.slack.workspace.page) as page:
            await page.set_viewport_size({"width": 1280, "height": 900})
            await say(page, f"@hearback as finance: {QUESTION}")
            await page.get_by_text("1 reply").click()
            pane = page.locator(".thread-pane")
            await expect(pane.get_by_text("Billing dispute rate rose")).to_be_visible(
                timeout=PATIENCE_MS
            )
            assert await page.locator(".bk-unknown").count() == 0
            await page.add_style_tag(content=".thread-pane { flex: 0 0 680px; width: 680px }")
            await page.screenshot(path=shots / "answer.png")
            await pane.get_by_role("button", name="Show more").click()
            await expect(pane.get_by_role("button", name="Show more")).to_have_count(
                0, timeout=PATIENCE_MS
            )
            await expect(pane.get_by_text("Billing dispute rate rose")).to_have_count(1)
            await page.screenshot(path=shots / "more.png")
            await page.set_viewport_size({"width": 1280, "height": 1000})
            await page.locator(".sidebar-item", has_text="finance").first.click()
            await expect(page.get_by_text("What moved")).to_be_visible(timeout=PATIENCE_MS)
            await page.screenshot(path=shots / "digest.png")
            await expect(page.get_by_text("One step in focus")).to_have_count(0)
            await page.get_by_role("button", name="Show more").first.click()
            await expect(page.get_by_text("One step in focus")).to_be_visible(timeout=PATIENCE_MS)
            await page.screenshot(path=shots / "whole-digest.png")


async def test_serve_answers_delivers_and_stops_when_told(own_home: Path, tmp_path: Path) -> None:
    """``hearback serve`` as people start it: a process with tokens in its environment."""
    with closing(House(Settings(home=own_home))) as house:
        # Subscribed long ago, so that the week before this one is due at the first tick.
        house.subscriptions.put(Subscription(id="s1", target=FINANCE_ROOM, role="finance"))
    async with LocalSlack.start(tmp_path) as slack:
        tokens = {
            "HEARBACK_SLACK_BOT_TOKEN": BOT_TOKEN,
            "HEARBACK_SLACK_APP_TOKEN": APP_TOKEN,
            "HEARBACK_SLACK_API_URL": slack.workspace.api,
        }
        serving = CommandLine(own_home, tokens).start("serve")
        try:
            await slack.until(slack.connected)
            await slack.mention(GENERAL, FINANCE, f"as finance: {QUESTION}")

            async def answered() -> Json | None:
                said = await slack.from_bot(GENERAL)
                return next((m for m in said if "Billing dispute rate" in m["text"]), None)

            await slack.until(answered)
        finally:
            serving.terminate()
            _, errors = serving.communicate(timeout=60)
        assert serving.returncode == 0, errors
    with closing(House(Settings(home=own_home))) as house:
        (delivery,) = house.ledger.deliveries()
        assert delivery.state in (DeliveryState.SENT, DeliveryState.SKIPPED)
