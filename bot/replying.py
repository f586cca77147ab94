"""Answering where the question was asked: a status at once, then the answer in its place."""

from typing import Any

import structlog
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import Composed, compose_answer, remember_posting
from bot.blocks.message import Message
from bot.blocks.notice import STATUS, notice, status_message
from bot.desk import Desk
from bot.failure import explain
from bot.growing import GrowingAnswer, Show
from bot.incoming import Incoming
from bot.message_ref import MessageRef
from bot.pending import PendingQuestion
from bot.slack_failure import UNREACHABLE

_log = structlog.get_logger("hearback.bot")


async def reply(desk: Desk, client: AsyncWebClient, incoming: Incoming) -> None:
    """Answer a message once; a message that was claimed before is left alone.

    The message is claimed, not the event: that covers Slack's repeats of an event, and also the
    two events (``message`` and ``app_mention``) that one message can cause.
    """
    try:
        is_first = await desk.services.first_seen(incoming.claim)
    except Exception as error:  # noqa: BLE001 - a person who asked is always told something
        await _send(client, incoming, notice(explain(error, "reading your question")))
        return
    if is_first:
        await answer_in_place(desk, client, incoming)


async def reply_to_pending(desk: Desk, client: AsyncWebClient, incoming: Incoming) -> None:
    """Answer a question that waited for its asker's role, once however often they choose."""
    if await desk.services.first_seen(f"role_given:{incoming.claim}"):
        await answer_in_place(desk, client, incoming)


async def answer_in_place(desk: Desk, client: AsyncWebClient, incoming: Incoming) -> None:
    status_ts = await _show_status(client, incoming)
    if incoming.private:
        audience = await desk.audiences.of_person(incoming.user)
    else:
        audience = await desk.audiences.of_channel(incoming.channel)
    pending = PendingQuestion(incoming.user, incoming.ts, incoming.thread)
    growing = GrowingAnswer(_shower(desk, client, incoming, status_ts)) if status_ts else None
    composed = await compose_answer(
        desk,
        incoming.user,
        incoming.text,
        audience,
        pending.block_id(),
        grow=growing.put if growing else None,
    )
    if growing:
        await growing.close()
    if status_ts:
        # Before it is shown: a process that is killed in between leaves the memory behind.
        await remember_posting(desk, str(MessageRef(incoming.channel, status_ts)), composed)
    ref = await _post(client, incoming, composed.message, status_ts)
    # Again: what was withdrawn meanwhile is found now, and taken out of what was just posted.
    await remember_posting(desk, str(ref), composed)


def _shower(desk: Desk, client: AsyncWebClient, incoming: Incoming, status_ts: str) -> Show:
    """Shows what is written so far where the status stands."""

    async def show(composed: Composed) -> bool:
        ref = MessageRef(incoming.channel, status_ts)
        shown = composed.message.as_arguments()
        await remember_posting(desk, str(ref), composed)
        try:
            await client.chat_update(channel=ref.channel, ts=ref.ts, **shown)
        except (SlackClientError, *UNREACHABLE) as error:
            _log.warning("bot.unfinished_not_shown", error=type(error).__name__)
            return False
        return True

    return show


async def _show_status(client: AsyncWebClient, incoming: Incoming) -> str | None:
    """The timestamp of a placeholder, or None where Slack shows a status of its own."""
    if incoming.private and incoming.thread and await _set_status(client, incoming):
        return None
    try:
        return await _send(client, incoming, status_message())
    except SlackApiError as error:
        _log.warning("bot.no_status", error=_code(error))
        return None


async def _set_status(client: AsyncWebClient, incoming: Incoming) -> bool:
    """Only threads of the assistant pane have a status; others refuse it, and get a message."""
    try:
        await client.assistant_threads_setStatus(
            channel_id=incoming.channel, thread_ts=incoming.thread or "", status=STATUS
        )
    except SlackApiError:
        return False
    return True


async def _post(
    client: AsyncWebClient, incoming: Incoming, message: Message, status_ts: str | None
) -> MessageRef:
    if status_ts:
        try:
            await client.chat_update(
                channel=incoming.channel, ts=status_ts, **message.as_arguments()
            )
            return MessageRef(incoming.channel, status_ts)
        except SlackApiError as error:
            # Somebody removed the placeholder, or Slack refused the change: say it anew.
            _log.warning("bot.update_refused", error=_code(error))
    return MessageRef(incoming.channel, await _send(client, incoming, message))


async def _send(client: AsyncWebClient, incoming: Incoming, message: Message) -> str:
    arguments: dict[str, Any] = message.as_arguments()
    if incoming.thread:
        arguments["thread_ts"] = incoming.thread
    # No previews of links: one would show what its page says today, not what was quoted.
    sent = await client.chat_postMessage(
        channel=incoming.channel, unfurl_links=False, unfurl_media=False, **arguments
    )
    return str(sent["ts"])


def _code(error: SlackApiError) -> str:
    return str(error.response.get("error", "unknown"))
