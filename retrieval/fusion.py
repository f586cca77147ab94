"""Putting two rankings together."""

from collections.abc import Sequence

_LEXICAL = 0.6
Ranking = Sequence[tuple[int, float]]


def fuse(lexical: Ranking, dense: Ranking) -> list[tuple[int, float]]:
    """Min-max normalised scores, 0..1, best first; ties in the order of their keys.

    Measured better than reciprocal ranks where the dense model is the weaker of the two, and the
    words a little heavier better than half and half (`python -m evals search_quality`).
    """
    worded, meant = _normalised(lexical), _normalised(dense)
    keys = sorted(worded.keys() | meant.keys())
    fused = [
        (key, _LEXICAL * worded.get(key, 0.0) + (1 - _LEXICAL) * meant.get(key, 0.0))
        for key in keys
    ]
    return sorted(fused, key=lambda pair: -pair[1])


def put_first(tagged: Ranking, others: Ranking) -> list[tuple[int, float]]:
    """One ranking of two, each key once: the tagged in the upper half of the scores, 0..1."""
    kept = {key: score / 2 for key, score in others}
    kept |= {key: (1 + score) / 2 for key, score in tagged}
    return sorted(kept.items(), key=lambda pair: -pair[1])


def _normalised(ranking: Ranking) -> dict[int, float]:
    if not ranking:
        return {}
    scores = [score for _, score in ranking]
    low, high = min(scores), max(scores)
    spread = high - low
    return {key: (score - low) / spread if spread else 1.0 for key, score in ranking}
