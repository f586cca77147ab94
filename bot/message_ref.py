"""The name under which a Slack message is remembered outside ``bot``: ``C0123:1700000000.0001``.

An answer that only its asker sees has no name in Slack; it is remembered by its reader.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MessageRef:
    channel: str
    ts: str

    def __str__(self) -> str:
        return f"{self.channel}:{self.ts}"


def parse_message_ref(text: str) -> MessageRef:
    """Raises ValueError for a text that is not a channel and a timestamp."""
    channel, found, ts = text.partition(":")
    if not (found and channel and ts):
        raise ValueError(f"not a message reference: {text!r}")
    return MessageRef(channel, ts)


_PRIVATE = "private"


def private_ref(user: str, occasion: str) -> str:
    """``private:U012:...``; ``occasion`` tells two answers to the same person apart."""
    return f"{_PRIVATE}:{user}:{occasion}"


def reader_of(text: str) -> str | None:
    """Who saw a private answer; None for a message in a conversation."""
    kind, _, rest = text.partition(":")
    return rest.partition(":")[0] or None if kind == _PRIVATE else None
