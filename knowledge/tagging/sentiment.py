"""How a text feels, by a small classifier over sentence vectors and words of feeling."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from knowledge.curated_file import read_curated
from knowledge.tagging.polarity import polarity_features
from retrieval.embedding import Embedder

if TYPE_CHECKING:
    from sklearn.linear_model import LogisticRegression

FEELINGS = ("negative", "neutral", "positive")
_STRENGTH = 1.0
_DIGITS = 3


class _SeedFile(BaseModel):
    model_config = ConfigDict(extra="forbid")
    negative: list[str]
    neutral: list[str] = []
    positive: list[str]


def load_sentiment_seeds(path: Path) -> dict[str, tuple[str, ...]]:
    """Read ``{negative: [...], neutral: [...], positive: [...]}``. Raises BadInput."""
    return {
        feeling: tuple(texts)
        for feeling, texts in read_curated(path, _SeedFile).model_dump().items()
    }


@dataclass
class SentimentTagger:
    """P(positive) minus P(negative), trained once on the seeds."""

    seeds: Mapping[str, Sequence[str]]
    embedder: Embedder

    @cached_property
    def _model(self) -> "LogisticRegression":
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - costs a second

        texts = [text for feeling in FEELINGS for text in self.seeds.get(feeling, ())]
        labels = [f for f in FEELINGS for _ in self.seeds.get(f, ())]
        model = LogisticRegression(C=_STRENGTH, max_iter=1000)
        return model.fit(_features(texts, self.embedder.embed(texts)), labels)

    def tag(self, texts: Sequence[str], vectors: NDArray[np.float32]) -> list[float | None]:
        """-1..1 for each text; None for all while there are no seeds of two kinds."""
        if not texts:
            return []
        if sum(bool(self.seeds.get(feeling)) for feeling in FEELINGS) < 2:
            return [None] * len(texts)
        chances = self._model.predict_proba(_features(texts, vectors))
        signs = np.array([FEELINGS.index(str(kind)) - 1 for kind in self._model.classes_])
        return [round(float(value), _DIGITS) for value in chances @ signs]


def _features(texts: Sequence[str], vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Seeds are few: plain words of praise and blame carry what they do not cover."""
    return np.hstack([vectors, polarity_features(texts)])
