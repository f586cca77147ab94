"""A question that waits until its asker has said which role is theirs.

What it needs to be found again travels in a block id; its words stay in Slack.
"""

from dataclasses import dataclass

_PREFIX = "role_for"


@dataclass(frozen=True, slots=True)
class PendingQuestion:
    user: str
    ts: str
    thread: str | None

    def block_id(self) -> str:
        return ":".join((_PREFIX, self.user, self.ts, self.thread or ""))


def read_pending(block_id: str) -> PendingQuestion | None:
    """The question that a menu was shown for, or None for a menu of another kind."""
    parts = block_id.split(":")
    if len(parts) != 4 or parts[0] != _PREFIX or not parts[2]:
        return None
    return PendingQuestion(parts[1], parts[2], parts[3] or None)
