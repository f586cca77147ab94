"""Hybrid search: lexical and dense, fused, under a filter that is always exact."""

from collections.abc import Hashable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from domain.trend import Change
from retrieval.corpus import Corpus, Filter, Record
from retrieval.dense import DenseSearch
from retrieval.embedding import Embedder, Vector, Vectors
from retrieval.fusion import fuse, put_first
from retrieval.memory import Memory
from retrieval.words import content_words, coverage, root, topic_words

_CANDIDATES = 200
_DEEPER = 4
# So many more are looked at, so that one that says the same can give way.
_SPARE, _SAME = 10, 0.97
_REMEMBERED, _LOOKS = 4096, 16
_BESIDE = 4


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
        self.changes: Memory[Hashable, list[Change]] = Memory(_LOOKS)
        self._themes: tuple[int, dict[frozenset[str], str]] | None = None
        self._vectors: Memory[str, Vector] = Memory(_REMEMBERED)
        self._near: Memory[Hashable, list[float]] = Memory(_REMEMBERED)
        # Words are looked up while the question is embedded and its neighbours are found: neither
        # holds the interpreter. What waits here waits only for what was put in before it.
        self._beside = ThreadPoolExecutor(_BESIDE, thread_name_prefix="search")

    def search(self, query: str, wanted: Filter, limit: int = 10) -> list[Hit]:
        """The best of what passes the filter, best first; of the same words only the best.

        Of two that say nearly the same the second gives way, where others are there to show.
        """
        asked = topic_words(query)
        texts = [query, " ".join(asked)] if asked else [query]
        meant = self._beside.submit(self.remembered_vectors, texts)
        ranked = self._ranked(query, meant, wanted, limit + _SPARE)
        vectors = meant.result()
        held = self._corpus.vectors_of([key for key, _ in ranked])
        ranked = _different(ranked, held, limit)
        records = {r.key: r for r in self._corpus.records([key for key, _ in ranked])}
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
        """The cosines with a curated text of the nearest that pass the filter, best first.

        They are remembered until the truth changes: every answer for a role weighs the same paths.
        """

        def look() -> list[float]:
            vector = self.remembered_vectors([text])[0]
            return [cosine for _, cosine in self._dense.nearest(vector, wanted, limit)]

        return self._near.recall((self._corpus.revision(), text, wanted.key, limit), look)

    def remembered_vectors(self, texts: Sequence[str]) -> Vectors:
        """The vectors of what the CX team wrote or somebody asked, shape ``(len(texts), 384)``.

        The same few hundred sentences of roles and maps come with every answer, and one question is
        searched for several times. What customers wrote is never remembered here.
        """
        if not texts:
            return self.embedder.embed([])
        return np.stack(self._vectors.recall_all(texts, self.embedder.embed))

    def _ranked(
        self, query: str, meant: Future[Vectors], wanted: Filter, limit: int
    ) -> list[tuple[int, float]]:
        """Keys and scores, best first; what people tagged with the theme asked for comes first."""
        ranked = self._fused(query, meant, wanted, limit)
        theme = None if "theme" in wanted.where else self._theme_named(query)
        if theme is None:
            return ranked
        narrowed = replace(wanted, where={**wanted.where, "theme": theme})
        tagged = self._fused(query, meant, narrowed, limit)
        return self._once(put_first(tagged, ranked))[:limit]

    def _theme_named(self, query: str) -> str | None:
        """The theme that is called as the query is, if people have tagged with it."""
        revision = self._corpus.revision()
        if self._themes is None or self._themes[0] != revision:
            named = {_name(theme): theme for theme in self._corpus.themes_given()}
            self._themes = (revision, named)
        return self._themes[1].get(_name(query))

    def _fused(
        self, query: str, meant: Future[Vectors], wanted: Filter, limit: int
    ) -> list[tuple[int, float]]:
        """Keys and scores, best first, the same words once; deeper where copies fill the list."""
        depth = max(_CANDIDATES, limit)
        while True:
            nearest = self._beside.submit(self._nearest, meant, wanted, depth)
            lexical = self._corpus.lexical(content_words(query), wanted, depth)
            dense = nearest.result()
            ranked = self._once(fuse(lexical, dense))[:limit]
            if len(ranked) == limit or max(len(lexical), len(dense)) < depth:
                return ranked
            depth *= _DEEPER

    def _nearest(
        self, meant: Future[Vectors], wanted: Filter, depth: int
    ) -> list[tuple[int, float]]:
        return self._dense.nearest(meant.result()[0], wanted, depth)

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


def _name(words: str) -> frozenset[str]:
    """Words as a name: in any order and inflection, without those that carry no meaning."""
    return frozenset(root(word) for word in topic_words(words) or content_words(words))


def _different(
    ranked: Sequence[tuple[int, float]], vectors: Mapping[int, Vector], limit: int
) -> list[tuple[int, float]]:
    """The first ``limit`` of which no two say the same, filled up with those that do."""
    kept: list[tuple[int, float]] = []
    alike: list[tuple[int, float]] = []
    for key, score in ranked:
        others = [vectors[k] for k, _ in kept if k in vectors]
        near = float(np.max(others @ vectors[key])) if others and key in vectors else 0.0
        (alike if near > _SAME else kept).append((key, score))
    chosen = (kept + alike)[:limit]
    return sorted(chosen, key=lambda pair: -pair[1])
