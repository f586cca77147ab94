"""Nearest vectors under an exact filter.

Chroma answers where the filter lets most things through; where it is narrow, Chroma's own
filtering is slow and loses results (see the README), so the vectors of the truth are compared
one by one. Either way the filter is the truth's, and nothing that passes it is missed for it.
"""

from typing import Protocol

import numpy as np

from retrieval.corpus import Corpus, Filter, Keys, Position
from retrieval.embedding import Vector, Vectors

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
    """``index`` is None where another process owns it; everything is then compared exactly."""

    def __init__(self, corpus: Corpus, index: VectorIndex | None) -> None:
        self._corpus = corpus
        self._index = index
        self._held: tuple[int, Keys, Vectors] | None = None

    def nearest(self, vector: Vector, wanted: Filter, limit: int) -> list[tuple[int, float]]:
        """Keys and cosine similarities, best first; as many as pass the filter, up to limit."""
        allowed = self._corpus.matching(wanted)
        if self._index is None or not self._fresh(self._index):
            return self._exact(vector, allowed, limit)
        if len(allowed) >= _MOST_PASS * self._index.count():
            found = self._index.nearest(vector, max(limit * _OVERFETCH, _FEWEST_FETCHED))
            passing = set(allowed.tolist())
            kept = [pair for pair in found if pair[0] in passing][:limit]
            if len(kept) == min(limit, len(allowed)):
                return kept
        return self._exact(vector, allowed, limit)

    def _fresh(self, index: VectorIndex) -> bool:
        """Bring the index up to date, unless an import has left it so far behind that it takes
        long: then the truth answers, until ``serve`` or a command has caught up.
        """
        behind = len(self._corpus.changes_since(index.position(), MOST_BEHIND + 1))
        if behind > MOST_BEHIND:
            return False
        index.catch_up(self._corpus)
        return True

    def _exact(self, vector: Vector, allowed: Keys, limit: int) -> list[tuple[int, float]]:
        keys, vectors = self._vectors()
        rows = np.searchsorted(keys, allowed)
        rows = rows[(rows < len(keys))]
        rows = rows[np.isin(keys[rows], allowed)]
        scores = vectors[rows] @ vector
        best = np.argsort(-scores, kind="stable")[:limit]
        return [(int(keys[rows[i]]), float(scores[i])) for i in best]

    def _vectors(self) -> tuple[Keys, Vectors]:
        revision = self._corpus.revision()
        if self._held is None or self._held[0] != revision:
            self._held = (revision, *self._corpus.vectors())
        return self._held[1], self._held[2]
