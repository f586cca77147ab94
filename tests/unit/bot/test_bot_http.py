"""Requests over HTTP count only if Slack signed them."""

import hmac
import json
import time

import aiohttp
import pytest

from bot.app import build_app
from bot.run import http_server
from tests.e2e.slack.local_slack import free_port
from tests.fakes.slack_services import FakeServices
from tests.unit.bot.fake_slack import FakeSlack

BODY = json.dumps({"type": "url_verification", "challenge": "hello"})


def signed_with(secret: str) -> dict[str, str]:
    now = str(int(time.time()))
    signed = hmac.new(secret.encode(), f"v0:{now}:{BODY}".encode(), "sha256").hexdigest()
    return {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": now,
        "X-Slack-Signature": f"v0={signed}",
    }


@pytest.mark.parametrize(
    ("secret", "signed", "status"),
    [("right", "right", 200), ("right", "wrong", 401), (None, "", 401), (None, "None", 401)],
)
async def test_signature(fake_slack: FakeSlack, secret: str | None, signed: str, status: int):
    app = build_app(
        FakeServices(), bot_token="xoxb-1", signing_secret=secret, api_url=fake_slack.api_url
    )
    port = free_port()
    address = f"http://127.0.0.1:{port}/slack/events"
    async with (
        http_server(app, "127.0.0.1", port),
        aiohttp.ClientSession() as session,
        session.post(address, data=BODY, headers=signed_with(signed)) as answer,
    ):
        assert answer.status == status
