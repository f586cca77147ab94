"""Drafts of a model that were paid for once.

A draft holds placeholders and no customer's words, and is checked again against what is stored now
whenever it is used. The key has everything that it was written from, the audience and the revision
of the truth among it: another audience, or evidence that was withdrawn, makes another key.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Hashable, Sequence

from retrieval.chat.check import Draft
from retrieval.chat.prompt import VERSION
from retrieval.finding import Findings

MOST_KEPT = 256


def cache_key(findings: Findings, asked: str, model: str) -> Hashable:
    """``asked`` is the whole prompt."""
    question = findings.question
    return (
        question.text,
        question.role,
        question.audience.groups,
        question.as_of,
        findings.revision,
        model,
        VERSION,
        hashlib.sha256(asked.encode()).hexdigest(),
    )


class DraftCache:
    """The drafts used last, at most ``most`` answers. Several threads may use it."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, tuple[Draft, ...]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> tuple[Draft, ...] | None:
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key]

    def put(self, key: Hashable, drafts: Sequence[Draft]) -> None:
        with self._lock:
            self._kept[key] = tuple(drafts)
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def __len__(self) -> int:
        return len(self._kept)
