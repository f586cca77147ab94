"""What people have corrected, learned: a kernel ridge on the errors of the first guess.

The first guess (likeness to examples, to steps, to seeds) stands where nobody has corrected
anything like a text; near corrections pull it towards what people said. With no corrections the
guess is all there is, with thousands it hardly matters: the blend follows from the evidence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
# Chosen by cross-validation inside the training part of the NHS comments (evals/tagging.py).
_WIDTH = 1.0
_WORDS, _PARTS = 0.2, 0.3
_NOISE = 0.5
# A mean error is believed once so many corrections stand behind it.
_SLOW = 10.0


@dataclass(frozen=True, eq=False)
class Learner:
    """Learns ``targets`` (0..1, shape ``(n, k)``) of ``texts`` beyond the ``guesses`` for them.

    Training takes the cube of n (some seconds for 5,000), so it waits for the first use.
    """

    texts: Sequence[str]
    vectors: Floats
    targets: Floats
    guesses: Floats

    @cached_property
    def _offset(self) -> Floats:
        error = (self.targets - self.guesses).sum(axis=0) / (len(self.texts) + _SLOW)
        return np.asarray(error, dtype=np.float32)

    @cached_property
    def _words(self) -> list[tuple[float, Any, Any]]:
        """Weight, vectorizer and matrix for words and for parts of words."""
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - a second

        makers = (
            (_WORDS, TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, dtype=np.float32)),
            (
                _PARTS,
                TfidfVectorizer(
                    analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, dtype=np.float32
                ),
            ),
        )
        made: list[tuple[float, Any, Any]] = []
        for weight, maker in makers:
            try:
                made.append((weight, maker, maker.fit_transform(self.texts)))
            except ValueError:  # no words at all, only signs
                continue
        return made

    @cached_property
    def _inverse(self) -> Floats:
        """Of the kernel with its noise, shape ``(n, n)``."""
        from scipy.linalg import lapack  # noqa: PLC0415

        kernel = _nearness(self.vectors, self.vectors)
        for weight, _, matrix in self._words:
            kernel += weight * (matrix @ matrix.T).toarray()
        kernel[np.diag_indices_from(kernel)] += _NOISE
        factor, failed = lapack.spotrf(kernel, lower=1)
        inverse, failed_too = lapack.spotri(factor, lower=1)
        if failed or failed_too:
            raise AssertionError("a kernel with noise on its diagonal can be inverted")
        below: Floats = np.tril(inverse)
        below += np.tril(inverse, -1).T
        return below

    @cached_property
    def _pull(self) -> Floats:
        errors = self.targets - self.guesses - self._offset
        return np.asarray(self._inverse @ errors, dtype=np.float32)

    @cached_property
    def _word_pulls(self) -> list[tuple[Any, Floats]]:
        return [
            (maker, np.asarray(weight * (matrix.T @ self._pull), dtype=np.float32))
            for weight, maker, matrix in self._words
        ]

    @cached_property
    def held_out(self) -> Floats:
        """What would be told of each correction if it had not been made, shape ``(n, k)``."""
        without = self._pull / np.diag(self._inverse)[:, None]
        return np.asarray(self.targets - without, dtype=np.float32)

    def tell(self, texts: Sequence[str], vectors: Floats, guesses: Floats) -> Floats:
        """Scores for other texts, shape ``(len(texts), k)``; about 0..1."""
        told = guesses + self._offset + _nearness(vectors, self.vectors) @ self._pull
        for maker, pull in self._word_pulls:
            told += maker.transform(texts) @ pull
        return np.asarray(told, dtype=np.float32)


def _nearness(one: Floats, other: Floats) -> Floats:
    """1 for the same direction, falling with the square of the distance of unit vectors."""
    alike = np.asarray(one @ other.T, dtype=np.float32)
    alike -= 1
    alike *= 2 * _WIDTH
    return np.exp(np.minimum(alike, 0, out=alike), out=alike)
