"""The dear part of an import, redacting and embedding, on as many processors as there are.

A batch is cut into pieces. Whoever is free takes the next one: this process, and workers that are
started once a file proves to be long. All else stays in this process.
"""

import os
import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from knowledge.redaction import Redaction, Redactor
from knowledge.stage import Stages
from knowledge.worker import Words, Work, Worker, do_work
from retrieval.embedding import Embedder

_PIECE = 64
# Each worker loads the models for itself, about 0.8 GB.
_MOST_WORKERS = 3
_REMEMBERED, _SHORT = 10_000, 100

Prepared = tuple[Redaction, NDArray[np.float32]]


def spare_processors() -> int:
    """How many workers this machine has processors for, beside this process."""
    held = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(held - 1, _MOST_WORKERS)


@dataclass(slots=True, eq=False)
class _Piece:
    words: list[Words]
    work: Work | None = None
    done: threading.Event = field(default_factory=threading.Event)


@dataclass(slots=True, eq=False)
class Pending:
    """A batch on its way: its words, what is known of them, and the pieces that will tell."""

    words: Sequence[Words]
    known: dict[Words, Prepared]
    pieces: list[_Piece]


@dataclass(slots=True)
class Preparing:
    """Redacts and embeds batches. Close it to end the workers, if there were any."""

    redactor: Redactor
    embedder: Embedder
    stages: Stages
    workers: int = field(default_factory=spare_processors)
    _queue: deque[_Piece] = field(init=False, default_factory=deque)
    _filled: threading.Condition = field(init=False, default_factory=threading.Condition)
    _running: list[threading.Thread] = field(init=False, default_factory=list)
    _closed: bool = field(init=False, default=False)
    _known: dict[Words, Prepared] = field(init=False, default_factory=dict)

    def close(self) -> None:
        with self._filled:
            self._closed = True
            self._queue.clear()
            self._filled.notify_all()
        for thread in self._running:
            thread.join()

    def start_workers(self) -> None:
        """Share the work from now on; without a spare processor, or a second time, do nothing."""
        if self._running or not self.workers:
            return
        self.embedder.use_threads(1)
        for _ in range(self.workers):
            worker = Worker(self.redactor, self.embedder)
            thread = threading.Thread(target=self._feed, args=(worker,), daemon=True)
            self._running.append(thread)
            thread.start()

    def begin(self, words: Sequence[Words]) -> Pending:
        """Line a batch up: the same words once, those of like length together."""
        known = {each: self._known[each] for each in words if each in self._known}
        # A model pads all of a piece to its longest text.
        new = sorted(dict.fromkeys(w for w in words if w not in known), key=_length, reverse=True)
        pieces = [_Piece(new[at : at + _PIECE]) for at in range(0, len(new), _PIECE)]
        with self._filled:
            self._queue.extend(pieces)
            self._filled.notify_all()
        return Pending(words, known, pieces)

    def finish(self, pending: Pending) -> tuple[list[Redaction], NDArray[np.float32]]:
        """The redactions and vectors of a batch in its order, shape ``(len(texts), 384)``."""
        found = dict(pending.known)
        for piece in pending.pieces:
            work = self._result(piece)
            found.update(
                zip(piece.words, zip(work.redactions, work.vectors, strict=True), strict=True)
            )
            self.stages.add(work.spent)
        self._remember(found)
        prepared = [found[words] for words in pending.words]
        return [made[0] for made in prepared], np.stack([made[1] for made in prepared])

    def _result(self, piece: _Piece) -> Work:
        while piece.work is None:
            mine = self._next()
            if mine is not None:
                mine.work = do_work(mine.words, self.redactor, self.embedder)
                mine.done.set()
            else:
                piece.done.wait()
                # A worker that died leaves its piece undone.
                piece.work = piece.work or do_work(piece.words, self.redactor, self.embedder)
        return piece.work

    def _next(self) -> _Piece | None:
        with self._filled:
            return self._queue.popleft() if self._queue else None

    def _feed(self, worker: Worker) -> None:
        """Hand pieces to a worker, one after the other, until it dies or all is done."""
        try:
            if not worker.ready(lambda: self._closed):
                return
            while (piece := self._await_next()) is not None:
                piece.work = worker.work(piece.words)
                piece.done.set()
                if piece.work is None:
                    return
        finally:
            worker.close()

    def _await_next(self) -> _Piece | None:
        with self._filled:
            self._filled.wait_for(lambda: self._queue or self._closed)
            return None if self._closed else self._queue.popleft()

    def _remember(self, found: dict[Words, Prepared]) -> None:
        """Many customers write only "Good": what is short comes again."""
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        self._known.update((each, made) for each, made in found.items() if _length(each) <= _SHORT)


def _length(words: Words) -> int:
    return sum(map(len, words))
