"""The same bot over HTTP: signed requests are served, others refused."""

import aiohttp
import pytest

from tests.e2e.slack.connected import Connected

pytestmark = pytest.mark.slack

GENERAL, FINANCE = "C01GENERAL", "U01FINANCE"


async def test_mention_command_and_health(connected_over_http: Connected):
    bot = connected_over_http
    asked = await bot.slack.mention(GENERAL, FINANCE, "as finance: how do I matter?")
    assert (await bot.reply(GENERAL, "final notice"))["thread_ts"] == asked["ts"]

    await bot.slack.command(GENERAL, FINANCE, "role sales")
    await bot.reply(GENERAL, "Your role is now Sales")

    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{bot.bot_url}/healthz") as answer,
    ):
        assert (answer.status, await answer.json()) == (200, {"ok": True})


async def test_wrong_signature_is_refused(connected_over_http: Connected):
    bot = connected_over_http
    forged = {
        "type": "event_callback",
        "event_id": "Ev1",
        "event": {"type": "app_mention", "user": FINANCE, "channel": GENERAL, "ts": "1.0"},
    }
    headers = {"x-slack-request-timestamp": "1700000000", "x-slack-signature": "v0=forged"}

    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{bot.bot_url}/slack/events", json=forged, headers=headers) as answer,
    ):
        assert answer.status == 401
    assert bot.services.asked == []
