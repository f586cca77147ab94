"""A person at the page takes an action from an answer, and finishes it on Home."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from domain.action import ActionState
from tests.e2e.slack.connected import Connected
from tests.e2e.slack.test_slack_page import FINANCE, PATIENCE_MS, browser_page, say

pytestmark = [pytest.mark.slack, pytest.mark.browser]


async def test_a_colleague_takes_an_action_and_finishes_it(connected: Connected, shots: Path):
    connected.services.chosen[FINANCE] = "finance"
    async with browser_page(connected.slack.workspace.page) as page:
        await say(page, "@hearback how does my work affect customers?")
        await page.get_by_text("1 reply").click()
        await page.locator(".thread-pane").get_by_role("button", name="I'll take this").click()
        modal = page.locator(".modal")
        await modal.locator("input").first.fill("Read the reminder aloud")
        await page.screenshot(path=shots / "take.png")
        await modal.get_by_role("button", name="Promise it").click()
        await expect(modal.get_by_text("Promised for 7 December")).to_be_visible(
            timeout=PATIENCE_MS
        )
        await modal.get_by_role("button", name="Close").click()

        await page.locator(".sidebar-item", has_text="🏠").click()
        home = page.locator(".home")
        await expect(home.get_by_text("Read the reminder aloud")).to_be_visible(timeout=PATIENCE_MS)
        await page.screenshot(path=shots / "my-actions.png")
        await home.get_by_role("button", name="Done").click()
        await modal.locator("input").first.fill("It reads kindly now")
        await page.screenshot(path=shots / "done.png")
        await modal.get_by_role("button", name="Save").click()
        await expect(modal.get_by_text("Done, thank you")).to_be_visible(timeout=PATIENCE_MS)
        assert await page.locator(".bk-unknown").count() == 0
    (held,) = connected.services.promises.actions.all()
    assert (held.owner, held.state) == (FINANCE, ActionState.DONE)
    assert held.outcome == "It reads kindly now"
    assert "v-1" in held.evidence
