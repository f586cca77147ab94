"""The bot of these tests, connected to a local-slack of its own for each test."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.client import build_client
from bot.local_workspace import BOT_TOKEN
from tests.e2e.slack.connected import Connected, over_http, over_socket
from tests.e2e.slack.local_slack import free_port
from tests.fakes.slack_services import FakeServices


@pytest.fixture
async def connected(tmp_path: Path) -> AsyncIterator[Connected]:
    """The bot in Socket Mode, with services that remember."""
    services = FakeServices()
    async with over_socket(services, tmp_path) as (slack, app):
        yield Connected(slack, services, build_client(BOT_TOKEN, slack.workspace.api), app)


@pytest.fixture
async def connected_over_http(tmp_path: Path) -> AsyncIterator[Connected]:
    services, port = FakeServices(), free_port()
    async with over_http(services, tmp_path, port) as (slack, app):
        client = build_client(BOT_TOKEN, slack.workspace.api)
        yield Connected(slack, services, client, app, f"http://127.0.0.1:{port}")


@pytest.fixture
def shots(tmp_path: Path) -> Path:
    folder = Path(os.environ.get("HEARBACK_SHOTS", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
