"""A question as it came in from Slack, as a value."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_SPOKEN = frozenset({None, "file_share", "thread_broadcast"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """``thread`` is where the reply goes: a thread's timestamp, or None for the conversation.

    ``private`` is true where nobody but this person reads along.
    """

    user: str
    channel: str
    ts: str
    text: str
    thread: str | None
    private: bool

    @property
    def claim(self) -> str:
        """One per message, whichever and however many events tell of it."""
        return f"message:{self.channel}:{self.ts}"


def read_mention(event: Mapping[str, Any]) -> Incoming | None:
    """A mention of the bot, or None if a person did not say it."""
    thread = event.get("thread_ts") or event.get("ts")
    return _read(event, thread, private=event.get("channel_type") == "im")


def read_direct_message(event: Mapping[str, Any]) -> Incoming | None:
    """A message to the bot alone; None for channels, where only a mention is for the bot."""
    if event.get("channel_type") != "im":
        return None
    return _read(event, event.get("thread_ts"), private=True)


def _read(event: Mapping[str, Any], thread: str | None, *, private: bool) -> Incoming | None:
    user, channel, ts = event.get("user"), event.get("channel"), event.get("ts")
    by_person = not event.get("bot_id") and event.get("subtype") in _SPOKEN
    if not (by_person and user and channel and ts) or event.get("edited"):
        return None
    words = event.get("text") or ""
    return Incoming(user=user, channel=channel, ts=ts, text=words, thread=thread, private=private)
