"""All tags of a verbatim: a first guess, and what people's corrections make of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from domain.journey import JourneyMap
from knowledge.tagging.correction import Correction, Corrections
from knowledge.tagging.lesson import Lesson, learn
from knowledge.tagging.sentiment import FeelingGuess
from knowledge.tagging.step import StepGuess, StepRef
from knowledge.tagging.taxonomy import Taxonomy
from knowledge.tagging.theme import ThemeGuess
from knowledge.tagging.verdict import Scores, feeling_of, steps_of, tag_doubts, themes_of
from retrieval.embedding import Embedder

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Tags:
    """Theme ids, the best first; a step as ``journey/step``; a sentiment -1..1.

    ``doubt`` runs from 0 (sure) to 1 (a guess).
    """

    themes: tuple[str, ...] = ()
    step: str | None = None
    sentiment: float | None = None
    doubt: float = 1.0


@dataclass
class Tagger:
    """Tags redacted texts.

    Examples, steps and seeds are embedded once, at the first text; corrections are read and learned
    then too. One tagger does one import: what is corrected meanwhile counts in the next.
    """

    embedder: Embedder
    taxonomy: Taxonomy = field(default_factory=Taxonomy)
    steps: Sequence[StepRef] = ()
    sentiment_seeds: Mapping[str, Sequence[str]] = field(default_factory=dict)
    corrections: Corrections | Sequence[Correction] = ()

    def __post_init__(self) -> None:
        self._themes = ThemeGuess(self.taxonomy, self.embedder)
        self._steps = StepGuess(self.steps, self.embedder)
        self._feelings = FeelingGuess(self.sentiment_seeds, self.embedder)
        self._theme_ids = [theme.id for theme in self.taxonomy.themes]
        self._step_ids = [ref for ref, _ in self.steps]
        self._lesson: Lesson | None = None

    def tag(self, texts: Sequence[str], vectors: Vectors) -> list[Tags]:
        """Tags for each text; ``vectors`` are those of the texts, shape ``(len(texts), 384)``."""
        if not texts:
            return []
        lesson = self._learned()
        scores = lesson.apply(texts, vectors, self._guess(texts, vectors))
        themes = themes_of(
            scores.themes, lesson.theme_needs, self._theme_ids, one_at_least=lesson.one_at_least
        )
        steps = steps_of(scores.steps, lesson.step_needs, self._step_ids)
        told = self._feelings.can_tell or lesson.feelings_known
        feelings = [feeling_of(row) if told else None for row in scores.feelings]
        doubts = tag_doubts(scores, lesson.theme_needs)
        return [Tags(*tags) for tags in zip(themes, steps, feelings, doubts, strict=True)]

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

    def _guess(self, texts: Sequence[str], vectors: Vectors) -> Scores:
        return Scores(
            self._themes.guess(vectors),
            self._steps.guess(texts, vectors),
            self._feelings.guess(texts, vectors),
        )

    def _learned(self) -> Lesson:
        if self._lesson is None:
            held = self.corrections
            made = held if isinstance(held, Sequence) else held.corrections()
            self._lesson = learn(made, self._theme_ids, self._step_ids, self._guess)
        return self._lesson


def step_refs(maps: Sequence[JourneyMap]) -> tuple[StepRef, ...]:
    """Every step of every map with its reference, as the tagger takes them."""
    return tuple(ref for journey in maps for ref in journey.steps())
