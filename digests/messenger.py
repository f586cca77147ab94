"""The door through which a digest leaves, and how it may fail."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from domain.audience import Audience
from domain.digest import Digest
from domain.error import HearbackError


class PermanentFailure(HearbackError):
    """It will not work again. ``target_gone``: the channel is archived, the bot was removed, the
    person left; the others still get theirs."""

    def __init__(self, reason: str, *, target_gone: bool = False) -> None:
        super().__init__(reason)
        self.target_gone = target_gone


class TransientFailure(HearbackError):
    """Nothing arrived, and it may work later; ``retry_at`` is when, if the other side said so."""

    def __init__(self, reason: str, retry_at: datetime | None = None) -> None:
        super().__init__(reason)
        self.retry_at = retry_at


class UnknownOutcome(HearbackError):
    """It may have arrived. ``answered``: the other side is done with it, so that a look tells."""

    def __init__(self, reason: str, *, answered: bool) -> None:
        super().__init__(reason)
        self.answered = answered


class Messenger(Protocol):
    """Sends digests. ``key`` travels with the message so that it can be found again."""

    async def audience(self, target: str) -> Audience:
        """Who will be able to see what is sent to this target."""

    async def send(self, target: str, digest: Digest, key: str, begin: Callable[[], None]) -> str:
        """Deliver, and return a reference to the message. Raises the three failures above.

        ``begin`` is called directly before the one request after which the message may have
        arrived; if it raises, that request is not made.
        """

    async def find(self, target: str, key: str, since: datetime | None = None) -> str | None:
        """The reference of a message that was sent under this key, if there is one.

        Looks at everything ``since``; raises TransientFailure where it could not look at all of it.
        """

    async def tell(self, person: str, words: str) -> None:
        """Say something to one person. It may fail; that is not worth an error."""
