"""The same vectors and the same filters in what else there is, each only if it can be imported.

Chroma comes with Hearback. faiss and LanceDB are no dependencies: lay them beside it with ``pip
install --target FOLDER faiss-cpu lancedb`` and ``PYTHONPATH``. All are asked for two hundred
neighbours, as a search asks, with the question's vector at hand.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from config.settings import Settings
from domain.audience import EMPLOYEES
from evals.search_speed_clock import TEN, exact_scores, recall, timed
from evals.search_speed_home import LOTS, Pool
from hearback.house import House
from retrieval.corpus import Filter, Keys
from retrieval.embedding import Vector, Vectors
from retrieval.weights import DIMENSIONS

_ASKED, _DEPTH, _BATCH = 60, 200, 5000
_KINDS = ("no filter", "1 % by chance", "1 % by topic")

# A question's vector, and the field and value to filter by, if any; the scores found, best first.
Asked = tuple[Vector, tuple[str, str] | None]
Peer = Callable[[Asked], list[float]]


def measure_peers(home: Path, cache: Path, pool: Pool) -> dict[str, dict[str, Any]]:
    house = House(Settings(home=home))
    try:
        held = _Held(house)
        vectors = pool.vectors[-len(pool.asked) :][:_ASKED]
        filters: dict[str, list[tuple[str, str] | None]] = {
            "no filter": [None] * _ASKED,
            "1 % by chance": [("lot", f"lot-{at % LOTS}") for at in range(_ASKED)],
            "1 % by topic": [("topic", f"topic-{topic}") for topic in pool.asked_topics[:_ASKED]],
        }
        best = held.best(vectors, filters)
        found: dict[str, dict[str, Any]] = {}
        for name, peer, kinds in _peers(held, cache / f"peers-{len(held.keys)}"):
            found[name] = {}
            for at, kind in enumerate(_KINDS[:kinds]):
                asked = list(zip(vectors, filters[kind], strict=True))
                rates = [recall(peer(each)[:TEN], best[at][n]) for n, each in enumerate(asked)]
                found[name][kind] = timed(peer, asked) | {"recall": float(np.mean(rates))}
        return found
    finally:
        house.close()


class _Held:
    """What everybody may see in a home: vectors, and the two fields that are filtered by."""

    def __init__(self, house: House) -> None:
        self._corpus = house.corpus
        seen = self._corpus.passing(Filter(audience=EMPLOYEES))
        keys: list[Keys] = []
        vectors: list[Vectors] = []

        def take(page: Keys, data: Vectors) -> None:
            kept = seen[page]
            keys.append(page[kept])
            vectors.append(data[kept])

        self._corpus.vectors_since(0, take)
        self.keys, self.vectors = np.concatenate(keys), np.concatenate(vectors)
        self.values = {
            "lot": self._values("lot", [f"lot-{at}" for at in range(LOTS)]),
            "topic": self._values("theme", [f"topic-{at}" for at in range(LOTS)]),
        }

    def _values(self, field: str, names: Sequence[str]) -> list[str]:
        found = np.full(len(self.keys), "", dtype=object)
        for name in names:
            passing = self._corpus.passing(Filter(audience=EMPLOYEES, where={field: name}))
            found[passing[self.keys]] = name
        return [str(each) for each in found]

    def rows(self, wanted: tuple[str, str]) -> NDArray[np.int64]:
        field, value = wanted
        return np.flatnonzero(np.array(self.values[field]) == value)

    def best(
        self, vectors: Vectors, filters: dict[str, list[tuple[str, str] | None]]
    ) -> list[list[NDArray[np.float32]]]:
        names = {"lot": "lot", "topic": "theme"}
        masks = [
            [
                self._corpus.passing(
                    Filter(audience=EMPLOYEES, where={names[w[0]]: w[1]} if w else {})
                )
                for w in kind
            ]
            for kind in filters.values()
        ]
        return exact_scores(self._corpus, vectors, masks)


def _peers(held: _Held, folder: Path) -> Iterator[tuple[str, Peer, int]]:
    """Name, how to ask, and how many of the kinds of filters it takes."""
    yield "numpy, every vector", _flat(held), 1
    if find_spec("faiss"):
        yield from _faiss(held)
    if find_spec("lancedb"):
        yield "LanceDB, scalar-quantised IVF", _lance(held, folder / "lance"), 3
    yield "Chroma, where", _chroma(held, folder / "chroma"), 3


def _flat(held: _Held) -> Peer:
    def ask(asked: Asked) -> list[float]:
        scores = held.vectors @ asked[0]
        best = np.argpartition(-scores, _DEPTH)[:_DEPTH]
        return sorted((float(scores[at]) for at in best), reverse=True)

    return ask


def _faiss(held: _Held) -> Iterator[tuple[str, Peer, int]]:
    import faiss  # noqa: PLC0415

    faiss.omp_set_num_threads(2)
    flat = faiss.IndexFlatIP(DIMENSIONS)
    flat.add(held.vectors)
    graph = faiss.IndexHNSWFlat(DIMENSIONS, 16, faiss.METRIC_INNER_PRODUCT)
    graph.hnsw.efConstruction = 100
    graph.add(held.vectors)
    graph.hnsw.efSearch = 400
    for name, index, make in (
        ("faiss flat", flat, faiss.SearchParameters),
        ("faiss HNSW", graph, lambda sel: faiss.SearchParametersHNSW(sel=sel, efSearch=400)),
    ):

        def ask(asked: Asked, index: Any = index, make: Any = make) -> list[float]:
            chosen = asked[1] and faiss.IDSelectorBatch(held.rows(asked[1]))
            more = {"params": make(sel=chosen)} if chosen else {}
            found: list[float] = index.search(asked[0][np.newaxis], _DEPTH, **more)[0][0].tolist()
            return found

        yield name, ask, 3


def _lance(held: _Held, folder: Path) -> Peer:
    import lancedb  # noqa: PLC0415

    shutil.rmtree(folder, ignore_errors=True)
    rows = [
        {"vector": vector, "lot": lot, "topic": topic}
        for vector, lot, topic in zip(
            held.vectors, held.values["lot"], held.values["topic"], strict=True
        )
    ]
    table = lancedb.connect(folder).create_table("texts", rows)
    table.create_index(metric="cosine", index_type="IVF_HNSW_SQ")
    for field in ("lot", "topic"):
        table.create_scalar_index(field, index_type="BITMAP")

    def ask(asked: Asked) -> list[float]:
        query = table.search(asked[0]).metric("cosine").limit(_DEPTH).select(["lot"])
        if asked[1]:
            query = query.where(f"{asked[1][0]} = '{asked[1][1]}'", prefilter=True)
        return [1 - row["_distance"] for row in query.to_list()]

    return ask


def _chroma(held: _Held, folder: Path) -> Peer:
    import chromadb  # noqa: PLC0415
    from chromadb.config import Settings as ChromaSettings  # noqa: PLC0415

    client = chromadb.PersistentClient(str(folder), ChromaSettings(anonymized_telemetry=False))
    space: Any = {"hnsw": {"space": "cosine", "ef_construction": 100, "ef_search": 400}}
    texts = client.get_or_create_collection("texts", embedding_function=None, configuration=space)
    for start in range(texts.count(), len(held.keys), _BATCH):
        part = slice(start, start + _BATCH)
        pairs = zip(held.values["lot"][part], held.values["topic"][part], strict=True)
        texts.upsert(
            ids=[str(key) for key in held.keys[part]],
            embeddings=held.vectors[part],
            metadatas=[{"lot": lot, "topic": topic} for lot, topic in pairs],
        )

    def ask(asked: Asked) -> list[float]:
        where: Any = {asked[1][0]: asked[1][1]} if asked[1] else None
        found = texts.query(
            query_embeddings=asked[0][np.newaxis],
            n_results=_DEPTH,
            where=where,
            include=["distances"],
        )
        return [1 - each for each in (found["distances"] or [[]])[0]]

    return ask
