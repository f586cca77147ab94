"""Reminders leave through Slack, as direct messages."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from actions.reminder import NeverSent, NotSentNow
from bot.blocks.action import REMINDER_PREFIX, reminder_message
from bot.person import zone_of
from bot.slack_failure import UNREACHABLE, failure_of
from digests.messenger import PermanentFailure
from domain.action import Action, Reminder

EVENT_TYPE = "hearback_reminder"
_HISTORY_LIMIT = 100


class SlackReminders:
    """Implements ``actions.reminder.Sender``.

    The key travels twice, as message metadata and as the id of the first block. ``client`` should
    be one that repeats nothing.
    """

    def __init__(self, client: AsyncWebClient, now: Callable[[], datetime]) -> None:
        self._client = client
        self._now = now
        self._zones: dict[str, str] = {}

    async def zone(self, person: str) -> str:
        """Asked once for each person while the process lives."""
        if person not in self._zones:
            with self._failures(person):
                self._zones[person] = await zone_of(self._client, person)
        return self._zones[person]

    async def send(self, person: str, action: Action, reminder: Reminder, key: str) -> None:
        today = self._now().astimezone(ZoneInfo(await self.zone(person))).date()
        message = reminder_message(action, reminder, key, today)
        with self._failures(person):
            await self._client.chat_postMessage(
                channel=await self._channel(person),
                metadata={"event_type": EVENT_TYPE, "event_payload": {"key": key}},
                unfurl_links=False,
                unfurl_media=False,
                **message.as_arguments(),
            )

    async def find(self, person: str, key: str) -> bool:
        with self._failures(person):
            page = await self._client.conversations_history(
                channel=await self._channel(person),
                include_all_metadata=True,
                limit=_HISTORY_LIMIT,
            )
        messages = page.get("messages") or ()
        return any(key in _keys(each) for each in messages if each.get("bot_id"))

    async def _channel(self, person: str) -> str:
        opened = await self._client.conversations_open(users=person)
        return str(opened["channel"]["id"])

    @contextmanager
    def _failures(self, person: str) -> Iterator[None]:
        try:
            yield
        except SlackApiError as error:
            failure = failure_of(error, person, self._now)
            told = str(failure).replace("The digest for", "The reminder for")
            if isinstance(failure, PermanentFailure):
                raise NeverSent(told) from error
            raise NotSentNow(told) from error
        except (SlackClientError, *UNREACHABLE) as error:
            raise NotSentNow(f"Slack could not be reached to write to {person}.") from error


def _keys(message: dict[str, Any]) -> set[str]:
    payload = (message.get("metadata") or {}).get("event_payload") or {}
    blocks = message.get("blocks") or [{}]
    block_id = str(blocks[0].get("block_id", ""))
    return {str(payload.get("key")), block_id.removeprefix(REMINDER_PREFIX)}
