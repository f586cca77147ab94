"""Timing many calls, and comparing what was found with what exact search finds."""

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from retrieval.corpus import Corpus, Flags, Keys
from retrieval.embedding import Vectors

T = TypeVar("T")
TEN = 10


def timed(call: Callable[[T], object], given: Sequence[T]) -> dict[str, float]:
    """Median and 95th percentile on the clock, and median processor time, in milliseconds."""
    wall, spent = [], []
    for each in given:
        began, cpu = time.perf_counter(), time.process_time()
        call(each)
        wall.append(1000 * (time.perf_counter() - began))
        spent.append(1000 * (time.process_time() - cpu))
    return {
        "median": float(np.median(wall)),
        "p95": float(np.quantile(wall, 0.95)),
        "cpu": float(np.median(spent)),
    }


def exact_scores(
    corpus: Corpus, asked: Vectors, masks: Sequence[Sequence[Flags]]
) -> list[list[NDArray[np.float32]]]:
    """For each kind of mask and each question, the ten best cosines there are."""
    best = [[np.full(TEN, -2, dtype=np.float32) for _ in asked] for _ in masks]

    def take(keys: Keys, vectors: Vectors) -> None:
        scores = asked @ vectors.T
        for kind, flags in enumerate(masks):
            for at, mask in enumerate(flags):
                inside = keys < len(mask)
                mine = scores[at][inside][mask[keys[inside]]]
                best[kind][at] = np.sort(np.concatenate([best[kind][at], mine]))[-TEN:]

    corpus.vectors_since(0, take)
    return best


def recall(found: Sequence[float], best: NDArray[np.float32]) -> float:
    """The share of the ten best that was found; an equal score is as good."""
    there = best[best > -1]
    reached = sum(score >= there[0] - 1e-5 for score in found[: len(there)])
    return float(reached / len(there)) if len(there) else 1.0
