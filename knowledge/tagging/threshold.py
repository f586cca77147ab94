"""From which score on a theme is given."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
FIRST = 0.5
# So many positives (for a theme of its own) or corrections (for all themes) count as much as what
# was believed before.
_OWN, _ALL = 10.0, 20.0
_GRID = np.linspace(0.02, 0.9, 89, dtype=np.float32)


def choose_thresholds(scores: Floats, truth: Floats) -> Floats:
    """The score for each theme that makes F1 best on held-out scores, shape ``(k,)``.

    ``scores`` and ``truth`` (0 or 1) have shape ``(n, k)``. A theme with few positives leans on
    the threshold that is best for all, and that on ``FIRST`` while there are few corrections.
    """
    if not truth.size:
        return np.full(truth.shape[1], FIRST, dtype=np.float32)
    by_grid = np.stack([_f1(scores > each, truth) for each in _GRID])
    positives = truth.sum(axis=0)
    held = positives > 0
    if not held.any():
        return np.full(truth.shape[1], FIRST, dtype=np.float32)
    common = float(_GRID[by_grid[:, held].mean(axis=1).argmax()])
    common = (len(truth) * common + _ALL * FIRST) / (len(truth) + _ALL)
    own = _GRID[by_grid.argmax(axis=0)]
    chosen = (positives * own + _OWN * common) / (positives + _OWN)
    return np.asarray(chosen, dtype=np.float32)


def _f1(told: NDArray[np.bool_], truth: Floats) -> Floats:
    hits = (told & (truth > 0)).sum(axis=0)
    all_of_both = told.sum(axis=0) + truth.sum(axis=0)
    return np.asarray(2 * hits / np.maximum(all_of_both, 1), dtype=np.float32)
