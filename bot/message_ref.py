"""The name under which a Slack message is remembered outside ``bot``: ``C0123:1700000000.0001``."""

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
