"""The first guess of themes: likeness to the examples of the taxonomy."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from knowledge.tagging.taxonomy import Taxonomy
from retrieval.embedding import Embedder

Vectors = NDArray[np.float32]
_NEAREST = 2
# Below the floor nothing fits; a second theme must come close to the first.
_FLOOR = 0.38
_CLOSE = 0.88
_STEEP = 20.0


@dataclass
class ThemeGuess:
    """How well each theme fits, 0..1; 0.5 is where a theme is given while nobody corrected it."""

    taxonomy: Taxonomy
    embedder: Embedder

    @cached_property
    def _examples(self) -> tuple[Vectors, NDArray[np.intp]]:
        """Vectors of all examples, one row each, and the number of the theme of each row."""
        texts: list[str] = []
        owners: list[int] = []
        for number, theme in enumerate(self.taxonomy.themes):
            said = [*theme.examples, f"{theme.name}. {theme.description}".strip()]
            texts += said
            owners += [number] * len(said)
        return self.embedder.embed(texts), np.asarray(owners, dtype=np.intp)

    def likeness(self, vectors: Vectors) -> Vectors:
        """Of each text to each theme, shape ``(texts, themes)``: mean of the best two examples."""
        examples, owners = self._examples
        alike = vectors @ examples.T
        by_theme = np.zeros((len(vectors), len(self.taxonomy.themes)), dtype=np.float32)
        for number in range(by_theme.shape[1]):
            own = np.sort(alike[:, owners == number], axis=1)[:, -_NEAREST:]
            by_theme[:, number] = own.mean(axis=1)
        return by_theme

    def guess(self, vectors: Vectors) -> Vectors:
        if not self.taxonomy.themes or not len(vectors):
            return np.zeros((len(vectors), len(self.taxonomy.themes)), dtype=np.float32)
        alike = self.likeness(vectors)
        needed = np.maximum(_FLOOR, _CLOSE * alike.max(axis=1, keepdims=True))
        return rise(alike - needed, _STEEP)


def rise(above: Vectors, steep: float) -> Vectors:
    """From 0 to 1, and 0.5 at nothing above."""
    return np.asarray(1 / (1 + np.exp(-steep * above)), dtype=np.float32)
