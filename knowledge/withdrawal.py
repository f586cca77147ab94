"""Forgetting somebody: who they are here, what to look for afterwards, and what was found.

The words that a proof looks for are kept in memory until it is done, and nowhere else.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

from knowledge.pseudonym import account_pseudonym, customer_pseudonym, forgotten_mark

# Bytes that stand in a file just as they stand in the text: no quotes or escapes, plain ASCII.
_PLAIN_RUN = re.compile(r"[A-Za-z0-9 ,.;:!?()-]{16,}")
_PHRASE = 48
_PHRASES_OF_A_TEXT = 3
_NAMED = re.compile(rb"[a-z]_[0-9a-f]{12}")  # the shape of most ids and of every pseudonym
_MOST_PHRASES = 60
_STRETCH, _LONGEST_NEEDLE = 1 << 24, 1 << 13  # bytes; a vector is the longest that is sought


@dataclass(frozen=True, slots=True)
class Trace:
    """What one deleted text would be known by if any of it were left."""

    id: str
    key: int
    phrases: tuple[str, ...]
    vector: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What was deleted: how much in which store, and what to look for to prove it."""

    ids: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    removed: Counter[str] = field(default_factory=Counter)
    traces: tuple[Trace, ...] = ()
    documents_changed: bool = False

    @property
    def needles(self) -> frozenset[str]:
        """The ids and pseudonyms that must stand nowhere any more."""
        return self.names.union(self.ids)

    @property
    def phrases(self) -> list[str]:
        return [phrase for trace in self.traces for phrase in trace.phrases]


class Named(Protocol):
    """A comment that says which customer or account it came from (raw, as in the file)."""

    @property
    def customer(self) -> str: ...

    @property
    def account(self) -> str: ...


class Tombstones(Protocol):
    def are_forgotten(self, marks: Collection[str]) -> set[str]:
        """Those of the marks whose customers are not imported again."""


N = TypeVar("N", bound=Named)


def customer_names(secret: bytes, customer: str) -> frozenset[str]:
    """The pseudonyms of a customer: as the one who spoke, and as the account that they are."""
    return frozenset({customer_pseudonym(secret, customer), account_pseudonym(secret, customer)})


def leave_out_forgotten(truth: Tombstones, secret: bytes, comments: Sequence[N]) -> list[N]:
    """The comments of those who have not asked to be forgotten."""
    marks = {id(comment): _marks(secret, comment) for comment in comments}
    wanted = set().union(*marks.values()) if marks else set()
    if not wanted:
        return list(comments)
    known = truth.are_forgotten(wanted)
    return [comment for comment in comments if not marks[id(comment)] & known]


def _marks(secret: bytes, comment: Named) -> set[str]:
    names = set()
    if comment.customer:
        names.add(customer_pseudonym(secret, comment.customer))
    if comment.account:
        names.add(account_pseudonym(secret, comment.account))
    return {forgotten_mark(secret, name) for name in names}


def choose_phrases(text: str) -> list[str]:
    """A few stretches of a text by which any copy of it would be found, in any kind of file."""
    runs = sorted(_PLAIN_RUN.findall(text), key=len, reverse=True)[:_PHRASES_OF_A_TEXT]
    middles = (run[max(0, (len(run) - _PHRASE) // 2) :][:_PHRASE] for run in runs)
    whole = (" ".join(middle.split()[1:-1]) for middle in middles)  # cut words go
    # White space is as in the text, or the phrase stands nowhere.
    return [phrase for phrase in whole if " " in phrase and phrase in text]


def sample_traces(traces: Sequence[Trace]) -> tuple[Trace, ...]:
    """So many that files can be searched for all of them, from the first to the last."""
    step = max(1, len(traces) // (_MOST_PHRASES // _PHRASES_OF_A_TEXT))
    return tuple(traces[::step])


def search_files(folder: Path, erased: Erased) -> Iterator[str]:
    """``rejects/x.csv holds an id``: every file below a folder that still holds something."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            name = path.relative_to(folder)
            yield from (f"{name} holds {what}" for what in sorted(_held_in(path, erased)))


def _held_in(path: Path, erased: Erased) -> set[str]:
    needles = {needle.encode() for needle in erased.needles}
    odd = [needle for needle in needles if not _NAMED.fullmatch(needle)]
    words = [phrase.encode() for phrase in erased.phrases]
    vectors = [trace.vector for trace in erased.traces if trace.vector]
    found: set[str] = set()
    for held in _stretches(path):
        if any(m[0] in needles for m in _NAMED.finditer(held)) or any(n in held for n in odd):
            found.add("an id or pseudonym")
        if any(phrase in held for phrase in words):
            found.add("words")
        if any(vector in held for vector in vectors):
            found.add("a vector")
    return found


def _stretches(path: Path) -> Iterator[bytes]:
    """The file in stretches that overlap. Read, not mapped: a process that serves meanwhile cuts
    and removes files, and reading a mapped page that is no more kills the reader."""
    with suppress(FileNotFoundError), path.open("rb") as file:
        overlap = b""
        while read := file.read(_STRETCH):
            held = overlap + read
            yield held
            overlap = held[-_LONGEST_NEEDLE:]


@dataclass(frozen=True, slots=True)
class Proof:
    """How many finds there were in each store (or in words, who checks it), and where."""

    counts: Mapping[str, int | str]
    still_held: Sequence[str]

    @property
    def holds(self) -> bool:
        return not self.still_held
