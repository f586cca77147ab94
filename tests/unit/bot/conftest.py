"""A small Slack on loopback for each test."""

from collections.abc import AsyncIterator

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.unit.bot.fake_slack import FakeSlack


@pytest.fixture
async def fake_slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack().serve() as slack:
        yield slack


@pytest.fixture
def client(fake_slack: FakeSlack) -> AsyncWebClient:
    """Without retries, so that a failure is seen at once."""
    return AsyncWebClient(token="xoxb-test", base_url=fake_slack.api_url, retry_handlers=[])
