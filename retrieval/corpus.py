"""What search asks of the truth, in retrieval's own words. Storage implements it."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from domain.audience import Audience
from domain.evidence import Kind
from domain.moment import Moments
from domain.period import Period
from retrieval.embedding import Vector, Vectors

Keys = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a result must satisfy, exactly. There is no filter without an audience.

    ``where`` maps a field (source, step, theme, segment, persona, channel, language, metric, or
    any attribute) to the value it must have; a step may also be a whole journey. ``reach`` limits
    verbatims to these steps or themes, which is how a role filters. ``mood`` keeps only negative
    (-1), or only positive (1) verbatims. ``since`` and ``until`` leave out what has no date;
    ``as_of`` leaves out only what is known to have happened later.
    """

    audience: Audience
    kinds: frozenset[Kind] = frozenset(Kind)
    where: Mapping[str, str] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    as_of: date | None = None
    reach: "Reach | None" = None
    mood: int | None = None

    @property
    def key(self) -> Hashable:
        """The same for filters that let the same pass."""
        where = tuple(sorted(self.where.items()))
        times = self.since, self.until, self.as_of
        return self.audience, self.kinds, where, times, self.reach, self.mood


@dataclass(frozen=True, slots=True)
class Reach:
    """The journey steps and themes that a role's work is felt at."""

    steps: frozenset[str]
    themes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One stored, shown piece of evidence. ``key`` is its number in the search structures.

    ``near`` names the group of comments with the same words, which count once and are shown once.
    """

    key: int
    kind: Kind
    id: str
    text: str
    source: str
    audience: str
    source_id: str | None = None
    occurred_at: date | None = None
    url: str | None = None
    step: str | None = None
    segment: str | None = None
    score: float | None = None
    metric: str | None = None
    themes: tuple[str, ...] = ()
    sentiment: float | None = None
    featured: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)
    moments: Moments = ()
    near: str | None = None
    language: str | None = None

    @property
    def opinion(self) -> str:
        """What it counts as: its group, if it has one, or itself."""
        return self.near or self.id


# Everything of a note by which it is known to have changed: text, audience, step, day and link.
NotePrint = tuple[str, str, str | None, date | None, str | None]


@dataclass(frozen=True, slots=True)
class Note:
    """A text that is searched beside the verbatims: a journey step, a trend, a curated claim."""

    kind: Kind
    id: str
    text: str
    source: str
    audience: str
    step: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    occurred_at: date | None = None
    url: str | None = None

    @property
    def print(self) -> NotePrint:
        return self.text, self.audience, self.step, self.occurred_at, self.url


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """How far an index has read: many rows can share a revision, so the key belongs to it."""

    revision: int = 0
    key: int = 0


@dataclass(frozen=True, slots=True)
class IndexChange:
    """One thing an index has not seen yet: to be held (with its vector) or let go of."""

    revision: int
    id: str
    key: int
    vector: bytes | None

    @property
    def position(self) -> Position:
        return Position(self.revision, self.key)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many comments there are, and how many of those with a known feeling are negative.

    Comments with the same words count once.
    """

    n: int = 0
    rated: int = 0
    negative: int = 0
    positive: int = 0
    first: date | None = None
    last: date | None = None

    def __add__(self, other: "Tally") -> "Tally":
        """The tally of two sets of comments that share none."""
        return Tally(
            self.n + other.n,
            self.rated + other.rated,
            self.negative + other.negative,
            self.positive + other.positive,
            min(filter(None, (self.first, other.first)), default=None),
            max(filter(None, (self.last, other.last)), default=None),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthCount:
    """The comments of one month that share a value; those with the same words count once.

    ``scores`` tells how often each score was given, by metric.
    """

    month: Period
    about: str = ""
    n: int = 0
    rated: int = 0
    negative: int = 0
    scores: Mapping[tuple[str, float], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Followed:
    """How far something has now read the truth, and the keys that are gone for good since."""

    revision: int
    gone: Keys


class Corpus(Protocol):
    """Everything here leaves out what is not approved, and what the audience may not see."""

    def passing(self, wanted: Filter) -> Flags:
        """By key, whether it passes the filter; not to be written to. May end before the last
        key, and does not pass what lies beyond."""

    def matching(self, wanted: Filter) -> Keys:
        """The keys of everything that passes the filter, ascending."""

    def lexical(self, words: Sequence[str], wanted: Filter, limit: int) -> list[tuple[int, float]]:
        """Key and BM25 score (higher is better) of texts that hold any of the words.

        Where some words are rare, very common ones beside them may be left out.
        """

    def holding_all(self, words: Sequence[str], wanted: Filter) -> Keys:
        """The keys of texts that hold every one of the words, in any inflection."""

    def holds(self, word: str, wanted: Filter) -> bool:
        """Whether any text that passes holds the word, in any inflection."""

    def vectors_since(self, revision: int, take: Callable[[Keys, Vectors], None]) -> Followed:
        """Give the vectors of everything that changed after a revision, a part at a time."""

    def vectors_of(self, keys: Sequence[int]) -> dict[int, Vector]:
        """The vectors of a few keys."""

    def records(self, keys: Sequence[int]) -> list[Record]:
        """The records in the order of the keys asked for; a key that is gone is left out."""

    def named(self, ids: Sequence[str], wanted: Filter) -> dict[str, Record]:
        """The records with these ids that pass the filter."""

    def tally(self, keys: Sequence[int] | None, wanted: Filter) -> Tally:
        """Count comments among the keys (all, if None) that pass the filter."""

    def months(
        self, wanted: Filter, by: str = "", sources: frozenset[str] | None = None
    ) -> list[MonthCount]:
        """Count the dated comments that pass by month, and by source, step, segment or theme where
        one of these is named; only of these sources, if any are given. Months of a segment with
        fewer customers than may be shown are left out."""

    def groups_of(self, keys: Sequence[int]) -> dict[int, str]:
        """The group of each of the keys whose words others wrote too."""

    def themes_given(self) -> list[str]:
        """The themes that a file or a person gave to anything; a machine's guesses are not among
        them."""

    def changes_since(self, position: Position, limit: int) -> list[IndexChange]:
        """The next changes after a position, oldest first."""

    def revision(self) -> int:
        """The number of the newest change."""

    def forgotten_at(self) -> int:
        """The revision at which something was last deleted for good; 0 if nothing was."""


def once(records: Iterable[Record]) -> list[Record]:
    """The records without those whose words came before among them."""
    seen: dict[str, Record] = {}
    for record in records:
        seen.setdefault(record.opinion, record)
    return list(seen.values())


class NoteStore(Protocol):
    """Where the searched texts of journeys, trends and roles are kept in step."""

    def put_notes(self, prefix: str, notes: Sequence[Note], vectors: Vectors) -> None:
        """Make the notes whose id begins with ``prefix`` exactly these, in one transaction."""

    def note_texts(self, prefix: str) -> dict[str, NotePrint]:
        """What is held under the prefix, by id."""
