"""The door through which a digest leaves, and how it may fail."""

from datetime import datetime
from typing import Protocol

from domain.audience import Audience
from domain.digest import Digest
from domain.error import HearbackError


class PermanentFailure(HearbackError):
    """It will not work again: the channel is archived, the bot was removed, the user left."""


class TransientFailure(HearbackError):
    """It may work later; ``retry_at`` is when, if the other side said so."""

    def __init__(self, reason: str, retry_at: datetime | None = None) -> None:
        super().__init__(reason)
        self.retry_at = retry_at


class Messenger(Protocol):
    """Sends digests. ``key`` travels with the message so that it can be found again."""

    async def audience(self, target: str) -> Audience:
        """Who will be able to see what is sent to this target."""

    async def send(self, target: str, digest: Digest, key: str) -> str:
        """Deliver, and return a reference to the message. Raises the two failures above."""

    async def find(self, target: str, key: str) -> str | None:
        """The reference of a message that was already sent under this key, if there is one."""
