"""From scores to tags, and how sure they are."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_MOST = 4
_HALF = 0.5
_DIGITS = 3
# Search and digests count a comment as negative or positive beyond 0.2.
_BORDER = 0.2


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """About 0..1 for each text: themes, steps, and negative, neutral, positive; a row a text."""

    themes: Floats
    steps: Floats
    feelings: Floats

    def joined(self) -> Floats:
        return np.hstack([self.themes, self.steps, self.feelings])

    def parted(self, joined: Floats) -> "Scores":
        """Scores of the same widths from one array."""
        first = self.themes.shape[1]
        return Scores(joined[:, :first], joined[:, first:-3], joined[:, -3:])


def themes_of(
    scores: Floats, needs: Floats, ids: Sequence[str], *, one_at_least: bool
) -> list[tuple[str, ...]]:
    """The themes that reach what they need, the clearest first, at most four.

    With ``one_at_least`` the clearest needs half of that: a text far from all still gets none.
    """
    above = scores - needs
    order = np.argsort(-above, axis=1, kind="stable")[:, :_MOST]
    reached = above >= 0
    if one_at_least and len(ids):
        rows, best = np.arange(len(scores)), order[:, 0]
        reached[rows, best] |= scores[rows, best] >= _HALF * needs[best]
    return [
        tuple(ids[at] for at in best if fits[at])
        for fits, best in zip(reached, order.tolist(), strict=True)
    ]


def steps_of(scores: Floats, needs: Floats, ids: Sequence[str]) -> list[str | None]:
    """The step that is furthest above what it needs; None where none reaches it."""
    if not ids:
        return [None] * len(scores)
    above = scores - needs
    best = above.argmax(axis=1)
    return [ids[at] if row[at] >= 0 else None for row, at in zip(above, best, strict=True)]


def feeling_of(chances: Floats) -> float:
    """-1..1: beyond 0.2 where negative or positive is the likeliest, within it where neutral is."""
    held = np.clip(chances, 0, None)
    total = max(float(held.sum()), 1e-6)
    negative, neutral, positive = (float(each) / total for each in held)
    leaning = positive - negative
    if neutral >= max(negative, positive):
        return round(_BORDER * leaning, _DIGITS)
    beyond = 1.01 * _BORDER if leaning >= 0 else -1.01 * _BORDER
    return round(beyond + (1 - 1.01 * _BORDER) * leaning, _DIGITS)


def tag_doubts(scores: Scores, theme_needs: Floats) -> list[float]:
    """0 (sure) to 1 (a guess): how near the closest theme is to its border, and how close the two
    likeliest feelings are; a theme weighs twice, since it decides where a comment is heard."""
    likeliest = np.sort(np.clip(scores.feelings, 0, 1), axis=1)
    of_feeling = 1 - np.clip(likeliest[:, -1] - likeliest[:, -2], 0, 1)
    of_theme = _theme_doubts(scores.themes, theme_needs)
    return [round(float(each), _DIGITS) for each in (2 * of_theme + of_feeling) / 3]


def _theme_doubts(scores: Floats, needs: Floats) -> Floats:
    if not scores.shape[1]:
        return np.ones(len(scores), dtype=np.float32)
    room = np.where(scores >= needs, 1 - needs, needs)
    sure = np.clip(np.abs(scores - needs) / np.maximum(room, 1e-6), 0, 1)
    return np.asarray(1 - sure.min(axis=1), dtype=np.float32)
