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
_BORDER = 0.2


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
class FeelingGuess:
    """The chance of each of ``FEELINGS``, from a classifier trained once on the seeds."""

    seeds: Mapping[str, Sequence[str]]
    embedder: Embedder

    @cached_property
    def _model(self) -> "LogisticRegression":
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - costs a second

        texts = [text for feeling in FEELINGS for text in self.seeds.get(feeling, ())]
        labels = [f for f in FEELINGS for _ in self.seeds.get(f, ())]
        model = LogisticRegression(C=_STRENGTH, max_iter=1000)
        return model.fit(_features(texts, self.embedder.embed(texts)), labels)

    @property
    def can_tell(self) -> bool:
        """Whether there are seeds of two kinds."""
        return sum(bool(self.seeds.get(feeling)) for feeling in FEELINGS) >= 2

    def guess(self, texts: Sequence[str], vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Shape ``(len(texts), 3)``; even chances while there are no seeds of two kinds."""
        chances = np.full((len(texts), len(FEELINGS)), 1 / len(FEELINGS), dtype=np.float32)
        if texts and self.can_tell:
            chances[:] = 0
            kinds = [FEELINGS.index(str(kind)) for kind in self._model.classes_]
            chances[:, kinds] = self._model.predict_proba(_features(texts, vectors))
        return chances


def _features(texts: Sequence[str], vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Seeds are few: plain words of praise and blame carry what they do not cover."""
    return np.hstack([vectors, polarity_features(texts)])


def feeling_named(sentiment: float | None) -> str | None:
    """The name of a sentiment -1..1, with the borders at which search and digests count."""
    if sentiment is None:
        return None
    if abs(sentiment) <= _BORDER:
        return "neutral"
    return "positive" if sentiment > 0 else "negative"
