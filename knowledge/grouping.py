"""Groups of comments that are about one thing, found in their vectors."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Group = NDArray[np.intp]
# Comments of one group are at least this alike on average (cosine).
_ALIKE = 0.5
_FINER = 0.08
_SMALLEST = 5
# Average linkage needs the square of its rows: groups are found among so many, and the rest joins.
_EXACT = 4000
# A group that holds more than this share of everything is a rest, not a theme: cut it finer.
_LARGEST_SHARE = 0.15
_WORDS = 6
_HELD_BY = 3
_NOT_TWICE = 0.9
_WORD = r"[^\W\d_]{3,}(?:['’-][^\W\d_]+)*"
_FIRST = 3


def group_vectors(vectors: Vectors) -> list[Group]:
    """Row numbers of each group, the largest first. Rows that belong nowhere are in none.

    ``vectors`` are unit vectors, shape ``(n, 384)``. Deterministic; seconds for 20,000 rows.
    """
    if len(vectors) < _SMALLEST:
        return []
    seeds = np.unique(np.linspace(0, len(vectors) - 1, min(len(vectors), _EXACT)).astype(np.intp))
    largest = max(_SMALLEST * 4, int(_LARGEST_SHARE * len(seeds)))
    groups = _joined(vectors, seeds, _cut(vectors, seeds, _ALIKE, largest))
    return sorted(groups, key=lambda group: (-len(group), int(group[0])))


def _cut(vectors: Vectors, rows: Group, alike: float, largest: int) -> list[Group]:
    """Groups by average linkage; one that is too large is cut again, closer."""
    from sklearn.cluster import AgglomerativeClustering  # noqa: PLC0415 - costs a second

    model = AgglomerativeClustering(
        n_clusters=None, distance_threshold=1 - alike, metric="cosine", linkage="average"
    )
    labels = model.fit_predict(vectors[rows])
    found: list[Group] = []
    for label in range(int(labels.max()) + 1):
        group = rows[labels == label]
        if len(group) > largest:
            found += _cut(vectors, group, alike + _FINER, largest)
        elif len(group) >= _SMALLEST:
            found.append(group)
    return found


def _joined(vectors: Vectors, seeds: Group, groups: list[Group]) -> list[Group]:
    """Each group with the rows outside the seeds that are nearest to it, and near enough."""
    others = np.setdiff1d(np.arange(len(vectors)), seeds)
    if not len(others) or not groups:
        return groups
    nearness = vectors[others] @ np.stack([_middle(vectors[group]) for group in groups]).T
    nearest = nearness.argmax(axis=1)
    # A row is as near to the middle as the square root of how alike a group is on average.
    near = nearness.max(axis=1) >= np.sqrt(_ALIKE)
    return [
        np.concatenate([group, others[near & (nearest == number)]])
        for number, group in enumerate(groups)
    ]


def most_central(vectors: Vectors, group: Group) -> Group:
    """The rows of the group, the most central first; of rows that are alike, one comes first."""
    own = vectors[group]
    nearness = own @ _middle(own)
    order = np.argsort(-nearness, kind="stable")
    first: list[int] = []
    for at in order.tolist():
        if all(float(own[at] @ own[one]) < _NOT_TWICE for one in first):
            first.append(at)
        if len(first) == _FIRST:
            break
    rest = [at for at in order.tolist() if at not in first]
    return group[np.asarray(first + rest, dtype=np.intp)]


def tell_apart(texts: Sequence[str], groups: Sequence[Group]) -> list[tuple[str, ...]]:
    """The words that stand in a group more than elsewhere: class-based TF-IDF.

    A word must stand in several texts of the group, so that no word of one customer is shown.
    """
    from sklearn.feature_extraction.text import CountVectorizer  # noqa: PLC0415 - costs a second

    if not groups:
        return []
    counter = CountVectorizer(binary=True, stop_words="english", token_pattern=_WORD)
    try:
        counts = counter.fit_transform(texts)
    except ValueError:  # nothing but stop words
        return [()] * len(groups)
    names = counter.get_feature_names_out()
    everywhere = np.asarray(counts.sum(axis=0)).ravel()
    return [_telling(counts[group], everywhere, names) for group in groups]


def _telling(counts: Any, everywhere: Vectors, names: Any) -> tuple[str, ...]:
    own = np.asarray(counts.sum(axis=0)).ravel()
    weights = np.where(own >= _HELD_BY, own * np.log1p(everywhere.sum() / everywhere), 0.0)
    # The share of the word's texts that lie in the group: common words tell nothing.
    weights = weights * own / everywhere
    order = np.argsort(-weights, kind="stable")[:_WORDS]
    return tuple(str(names[at]) for at in order if weights[at] > 0)


def _middle(vectors: Vectors) -> Vectors:
    middle = vectors.mean(axis=0)
    return np.asarray(middle / max(float(np.linalg.norm(middle)), 1e-9), dtype=np.float32)
