"""A second process that redacts and embeds, so that a long import uses a second processor."""

import copy
import os
import signal
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from knowledge.heading import headed
from knowledge.redaction import Redaction, Redactor
from knowledge.stage import Stages
from retrieval.embedding import Embedder

T = TypeVar("T")
# A heading that is redacted already (or none), and a text that is not.
Words = tuple[str, str]
_GONE = (EOFError, OSError)
_PATIENCE = 0.2


@dataclass(frozen=True, slots=True, eq=False)
class Work:
    """What came of some words: ``vectors`` of the redacted ones, and the seconds it took."""

    redactions: list[Redaction]
    vectors: NDArray[np.float32]
    spent: dict[str, float]


def do_work(words: Sequence[Words], redactor: Redactor, embedder: Embedder) -> Work:
    stages = Stages()
    with stages.measure("redaction"):
        redactions = redactor.redact([text for _, text in words])
    with stages.measure("embedding"):
        pairs = zip(words, redactions, strict=True)
        vectors = embedder.embed([headed(heading, clean.text) for (heading, _), clean in pairs])
    return Work(redactions, vectors, stages.seconds)


class Worker:
    """One process. It ends when this one does, however that is: its pipe breaks."""

    def __init__(self, redactor: Redactor, embedder: Embedder) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(theirs, unloaded(redactor), unloaded(embedder)), daemon=True
        )
        _without_interrupts(self._process.start)
        theirs.close()

    def ready(self, stopped: Callable[[], bool]) -> bool:
        """Wait until its models are loaded; False if it died or nobody waits any more."""
        try:
            while not self._pipe.poll(_PATIENCE):
                if stopped():
                    return False
            return bool(self._pipe.recv())
        except _GONE:
            return False

    def work(self, words: Sequence[Words]) -> Work | None:
        """Blocks until it is done; None if the process has died or cannot do it."""
        try:
            self._pipe.send(list(words))
            answer = self._pipe.recv()
        except _GONE:
            return None
        return answer if isinstance(answer, Work) else None

    def close(self) -> None:
        self._pipe.close()
        self._process.join(timeout=_PATIENCE)
        if self._process.is_alive():
            self._process.terminate()


def unloaded(tool: T) -> T:
    """A copy without the models that were loaded into it, fit to be sent to another process."""
    bare = copy.copy(tool)
    for name, kind in vars(type(tool)).items():
        if isinstance(kind, cached_property):
            vars(bare).pop(name, None)
    return bare


def _serve(pipe: Connection, redactor: Redactor, embedder: Embedder) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started us says when to stop
    # One processor each; a model that takes them all makes everybody wait.
    os.environ["OMP_NUM_THREADS"] = "1"
    with suppress(*_GONE):
        do_work([("", "Ready.")], redactor, embedder)
        pipe.send(True)  # noqa: FBT003 - an answer, not an argument
        while True:
            words = pipe.recv()
            pipe.send(do_work(words, redactor, embedder))


def _without_interrupts(start: Callable[[], None]) -> None:
    """Start a process that a Ctrl-C in the terminal does not reach, not even while it boots."""
    if threading.current_thread() is not threading.main_thread():
        start()
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        start()
    finally:
        signal.signal(signal.SIGINT, before)
