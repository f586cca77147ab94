"""Digests leave through Slack."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.audience import AudienceReader
from bot.blocks.digest import digest_key, digest_message
from bot.blocks.notice import notice
from bot.message_ref import MessageRef, parse_message_ref, reader_of
from bot.picture import upload_picture
from bot.slack_failure import (
    UNREACHABLE,
    failure_of,
    lost,
    posting_failure_of,
    unreachable,
    utc_now,
)
from digests.messenger import TransientFailure
from domain.audience import Audience
from domain.digest import Digest
from domain.picture import DrawnPicture

EVENT_TYPE = "hearback_digest"
WITHDRAWN = (
    "What stood here rested on something that has since been withdrawn, so it was taken away. "
    "Ask me again for what is known now."
)
PRIVATE_WITHDRAWN = (
    "A private answer that I gave you rested on something that has since been withdrawn. "
    "Please do not use it. Ask me again for what is known now."
)
_ALREADY_GONE = frozenset({"message_not_found", "file_not_found", "file_deleted"})
# Trying again would not help; what a person can mend (a token, a scope) is not among them.
_NEVER_CHANGED = frozenset(
    {
        "channel_not_found",
        "cant_update_message",
        "cant_delete_file",
        "edit_window_closed",
        "is_archived",
        "is_inactive",
        "not_in_channel",
        "user_not_found",
        "user_disabled",
        "cannot_dm_bot",
        "method_not_supported_for_channel_type",
        "unknown_method",
    }
)
_HISTORY_LIMIT = 200
_MOST_PAGES = 10
_log = structlog.get_logger("hearback.bot")


class SlackMessenger:
    """The Messenger of ``digests`` over Slack: targets are user or channel ids.

    The key travels twice: as message metadata, and as the id of the first block, which survives
    where metadata is not kept.
    """

    def __init__(
        self,
        client: AsyncWebClient,
        audiences: AudienceReader,
        *,
        titles: dict[str, str] | None = None,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        """``client`` should be one that repeats nothing (``bot.client.build_sending_client``).

        ``audiences`` may have one that does. ``titles`` are the roles' titles by name; a role
        without one is called by its name.
        """
        self._client = client
        self._audiences = audiences
        self._titles = titles or {}
        self._now = now

    async def audience(self, target: str) -> Audience:
        with self._failures(target):
            return await self._audiences.read_target(target)

    async def send(
        self, target: str, digest: Digest, key: str, begin: Callable[[], None] = lambda: None
    ) -> str:
        title = self._titles.get(digest.role) or digest.role.replace("_", " ").capitalize()
        message = digest_message(digest, title, key, target)
        with self._failures(target):
            channel = await self._channel(target)
        begin()
        with self._posting(target):
            sent = await self._client.chat_postMessage(
                channel=channel,
                metadata={"event_type": EVENT_TYPE, "event_payload": {"key": key}},
                unfurl_links=False,
                unfurl_media=False,
                **message.as_arguments(),
            )
        ref = MessageRef(channel, str(sent["ts"]))
        for picture in digest.pictures:
            await self._send_picture(ref, picture)
        return str(ref)

    async def find(self, target: str, key: str, since: datetime | None = None) -> str | None:
        with self._failures(target):
            channel = await self._channel(target)
            async for message in self._history(channel, since):
                if key in (_metadata_key(message), _block_key(message)):
                    return str(MessageRef(channel, str(message["ts"])))
        return None

    async def tell(self, person: str, words: str) -> None:
        """Say something to one person; where that fails too, the log and the ledger have it."""
        try:
            told = notice(words).as_arguments()
            await self._client.chat_postMessage(channel=person, **told)
        except (SlackClientError, *UNREACHABLE) as error:
            _log.warning("bot.owner_not_told", person=person, error=type(error).__name__)

    async def withdraw(self, message_ref: str) -> bool:
        """Take what a message shows away, because it rests on something that was withdrawn.

        True once there is nothing left to do, which includes messages that were deleted and those
        that Slack will never let the bot change; False if it should be tried again. A private
        answer cannot be changed in Slack: its reader is told. Raises ValueError for a text that
        is no reference.
        """
        if reader := reader_of(message_ref):
            told = notice(PRIVATE_WITHDRAWN).as_arguments()
            return await self._done(
                message_ref, self._client.chat_postMessage(channel=reader, **told)
            )
        ref = parse_message_ref(message_ref)
        shown = notice(WITHDRAWN).as_arguments()
        updated = self._client.chat_update(channel=ref.channel, ts=ref.ts, **shown)
        return await self._done(message_ref, updated) and await self._remove_charts(ref)

    async def _done(self, message_ref: str, call: Awaitable[object]) -> bool:
        """Whether a call was carried out, or never will be."""
        try:
            await call
        except (SlackClientError, *UNREACHABLE) as error:
            code = _code(error)
            if code in _ALREADY_GONE:
                return True
            is_final = code in _NEVER_CHANGED
            _log.warning(
                "bot.not_withdrawn",
                message=message_ref,
                error=code or type(error).__name__,
                tried_again=not is_final,
            )
            return is_final
        return True

    async def _remove_charts(self, ref: MessageRef) -> bool:
        """A digest's picture hangs in its thread, and goes with it."""
        try:
            page = await self._client.conversations_replies(
                channel=ref.channel, ts=ref.ts, limit=_HISTORY_LIMIT
            )
        except (SlackClientError, *UNREACHABLE) as error:
            return bool(_code(error))  # refused: there is no thread that the bot could read
        done = [
            await self._done(str(ref), self._client.files_delete(file=str(file["id"])))
            for message in page.get("messages") or ()
            for file in (message.get("files") or () if message.get("bot_id") else ())
        ]
        return all(done)

    async def _channel(self, target: str) -> str:
        if not target.startswith(("U", "W")):
            return target
        opened = await self._client.conversations_open(users=target)
        return str(opened["channel"]["id"])

    async def _history(self, channel: str, since: datetime | None) -> AsyncIterator[dict[str, Any]]:
        """The messages since a moment, newest first; without one, the newest page."""
        oldest = f"{since.timestamp():.6f}" if since else "0"
        cursor: str | None = None
        for _ in range(_MOST_PAGES if since else 1):
            page = await self._client.conversations_history(
                channel=channel,
                include_all_metadata=True,
                limit=_HISTORY_LIMIT,
                oldest=oldest,
                cursor=cursor,
            )
            for message in page.get("messages") or ():
                yield message
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or None
            if cursor is None:
                return
        if since:
            raise TransientFailure(f"There is too much in {channel} to look through.")

    async def _send_picture(self, ref: MessageRef, picture: DrawnPicture) -> None:
        """A picture goes in the digest's thread. It may fail: the digest says it in words."""
        try:
            await upload_picture(self._client, picture, ref.channel, ref.ts)
        except (SlackClientError, *UNREACHABLE) as error:
            _log.warning("bot.picture_not_sent", message=str(ref), error=type(error).__name__)

    @contextmanager
    def _posting(self, target: str) -> Iterator[None]:
        """After the request was made, only a clear answer says that nothing arrived."""
        try:
            yield
        except SlackApiError as error:
            raise posting_failure_of(error, target, self._now) from error
        except (SlackClientError, *UNREACHABLE) as error:
            raise lost(error, target) from error

    @contextmanager
    def _failures(self, target: str) -> Iterator[None]:
        try:
            yield
        except SlackApiError as error:
            raise failure_of(error, target, self._now) from error
        except (SlackClientError, *UNREACHABLE) as error:
            raise unreachable(target) from error


def _code(error: Exception) -> str:
    """What Slack called its refusal; empty if it gave no answer that says so."""
    data = error.response.data if isinstance(error, SlackApiError) else None
    return str(data.get("error") or "") if isinstance(data, dict) else ""


def _metadata_key(message: dict[str, Any]) -> str | None:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return None
    key = (metadata.get("event_payload") or {}).get("key")
    return str(key) if key else None


def _block_key(message: dict[str, Any]) -> str | None:
    """Only a bot's own blocks count: a person cannot forge a delivery."""
    blocks = message.get("blocks") or []
    return digest_key(blocks[0]) if blocks and message.get("bot_id") else None
