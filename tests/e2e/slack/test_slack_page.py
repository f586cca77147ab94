"""A person at the web page of local-slack, in headless Chromium.

With HEARBACK_SHOTS set to a folder, what the person sees is kept there as pictures.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright, expect

from bot.audience import AudienceReader
from bot.messenger import SlackMessenger
from domain.statement import Quote, Statement
from tests.e2e.slack.connected import Connected
from tests.fakes.slack_services import VERBATIM, make_answer, make_digest
from tests.leaving_out import leave_out

pytestmark = [pytest.mark.slack, pytest.mark.browser]

FINANCE = "U01FINANCE"
PATIENCE_MS = 30_000


def find_chromium() -> str:
    chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    if not Path(chromium).exists():
        leave_out(f"no browser at {chromium}: install Chromium or set CHROMIUM to one")
    return chromium


@asynccontextmanager
async def browser_page(address: str) -> AsyncIterator[Page]:
    chromium = find_chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        try:
            page = await browser.new_page(viewport={"width": 1440, "height": 1000})
            page.set_default_timeout(PATIENCE_MS)
            await page.goto(address)
            yield page
        finally:
            await browser.close()


async def say(page: Page, words: str) -> None:
    composer = page.locator("textarea.composer-input").first
    await composer.fill(words)
    await composer.press("Enter")


async def test_a_colleague_asks_and_reads_the_answer(connected: Connected, shots: Path):
    connected.services.chosen[FINANCE] = "finance"
    async with browser_page(connected.slack.workspace.page) as page:
        await say(page, "@hearback how does my work affect customers?")
        await page.get_by_text("1 reply").click()
        pane = page.locator(".thread-pane")

        await expect(pane.get_by_text("final notice")).to_be_visible(timeout=PATIENCE_MS)
        await expect(pane.get_by_text("Pay the invoice", exact=True)).to_have_css(
            "font-weight", "700"
        )
        assert await page.locator(".bk-unknown").count() == 0
        await page.screenshot(path=shots / "answer.png")

        await pane.get_by_role("button", name="Helpful", exact=True).click()
        await expect(page.get_by_text("Noted as helpful")).to_be_visible(timeout=PATIENCE_MS)
    assert [verdict for _, _, verdict in connected.services.feedback] == ["helpful"]


async def test_customers_words_mean_nothing_to_the_page(connected: Connected):
    hostile = "<!channel> *Never* <https://evil.example|again> & that <@U01FINANCE> is `that`"
    item = replace(VERBATIM, text=hostile)
    quoting = Statement((Quote("E1", 0, len(hostile)),), ("E1",))
    answer = make_answer("why?")
    connected.services.answer = replace(answer, statements=(quoting,), evidence=(item,), paths=())
    async with browser_page(connected.slack.workspace.page) as page:
        await say(page, "@hearback as finance: why?")
        await page.get_by_text("1 reply").click()
        said = page.locator(".thread-pane .msg").last.locator(".bk-section")

        await expect(said).to_have_text(f"“{hostile}” [E1]", timeout=PATIENCE_MS)
        assert await said.locator("a, strong, code, .mention").count() == 0


async def test_a_colleague_reads_the_digest(connected: Connected, shots: Path):
    messenger = SlackMessenger(
        connected.client, AudienceReader(connected.client), titles={"finance": "Finance"}
    )
    await messenger.send("C02FINANCE", make_digest(), "s-1:2026-W46")
    async with browser_page(connected.slack.workspace.page) as page:
        await page.locator(".sidebar-item", has_text="finance").first.click()

        await expect(page.get_by_text("In customers' words")).to_be_visible(timeout=PATIENCE_MS)
        assert await page.locator(".bk-unknown").count() == 0
        await page.screenshot(path=shots / "digest.png")


async def test_a_colleague_chooses_a_role_and_a_digest_on_home(connected: Connected, shots: Path):
    async with browser_page(connected.slack.workspace.page) as page:
        await page.locator(".sidebar-item", has_text="🏠").click()
        await page.locator(".home select").select_option("finance")
        await expect(page.get_by_text("My role: Finance")).to_be_visible(timeout=PATIENCE_MS)

        await page.get_by_role("button", name="Get my digest").click()
        modal = page.locator(".modal")
        await modal.locator("select").nth(1).select_option("4")
        await page.screenshot(path=shots / "form.png")
        await modal.get_by_role("button", name="Save").click()
        await expect(modal.get_by_text("every Friday at 09:00")).to_be_visible(timeout=PATIENCE_MS)
        await modal.get_by_role("button", name="Close").click()
        await expect(page.locator(".home").get_by_text("every Friday")).to_be_visible()
        assert await page.locator(".bk-unknown").count() == 0
        await page.screenshot(path=shots / "home.png")

        await page.get_by_role("button", name="Preview").click()
        await expect(modal.get_by_text("One that disagrees")).to_be_visible(timeout=PATIENCE_MS)
        await page.screenshot(path=shots / "preview.png")
    assert connected.services.subscriptions[FINANCE].weekday == 4
