"""The journey step that a text tells of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from domain.journey import Step
from retrieval.embedding import Embedder

Vectors = NDArray[np.float32]
StepRef = tuple[str, Step]
_WORD = re.compile(r"[^\W\d_]{4,}")
_FLOOR = 0.34
_WORDS_WEIGHT = 0.15
_STEM = 5


@dataclass
class StepTagger:
    """The nearest step by meaning and by shared words; None where none is near."""

    steps: Sequence[StepRef]
    embedder: Embedder

    @cached_property
    def _facets(self) -> tuple[Vectors, NDArray[np.intp]]:
        """Vectors of what each step says of itself, one row each, and whose each row is."""
        texts: list[str] = []
        owners: list[int] = []
        for number, (_, step) in enumerate(self.steps):
            for facet in step_facets(step):
                texts.append(facet)
                owners.append(number)
        return self.embedder.embed(texts), np.asarray(owners, dtype=np.intp)

    @cached_property
    def _words(self) -> list[frozenset[str]]:
        return [stems(" ".join(step_facets(step))) for _, step in self.steps]

    def tag(self, texts: Sequence[str], vectors: Vectors) -> list[str | None]:
        if not self.steps or not texts:
            return [None] * len(texts)
        facets, owners = self._facets
        alike = vectors @ facets.T
        return [self._nearest(t, row, owners) for t, row in zip(texts, alike, strict=True)]

    def _nearest(self, text: str, alike: Vectors, owners: NDArray[np.intp]) -> str | None:
        said = stems(text)
        scores = [
            float(alike[owners == number].max()) + _WORDS_WEIGHT * _overlap(said, words)
            for number, words in enumerate(self._words)
        ]
        best = int(np.argmax(scores))
        return self.steps[best][0] if scores[best] >= _FLOOR else None


def step_facets(step: Step) -> list[str]:
    """What a step says of itself, a sentence or so each."""
    said = (step.name, step.what, step.why, step.evoked_by, step.trigger)
    return [f"{step.name}: {words}" if words != step.name else words for words in said if words]


def stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM].casefold() for word in _WORD.findall(text))


def _overlap(said: frozenset[str], words: frozenset[str]) -> float:
    return len(said & words) / max(len(said), 1)
