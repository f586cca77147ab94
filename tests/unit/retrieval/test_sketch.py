"""The signs choose what is compared in full: all that pass where few do, the nearest where many."""

from collections.abc import Callable

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.corpus import Followed, Keys
from retrieval.embedding import Vectors
from retrieval.sketch import Sketches

MANY, LIMIT = 20_000, 500


class Vectored:
    """The part of a corpus that sketches follow; it keeps what was changed and what is gone."""

    def __init__(self, vectors: Vectors) -> None:
        self.vectors = dict(enumerate(vectors, start=1))
        self.changed = dict.fromkeys(self.vectors, 1)
        self.gone: dict[int, int] = {}
        self.newest = 1

    def revision(self) -> int:
        return self.newest

    def vectors_since(self, revision: int, take: Callable[[Keys, Vectors], None]) -> Followed:
        keys = [key for key, at in self.changed.items() if at > revision and key in self.vectors]
        if keys:
            take(np.array(keys), np.stack([self.vectors[key] for key in keys]))
        lost = [key for key, at in self.gone.items() if at > revision]
        return Followed(self.newest, np.array(lost, dtype=np.int64))


def drawn(count: int, seed: int) -> Vectors:
    """Unit vectors around forty centres, as texts about forty things would be."""
    choose = np.random.default_rng(seed)
    centres = choose.normal(size=(40, 384))
    found = centres[choose.integers(40, size=count)] + choose.normal(size=(count, 384))
    return (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)


def test_the_ten_nearest_are_among_those_chosen() -> None:
    vectors = drawn(MANY, 1)
    sketches = Sketches()
    sketches.follow(Vectored(vectors))  # type: ignore[arg-type]
    passing = np.ones(MANY + 1, dtype=np.bool_)
    kept = 0
    asked = drawn(40, 1)
    for vector in asked:
        best = 1 + np.argsort(-(vectors @ vector))[:10]
        chosen = sketches.nearest(vector, passing, LIMIT)
        assert len(chosen) == LIMIT
        kept += len({*best.tolist()} & {*chosen.tolist()})
    assert kept >= 0.98 * 10 * len(asked)


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 1000),
    share=st.sampled_from([0.0, 0.01, 0.2, 0.5, 1.0]),
    limit=st.sampled_from([1, 7, 100]),
    lost=st.sets(st.integers(1, 600), max_size=50),
)
def test_what_is_chosen_passes_and_is_never_short(
    seed: int, share: float, limit: int, lost: set[int]
) -> None:
    corpus = Vectored(drawn(600, seed))
    sketches = Sketches()
    sketches.follow(corpus)  # type: ignore[arg-type]
    for key in lost:
        del corpus.vectors[key]
        corpus.gone[key] = 2
    corpus.newest = 2
    sketches.follow(corpus)  # type: ignore[arg-type]
    passing = np.random.default_rng(seed).random(601) < share
    allowed = {key for key in corpus.vectors if passing[key]}
    chosen = sketches.nearest(drawn(1, seed)[0], passing, limit).tolist()
    assert set(chosen) <= allowed
    assert len(chosen) == min(limit, len(allowed))
