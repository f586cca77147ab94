"""What people would build instead of Hearback's search, over the same documents and vectors.

A peer takes a task and gives, for each of its questions, the ids that it finds, best first. Each
imports its library itself, so that one that is not installed is left out of the table.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from evals.search_task import Document, Task
from retrieval.embedding import MiniLmEmbeddings

Ranks = list[list[str]]
Peer = Callable[[Task, "Vectors", int], Ranks]
_BATCH = 1000


class Vectors:
    """Every text is embedded once, whoever asks: all peers have the very same vectors."""

    def __init__(self) -> None:
        self._model = MiniLmEmbeddings()
        self._held: dict[str, list[float]] = {}

    def of(self, texts: Sequence[str]) -> list[list[float]]:
        new = list(dict.fromkeys(text for text in texts if text not in self._held))
        if new:
            self._held.update(zip(new, self._model.embed(new).tolist(), strict=True))
        return [self._held[text] for text in texts]


def _groups(task: Task) -> dict[str, list[Document]]:
    found: dict[str, list[Document]] = {}
    for document in task.documents:
        found.setdefault(document.group, []).append(document)
    return found


def bm25_plain(task: Task, vectors: Vectors, limit: int) -> Ranks:
    return _bm25(task, limit, None)


def bm25_porter(task: Task, vectors: Vectors, limit: int) -> Ranks:
    import Stemmer  # noqa: PLC0415

    return _bm25(task, limit, Stemmer.Stemmer("porter"))


def _bm25(task: Task, limit: int, stemmer: Any) -> Ranks:
    """One index for each value of the filter, which flatters it: there is no filter to apply."""
    import bm25s  # noqa: PLC0415

    def tokens(texts: Sequence[str]) -> Any:
        return bm25s.tokenize(
            list(texts), stopwords="en", stemmer=stemmer, return_ids=False, show_progress=False
        )

    held = {}
    for group, documents in _groups(task).items():
        index = bm25s.BM25(k1=1.5, b=0.75)
        index.index(tokens([document.text for document in documents]), show_progress=False)
        held[group] = (index, documents)
    ranks = []
    for asked in task.asked:
        index, documents = held[asked.group]
        words = tokens([asked.query])[0]
        scores = index.get_scores(words) if words else np.zeros(len(documents))
        # Equal ones in the order of the file; its own ``retrieve`` gives them in any.
        best = np.argsort(-scores, kind="stable")[:limit]
        ranks.append([documents[int(at)].id for at in best])
    return ranks


def langchain_chroma(task: Task, vectors: Vectors, limit: int) -> Ranks:
    import chromadb  # noqa: PLC0415
    from langchain_chroma import Chroma  # noqa: PLC0415

    client = chromadb.EphemeralClient()
    store = Chroma(task.name.replace(" ", "").replace(",", "-"), client=client)
    collection = store._collection  # noqa: SLF001 - add_texts would embed everything again
    for at in range(0, len(task.documents), _BATCH):
        part = task.documents[at : at + _BATCH]
        collection.add(
            ids=[document.id for document in part],
            embeddings=vectors.of([document.text for document in part]),
            documents=[document.text for document in part],
            metadatas=[{"group": document.group} for document in part],
        )
    ranks = []
    for asked in task.asked:
        where = {"group": asked.group} if asked.group else None
        found = store.similarity_search_by_vector(
            vectors.of([asked.query])[0], k=limit, filter=where
        )
        ranks.append([str(document.id) for document in found])
    return ranks


def llama_index(task: Task, vectors: Vectors, limit: int) -> Ranks:
    from llama_index.core.schema import TextNode  # noqa: PLC0415
    from llama_index.core.vector_stores import (  # noqa: PLC0415
        ExactMatchFilter,
        MetadataFilters,
        SimpleVectorStore,
        VectorStoreQuery,
    )

    store = SimpleVectorStore()
    embedded = vectors.of([document.text for document in task.documents])
    store.add(
        [
            TextNode(id_=d.id, text=d.text, embedding=v, metadata={"group": d.group})
            for d, v in zip(task.documents, embedded, strict=True)
        ]
    )
    ranks = []
    for asked in task.asked:
        only = MetadataFilters(filters=[ExactMatchFilter(key="group", value=asked.group)])
        query = VectorStoreQuery(
            query_embedding=vectors.of([asked.query])[0],
            similarity_top_k=limit,
            filters=only if asked.group else None,
        )
        ranks.append(list(store.query(query).ids or []))
    return ranks


def txtai_dense(task: Task, vectors: Vectors, limit: int) -> Ranks:
    return _txtai(task, vectors, limit, hybrid=False)


def txtai_hybrid(task: Task, vectors: Vectors, limit: int) -> Ranks:
    return _txtai(task, vectors, limit, hybrid=True)


def _txtai(task: Task, vectors: Vectors, limit: int, *, hybrid: bool) -> Ranks:
    """One index for each value of the filter: its own filter looks only at the nearest few."""
    from txtai import Embeddings  # noqa: PLC0415

    def transform(texts: Sequence[str]) -> Any:
        return np.asarray(vectors.of(list(texts)), dtype=np.float32)

    held = {}
    for group, documents in _groups(task).items():
        index = Embeddings(method="external", transform=transform, hybrid=hybrid, backend="numpy")
        index.index([(document.id, document.text, None) for document in documents])
        held[group] = index
    return [
        [str(found) for found, _ in held[asked.group].search(asked.query, limit)]
        for asked in task.asked
    ]


PEERS: dict[str, Peer] = {
    "BM25 (bm25s), words as they are": bm25_plain,
    "BM25 (bm25s), Porter stems": bm25_porter,
    "LangChain + Chroma, MiniLM": langchain_chroma,
    "LlamaIndex, MiniLM": llama_index,
    "txtai, MiniLM": txtai_dense,
    "txtai hybrid, MiniLM + BM25": txtai_hybrid,
}
# With a filter on thousands of small groups these take minutes.
SLOW = frozenset({"LangChain + Chroma, MiniLM", "LlamaIndex, MiniLM"})
