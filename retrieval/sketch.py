"""The signs of every vector: 48 bytes a text, by which the nearest few thousand are found.

Two unit vectors that point the same way agree in most signs. Counting where they differ takes a
few milliseconds for a million texts; the few that differ least are then compared in full, so a
score is always the exact cosine. Rows are found by key: no row moves when another goes.
"""

import numpy as np
from numpy.typing import NDArray

from retrieval.corpus import Corpus, Flags, Keys
from retrieval.embedding import Vector, Vectors
from retrieval.weights import DIMENSIONS

_WORDS = DIMENSIONS // 64
_CHUNK = 1 << 16
_LOOKED_AT = 8
_FARTHEST = DIMENSIONS + 1

Words = NDArray[np.uint64]


class Sketches:
    """Follows the truth by revision. Not safe to use from several threads at once."""

    def __init__(self) -> None:
        self._start_anew()

    def _start_anew(self) -> None:
        self.revision = 0
        # Word by word, not row by row: so each step of the comparison reads one straight line.
        self._words: Words = np.zeros((_WORDS, 0), dtype=np.uint64)
        self._held: Flags = np.zeros(0, dtype=np.bool_)

    def follow(self, corpus: Corpus) -> None:
        """Take up what changed in the truth since the last call."""
        newest = corpus.revision()
        if newest < self.revision:
            self._start_anew()  # the truth was replaced by an older one
        if newest != self.revision:
            followed = corpus.vectors_since(self.revision, self._put)
            gone = followed.gone[followed.gone < len(self._held)]
            self._words[:, gone] = 0  # of what is forgotten nothing stays
            self._held[gone] = False
            self.revision = followed.revision

    def _put(self, keys: Keys, vectors: Vectors) -> None:
        size = int(keys.max()) + 1
        if size > len(self._held):
            room = max(size, len(self._held) * 9 // 8)
            self._words = np.pad(self._words, ((0, 0), (0, room - len(self._held))))
            self._held = np.pad(self._held, (0, room - len(self._held)))
        self._words[:, keys] = signs(vectors)
        self._held[keys] = True

    def nearest(self, vector: Vector, passing: Flags, limit: int) -> Keys:
        """The keys of the ``limit`` that pass and seem nearest; fewer only if fewer pass."""
        keys = self._differing_least(vector, passing, _LOOKED_AT * limit)
        if len(keys) <= limit:
            return keys
        # The question's own numbers against each one's signs tell more than signs against signs.
        seeming = _seeming(self._words[:, keys], vector)
        return keys[np.argpartition(-seeming, limit)[:limit]]

    def _differing_least(self, vector: Vector, passing: Flags, limit: int) -> Keys:
        """The keys of those that differ in the fewest signs, and of all that differ as little."""
        size = min(len(passing), len(self._held))
        allowed = passing[:size] & self._held[:size]
        count = int(np.count_nonzero(allowed))
        if count <= limit:
            return np.flatnonzero(allowed)
        asked = signs(vector[np.newaxis])[:, 0]
        if count < size // 4:
            keys = np.flatnonzero(allowed)
            far = _differences(np.ascontiguousarray(self._words[:, keys]), asked)
            return keys[far <= _border(far, limit)]
        far = _differences(self._words[:, :size], asked)
        far[~allowed] = _FARTHEST
        return np.flatnonzero(far <= _border(far, limit))


def signs(vectors: Vectors) -> Words:
    """The signs of each vector's numbers, as ``(6, len(vectors))`` words of 64."""
    packed = np.packbits(vectors > 0, axis=1)
    return np.ascontiguousarray(packed.view(np.uint64).T)


def _seeming(words: Words, vector: Vector) -> NDArray[np.float32]:
    """For each, the sum of the question's numbers where its own are positive.

    Eight numbers at a time: what each of 256 bytes would add is worked out once.
    """
    rows = np.ascontiguousarray(words.T).view(np.uint8)
    bits = np.unpackbits(np.arange(256, dtype=np.uint8)[:, np.newaxis], axis=1)
    added = vector.reshape(-1, 8) @ bits.T.astype(np.float32)
    seeming = np.zeros(len(rows), dtype=np.float32)
    for at in range(rows.shape[1]):
        seeming += added[at][rows[:, at]]
    return seeming


def _differences(words: Words, asked: Words) -> NDArray[np.uint16]:
    """In how many signs each differs."""
    far = np.empty(words.shape[1], dtype=np.uint16)
    for start in range(0, len(far), _CHUNK):
        part = slice(start, start + _CHUNK)
        counted = [np.bitwise_count(words[at, part] ^ asked[at]) for at in range(_WORDS)]
        # Three words differ in 192 signs at most, which a byte holds.
        half = counted[0] + counted[1] + counted[2]
        other = counted[3] + counted[4] + counted[5]
        far[part] = half
        far[part] += other
    return far


def _border(far: NDArray[np.uint16], limit: int) -> int:
    """The smallest difference within which ``limit`` lie."""
    return int(np.searchsorted(np.cumsum(np.bincount(far)), limit))
