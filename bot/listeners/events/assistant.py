"""The assistant pane: prompts to begin with. What is asked there arrives as direct messages."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

_PROMPTS = (
    "How does my work affect customers?",
    "What changed for customers since last month?",
    "What do customers say about my step of the journey?",
)


def register(app: AsyncApp) -> None:
    async def suggest(event: dict[str, Any], client: AsyncWebClient) -> None:
        thread = event["assistant_thread"]
        try:
            await client.assistant_threads_setSuggestedPrompts(
                channel_id=thread["channel_id"],
                thread_ts=thread["thread_ts"],
                prompts=[{"title": words, "message": words} for words in _PROMPTS],
            )
        except SlackApiError:
            # Without prompts the pane still answers what is typed into it.
            return

    app.event("assistant_thread_started")(suggest)
    app.event("assistant_thread_context_changed")(_nothing)


async def _nothing() -> None:
    """Acknowledged so that Slack does not send it again; nothing depends on it."""
