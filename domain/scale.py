"""What a score says: the scales that customers answer on."""

from collections.abc import Mapping

# Up to which score an answer is negative, and from which on it is positive.
SCALES: Mapping[str, tuple[float, float]] = {"nps": (6, 9), "csat": (2, 4), "ces": (3, 5)}


def score_mood(metric: str | None, score: float | None) -> int | None:
    """-1, 0 or 1 for a negative, middling or positive score; None where no score says anything."""
    if score is None or metric is None or metric not in SCALES:
        return None
    low, high = SCALES[metric]
    return (score >= high) - (score <= low)
