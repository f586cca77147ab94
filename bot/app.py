"""The Slack app: listeners on one side, services on the other."""

import secrets
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.audience import AudienceReader
from bot.client import SLACK_API, build_client
from bot.desk import Desk
from bot.failure import explain
from bot.listeners import actions, commands, events, views
from bot.services import Services


def build_app(
    services: Services,
    *,
    bot_token: str,
    signing_secret: str | None = None,
    client: AsyncWebClient | None = None,
    api_url: str = SLACK_API,
    curators: frozenset[str] = frozenset(),
) -> AsyncApp:
    """An app that answers through ``services``; nothing connects until it is served.

    ``signing_secret`` is needed for HTTP only: without one, every HTTP request is refused.
    ``curators`` are the ids of those who may see, privately, what only the CX team may see.
    """
    client = client or build_client(bot_token, api_url)
    app = AsyncApp(
        name="hearback",
        client=client,
        signing_secret=signing_secret or secrets.token_hex(32),
        raise_error_for_unhandled_request=False,
    )
    desk = Desk(services, AudienceReader(client, curators))
    app.error(_tell_failure)
    for kind in (events, commands, actions, views):
        kind.register(app, desk)
    return app


async def _tell_failure(error: Exception, body: dict[str, Any], respond: AsyncRespond) -> None:
    """The last resort: what no listener expected is logged, and told where that is possible."""
    words = explain(error, "doing that")
    if body.get("response_url"):
        await respond(text=words, response_type="ephemeral", replace_original=False)
