"""What can go wrong with a source. Each is one line, without a secret or a customer's words.

SourceFailed
├── TryLater      the source cannot answer now; the same request may work in a while
├── Refused       the source does not accept the request (``status`` says how)
└── GoesRound     the source's pages lead back to where they came from
"""

from domain.error import HearbackError


class SourceFailed(HearbackError):
    """A source could not be read to its end; what was read before is kept."""


class TryLater(SourceFailed):
    """``wait`` is how many seconds the source asks for, None where it does not say."""

    def __init__(self, told: str, wait: float | None = None) -> None:
        super().__init__(told)
        self.wait = wait


class Refused(SourceFailed):
    """A status from 400 to 499 other than 429."""

    def __init__(self, told: str, status: int) -> None:
        super().__init__(told)
        self.status = status


class GoesRound(SourceFailed):
    """A page or cursor that was given before in the same run."""
