"""All tags of a verbatim."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from domain.journey import JourneyMap
from knowledge.tagging.sentiment import SentimentTagger
from knowledge.tagging.step import StepRef, StepTagger
from knowledge.tagging.taxonomy import Taxonomy
from knowledge.tagging.theme import ThemeTagger
from retrieval.embedding import Embedder


@dataclass(frozen=True, slots=True)
class Tags:
    """Theme ids, a step as ``journey/step``, and a sentiment -1..1."""

    themes: tuple[str, ...] = ()
    step: str | None = None
    sentiment: float | None = None


@dataclass
class Tagger:
    """Tags redacted texts. Examples, steps and seeds are embedded once, at the first text."""

    embedder: Embedder
    taxonomy: Taxonomy = field(default_factory=Taxonomy)
    steps: Sequence[StepRef] = ()
    sentiment_seeds: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._themes = ThemeTagger(self.taxonomy, self.embedder)
        self._steps = StepTagger(self.steps, self.embedder)
        self._sentiment = SentimentTagger(self.sentiment_seeds, self.embedder)

    def tag(self, texts: Sequence[str], vectors: NDArray[np.float32]) -> list[Tags]:
        """Tags for each text; ``vectors`` are those of the texts, shape ``(len(texts), 384)``."""
        themes = self._themes.tag(vectors)
        steps = self._steps.tag(texts, vectors)
        feelings = self._sentiment.tag(texts, vectors)
        return [Tags(*tags) for tags in zip(themes, steps, feelings, strict=True)]

    def resolve_step(self, words: str) -> str:
        """The reference of the step that is called so, if exactly one is; else the words."""
        wanted = words.strip().casefold()
        found = [
            ref
            for ref, step in self.steps
            if wanted in (ref.casefold(), step.id.casefold(), step.name.casefold())
        ]
        return found[0] if len(found) == 1 else words.strip()

    def resolve_themes(self, words: Sequence[str]) -> tuple[str, ...]:
        """Theme ids for what a file calls themes; unknown ones are kept as they are."""
        return tuple(dict.fromkeys(self.taxonomy.resolve(word) for word in words))


def step_refs(maps: Sequence[JourneyMap]) -> tuple[StepRef, ...]:
    """Every step of every map with its reference, as the tagger takes them."""
    return tuple(ref for journey in maps for ref in journey.steps())
