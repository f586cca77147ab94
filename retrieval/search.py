"""Hybrid search: lexical and dense, fused, under a filter that is always exact."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.corpus import Corpus, Filter, Record
from retrieval.dense import DenseSearch
from retrieval.embedding import Embedder, Vector
from retrieval.fusion import fuse
from retrieval.words import content_words, coverage, topic_words

_CANDIDATES = 200
_DEEPER = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """A record, its fused score (0..1, within this search), and how near it really is.

    ``closeness`` is the cosine with the question or with its topic, the better of the two;
    ``covered`` the share, 0..1, of the question's own words that the text holds.
    """

    record: Record
    score: float
    closeness: float
    covered: float


class Searcher:
    def __init__(self, corpus: Corpus, dense: DenseSearch, embedder: Embedder) -> None:
        self._corpus = corpus
        self._dense = dense
        self.embedder = embedder

    def search(self, query: str, wanted: Filter, limit: int = 10) -> list[Hit]:
        """The best of what passes the filter, best first; of the same words only the best."""
        asked = topic_words(query)
        vectors = self.embedder.embed([query, " ".join(asked)] if asked else [query])
        vector = vectors[0]
        ranked = self._ranked(query, vector, wanted, limit)
        records = {r.key: r for r in self._corpus.records([key for key, _ in ranked])}
        held = self._corpus.vectors_of([key for key, _ in ranked])
        return [
            Hit(
                record=records[key],
                score=score,
                closeness=float(np.max(vectors @ held[key])) if key in held else 0.0,
                covered=coverage(asked, records[key].text),
            )
            for key, score in ranked
            if key in records
        ]

    def nearness(self, text: str, wanted: Filter, limit: int) -> list[float]:
        """The cosines with a text of the nearest that pass the filter, best first."""
        found = self._dense.nearest(self.embedder.embed([text])[0], wanted, limit)
        return [cosine for _, cosine in found]

    def _ranked(
        self, query: str, vector: Vector, wanted: Filter, limit: int
    ) -> list[tuple[int, float]]:
        """Keys and scores, best first, the same words once; deeper where copies fill the list."""
        depth = max(_CANDIDATES, limit)
        while True:
            lexical = self._corpus.lexical(content_words(query), wanted, depth)
            dense = self._dense.nearest(vector, wanted, depth)
            ranked = self._once(fuse(lexical, dense))[:limit]
            if len(ranked) == limit or max(len(lexical), len(dense)) < depth:
                return ranked
            depth *= _DEEPER

    def _once(self, ranked: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
        """Only the best of those that have the same words."""
        groups = self._corpus.groups_of([key for key, _ in ranked])
        kept: dict[str | int, tuple[int, float]] = {}
        for key, score in ranked:
            kept.setdefault(groups.get(key, key), (key, score))
        return list(kept.values())

    def diversify(self, hits: Sequence[Hit], limit: int, alike: float = 0.8) -> list[Hit]:
        """The first ``limit`` hits of which no two are alike (cosine above ``alike``)."""
        vectors = self._corpus.vectors_of([hit.record.key for hit in hits])
        kept: list[Hit] = []
        for hit in hits:
            mine = vectors[hit.record.key]
            if all(float(np.dot(mine, vectors[k.record.key])) < alike for k in kept):
                kept.append(hit)
            if len(kept) == limit:
                break
        return kept
