"""Nearest vectors under an exact filter: a few thousand are chosen, then compared in full.

The filter is the truth's, and so are the vectors that decide. What is kept beside it, the signs of
every vector or Chroma, only chooses which of them to look at, so a score is always the exact cosine
and nothing is ever missed, or shown, because an index is behind.
"""

from threading import Lock
from typing import Protocol

import numpy as np

from retrieval.corpus import Corpus, Filter, Flags, Keys, Position
from retrieval.embedding import Vector
from retrieval.sketch import Sketches

_COMPARED = 1000
_MOST_PASS = 0.5
_OVERFETCH, _FEWEST_FETCHED = 4, 400
# So many changes the index takes up within a second or two; nobody who asks waits for more.
MOST_BEHIND = 1000


class VectorIndex(Protocol):
    def count(self) -> int: ...

    def position(self) -> Position: ...

    def catch_up(self, corpus: Corpus) -> int: ...

    def nearest(self, vector: Vector, limit: int) -> list[tuple[int, float]]: ...


class DenseSearch:
    """``index``, if there is one, answers where most things pass. Safe to use from threads."""

    def __init__(self, corpus: Corpus, index: VectorIndex | None = None) -> None:
        self._corpus = corpus
        self._index = index
        self._sketches = Sketches()
        self._lock = Lock()

    def warm_up(self) -> None:
        """Read every vector now, so that no search waits for it."""
        with self._lock:
            self._sketches.follow(self._corpus)

    def nearest(self, vector: Vector, wanted: Filter, limit: int) -> list[tuple[int, float]]:
        """Keys and cosine similarities, best first; as many as pass the filter, up to limit."""
        held = self._corpus.vectors_of(self._chosen(vector, wanted, limit).tolist())
        if not held:
            return []
        keys = np.fromiter(held, dtype=np.int64, count=len(held))
        scores = np.stack(list(held.values())) @ vector
        best = np.lexsort((keys, -scores))[:limit]
        return [(int(keys[at]), float(scores[at])) for at in best]

    def _chosen(self, vector: Vector, wanted: Filter, limit: int) -> Keys:
        passing = self._corpus.passing(wanted)
        if (
            self._index
            and (found := self._by_index(self._index, vector, passing, limit)) is not None
        ):
            return found
        with self._lock:
            self._sketches.follow(self._corpus)
            return self._sketches.nearest(vector, passing, max(_COMPARED, limit))

    def _by_index(
        self, index: VectorIndex, vector: Vector, passing: Flags, limit: int
    ) -> Keys | None:
        """What the index finds; None where it is behind, or too much of it would not pass."""
        count = int(np.count_nonzero(passing))
        if not self._fresh(index) or count < _MOST_PASS * index.count():
            return None
        found = index.nearest(vector, max(limit * _OVERFETCH, _FEWEST_FETCHED))
        keys = np.array([key for key, _ in found if key < len(passing)], dtype=np.int64)
        keys = keys[passing[keys]]
        return keys if len(keys) >= min(limit, count) else None

    def _fresh(self, index: VectorIndex) -> bool:
        """Bring the index up to date, unless an import has left it so far behind that it takes
        long: then the truth answers, until ``serve`` or a command has caught up.
        """
        behind = len(self._corpus.changes_since(index.position(), MOST_BEHIND + 1))
        if behind > MOST_BEHIND:
            return False
        index.catch_up(self._corpus)
        return True
