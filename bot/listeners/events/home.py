"""The Home tab is drawn when it is opened."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.desk import Desk
from bot.home import publish_home


def register(app: AsyncApp, desk: Desk) -> None:
    async def draw_home(event: dict[str, Any], client: AsyncWebClient) -> None:
        if event.get("tab", "home") == "home":
            await publish_home(desk, client, event["user"])

    app.event("app_home_opened")(draw_home)
