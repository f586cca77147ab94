"""The first guess of the journey step that a text tells of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from domain.journey import Step
from knowledge.tagging.theme import rise
from retrieval.embedding import Embedder

Vectors = NDArray[np.float32]
StepRef = tuple[str, Step]
_WORD = re.compile(r"[^\W\d_]{4,}")
_FLOOR = 0.34
_WORDS_WEIGHT = 0.15
_STEM = 5
_STEEP = 20.0


@dataclass
class StepGuess:
    """How near each step is by meaning and by shared words, 0..1; below 0.5 it is not near."""

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

    def guess(self, texts: Sequence[str], vectors: Vectors) -> Vectors:
        if not self.steps or not texts:
            return np.zeros((len(texts), len(self.steps)), dtype=np.float32)
        facets, owners = self._facets
        alike = vectors @ facets.T
        near = np.stack([alike[:, owners == n].max(axis=1) for n in range(len(self.steps))], 1)
        return rise(near + _WORDS_WEIGHT * self._shared(texts) - _FLOOR, _STEEP)

    def _shared(self, texts: Sequence[str]) -> Vectors:
        said = [stems(text) for text in texts]
        rows = [[_overlap(one, words) for words in self._words] for one in said]
        return np.asarray(rows, dtype=np.float32)


def step_facets(step: Step) -> list[str]:
    """What a step says of itself, a sentence or so each."""
    said = (step.name, step.what, step.why, step.evoked_by, step.trigger)
    return [f"{step.name}: {words}" if words != step.name else words for words in said if words]


def stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM].casefold() for word in _WORD.findall(text))


def _overlap(said: frozenset[str], words: frozenset[str]) -> float:
    return len(said & words) / max(len(said), 1)
