"""Themes by likeness to the examples of the taxonomy."""

from collections.abc import Sequence
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
_MOST = 3


@dataclass
class ThemeTagger:
    """At most three themes for each text, none if nothing is alike."""

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

    def scores(self, vectors: Vectors) -> Vectors:
        """Likeness of each text to each theme, shape ``(texts, themes)``: mean of the best two."""
        examples, owners = self._examples
        alike = vectors @ examples.T
        by_theme = np.zeros((len(vectors), len(self.taxonomy.themes)), dtype=np.float32)
        for number in range(by_theme.shape[1]):
            own = np.sort(alike[:, owners == number], axis=1)[:, -_NEAREST:]
            by_theme[:, number] = own.mean(axis=1)
        return by_theme

    def tag(self, vectors: Vectors) -> list[tuple[str, ...]]:
        if not self.taxonomy.themes or not len(vectors):
            return [()] * len(vectors)
        return [self._fitting(row) for row in self.scores(vectors)]

    def _fitting(self, scores: Vectors) -> tuple[str, ...]:
        order: Sequence[int] = np.argsort(-scores)[:_MOST].tolist()
        needed = max(_FLOOR, _CLOSE * float(scores[order[0]]))
        return tuple(self.taxonomy.themes[at].id for at in order if scores[at] >= needed)
