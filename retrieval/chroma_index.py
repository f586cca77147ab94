"""The embedded Chroma index: fast, disposable, and owned by one process at a time.

Everything in it is copied from the truth and can be made again. Chroma crashes when two processes
share a directory, and may crash on one that was torn by a kill: a lock keeps others out, and a
directory that was not closed properly is first opened in a child process, where it may crash.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection
from dataclasses import asdict
from pathlib import Path
from typing import cast

import chromadb
import numpy as np
import structlog
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateCollectionConfiguration
from chromadb.config import Settings
from filelock import FileLock, Timeout

from retrieval.corpus import Corpus, IndexChange, Position
from retrieval.embedding import Vector

_NAME = "evidence"
_EXPUNGED = "expunged.json"
_BATCH = 1000
# A deeper search than Chroma's own: it misses less, for a millisecond or two. A denser graph would
# miss a little less still, but takes twice as long to build.
_HNSW: CreateCollectionConfiguration = {
    "hnsw": {"space": "cosine", "ef_construction": 100, "ef_search": 400, "max_neighbors": 16}
}
_PROBE_SECONDS = 60
_log = structlog.get_logger()


class ChromaIndex:
    """Vectors by key. Made by ``open_index``; ``close`` gives the directory free."""

    def __init__(self, folder: Path, lock: FileLock) -> None:
        self._folder = folder
        self._lock = lock
        self._open()

    def _open(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._torn.touch()
        quiet = Settings(anonymized_telemetry=False)
        client = chromadb.PersistentClient(str(self._folder / "chroma"), quiet)
        self._client = cast("Client", client)  # what it makes can be closed; its type forgets that
        self._collection = self._client.get_or_create_collection(
            _NAME, embedding_function=None, configuration=_HNSW
        )

    @property
    def _torn(self) -> Path:
        """There while the index is open; if it is there before, a kill tore the index."""
        return self._folder / "open"

    def position(self) -> Position:
        """How far the truth was read."""
        path = self._folder / "position.json"
        return Position(**json.loads(path.read_text())) if path.exists() else Position()

    def count(self) -> int:
        return self._collection.count()

    def catch_up(
        self,
        corpus: Corpus,
        progress: Callable[[int], None] = lambda _: None,
        most: int | None = None,
    ) -> int:
        """Take in what the truth has since learned or let go of; the number of changes.

        Stops at ``most`` or a few more, so that what else is to be done need not wait.
        """
        if self.position().revision > corpus.revision():
            self.clear()  # the truth was replaced by an older one
        taken = 0
        while (most is None or taken < most) and (
            changes := corpus.changes_since(self.position(), _BATCH)
        ):
            self._apply(changes)
            taken += len(changes)
            progress(len(changes))
        return taken

    def _apply(self, changes: list[IndexChange]) -> None:
        latest = {change.key: change for change in changes}
        kept = {key: c.vector for key, c in latest.items() if c.vector is not None}
        gone = [str(key) for key in latest if key not in kept]
        if kept:
            rows = [np.frombuffer(data, dtype=np.float32) for data in kept.values()]
            self._collection.upsert(ids=[str(key) for key in kept], embeddings=np.stack(rows))
        if gone and self.count():
            self._collection.delete(ids=gone)
        self._remember(changes[-1].position)

    def _remember(self, position: Position) -> None:
        path = self._folder / "position.json"
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(position)))
        fresh.replace(path)

    def nearest(self, vector: Vector, limit: int) -> list[tuple[int, float]]:
        """Keys and cosine similarities of the nearest, best first."""
        if not (held := self.count()):
            return []
        found = self._collection.query(
            query_embeddings=vector[np.newaxis], n_results=min(limit, held), include=["distances"]
        )
        distances = (found["distances"] or [[]])[0]
        return [(int(k), 1.0 - d) for k, d in zip(found["ids"][0], distances, strict=True)]

    def clear(self) -> None:
        """Forget everything, to be built again from the truth.

        The files go too: Chroma leaves the vectors of what it deletes in them.
        """
        self._client.close()
        _wipe(self._folder)
        self._open()

    def expunge(self, corpus: Corpus) -> bool:
        """Build the files anew if something was forgotten since they were; whether they were."""
        if is_expunged(self._folder, corpus):
            return False
        forgotten_at = corpus.forgotten_at()
        self.clear()
        (self._folder / _EXPUNGED).write_text(json.dumps(forgotten_at))
        self.catch_up(corpus)
        return True

    def held(self, keys: Collection[int]) -> int:
        """How many of these keys are in the index."""
        return len(self._collection.get(ids=[str(key) for key in keys], include=[])["ids"])

    def close(self) -> None:
        self._client.close()
        self._torn.unlink(missing_ok=True)
        self._lock.release()


def is_expunged(folder: Path, corpus: Corpus) -> bool:
    """Whether the files were built after the last time that something was forgotten.

    Can be asked by a process that does not own the index.
    """
    path = folder / _EXPUNGED
    built = int(json.loads(path.read_text())) if path.exists() else 0
    return built >= corpus.forgotten_at()


def open_index(folder: Path) -> ChromaIndex | None:
    """The index, or None if another process owns it: search then reads the truth itself."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / "owner.lock")
    try:
        lock.acquire(blocking=False)
    except Timeout:
        return None
    if (folder / "open").exists() and not _opens_in_child(folder):
        _log.warning("index_was_torn", rebuilt=True)
        _wipe(folder)
    return ChromaIndex(folder, lock)


def _wipe(folder: Path) -> None:
    shutil.rmtree(folder / "chroma", ignore_errors=True)
    (folder / "position.json").unlink(missing_ok=True)


_PROBE = """
import sys, chromadb
from chromadb.config import Settings
client = chromadb.PersistentClient(path=sys.argv[1], settings=Settings(anonymized_telemetry=False))
names = [found.name for found in client.list_collections()]
if "evidence" in names:
    held = client.get_collection("evidence", embedding_function=None)
    held.query(query_embeddings=[[1.0] + [0.0] * 383], n_results=1)
"""


def _opens_in_child(folder: Path) -> bool:
    # The command is our own interpreter and our own text; only the path varies.
    command = [sys.executable, "-c", _PROBE, str(folder / "chroma")]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_PROBE_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0
