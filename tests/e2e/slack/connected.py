"""A bot connected to a local-slack, with whatever services a test gives it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.app import build_app
from bot.local_workspace import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET
from bot.run import EVENTS_PATH, http_server, socket_connection
from bot.services import Services
from tests.e2e.slack.local_slack import Json, LocalSlack
from tests.fakes.slack_services import FakeServices


@dataclass
class Connected:
    slack: LocalSlack
    services: FakeServices
    client: AsyncWebClient
    app: AsyncApp
    bot_url: str = ""

    async def reply(self, channel: str, containing: str) -> Json:
        """The bot's message that contains these words, once it is there."""

        async def look() -> Json | None:
            said = await self.slack.from_bot(channel)
            return next((reply for reply in said if containing in reply["text"]), None)

        found: Json = await self.slack.until(look)
        return found


@asynccontextmanager
async def over_socket(
    services: Services, folder: Path
) -> AsyncIterator[tuple[LocalSlack, AsyncApp]]:
    async with LocalSlack.start(folder) as slack:
        app = build_app(services, bot_token=BOT_TOKEN, api_url=slack.workspace.api)
        async with socket_connection(app, APP_TOKEN):
            yield slack, app


@asynccontextmanager
async def over_http(
    services: Services, folder: Path, port: int
) -> AsyncIterator[tuple[LocalSlack, AsyncApp]]:
    request_url = f"http://127.0.0.1:{port}{EVENTS_PATH}"
    async with LocalSlack.start(folder, request_url=request_url) as slack:
        app = build_app(
            services,
            bot_token=BOT_TOKEN,
            signing_secret=SIGNING_SECRET,
            api_url=slack.workspace.api,
        )
        async with http_server(app, "127.0.0.1", port):
            yield slack, app
