"""What a reviewer should look at first, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

PERSONAL_WEIGHT = 4.0
PROPOSAL_WEIGHT = 2.0
FEELING_WEIGHT = 2.0
DOUBT_WEIGHT = 1.5
# One day of waiting. It is not capped, so that nothing waits for ever behind what is newer.
DAY_WEIGHT = 0.1
STRONG, UNCERTAIN = 0.6, 0.5
_DAY_SECONDS = 86_400
# The day since which homes know when a comment came; what has no day came before.
UNKNOWN_SINCE = datetime(2026, 11, 1, tzinfo=UTC)
PERSONAL, NEW_THEME, FEELING = "may hold personal data", "new theme", "strong feeling"
DOUBT, NO_THEME, NOTHING = "uncertain theme", "fits no theme", "nothing special"
REASONS = (PERSONAL, NEW_THEME, FEELING, DOUBT, NO_THEME, NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """What is known of a comment that waits. ``proposal`` are the words of a proposed theme."""

    personal_doubt: bool = False
    proposal: tuple[str, ...] | None = None
    sentiment: float | None = None
    tag_doubt: float | None = None
    themes: tuple[str, ...] = ()
    added_at: datetime | None = None


def rank(signals: Signals) -> float:
    """Higher comes first. Two comments keep their order from day to day: both grow older alike."""
    days = (signals.added_at or UNKNOWN_SINCE).timestamp() / _DAY_SECONDS
    return (
        PERSONAL_WEIGHT * signals.personal_doubt
        + PROPOSAL_WEIGHT * (signals.proposal is not None)
        + FEELING_WEIGHT * abs(signals.sentiment or 0)
        + DOUBT_WEIGHT * (signals.tag_doubt or 0)
        - DAY_WEIGHT * days
    )


def reasons(signals: Signals) -> tuple[str, ...]:
    """Why a comment stands where it does, the weightiest first; never empty."""
    found = []
    if signals.personal_doubt:
        found.append(PERSONAL)
    if signals.proposal is not None:
        found.append(f"{NEW_THEME}? {', '.join(signals.proposal[:3])}".rstrip("? "))
    if abs(signals.sentiment or 0) >= STRONG:
        found.append(FEELING)
    if not signals.themes:
        found.append(NO_THEME)
    elif (signals.tag_doubt or 0) >= UNCERTAIN:
        found.append(f"{DOUBT}: {_asked(signals.themes)}")
    return tuple(found) or (NOTHING,)


def _asked(themes: Sequence[str]) -> str:
    return ", ".join(f"{theme}?" for theme in themes)
