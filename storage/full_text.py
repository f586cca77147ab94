"""Words in texts, by SQLite's full-text index; which texts may be found is told by flags.

To rank a match costs about a microsecond, and words such as "service" stand in a tenth of all
texts. So no more than some forty thousand matches are ranked: those of a question's rarer words
where it has some, as a common word adds little to a BM25 score beside them; of a question of
common words only, texts that hold two of them; and where these are too many, the newest.
``python -m evals search_speed`` says what is lost by it; docs/measurements.md has the figures.
"""

import json
from collections.abc import Sequence

import numpy as np
import sqlalchemy as sa

from retrieval.corpus import Flags, Keys

_MOST_RANKED = 40_000
# Under a narrow filter a match that does not pass costs a tenth of one that is ranked.
_NARROW = 20_000
_MOST_MATCHED = 200_000
_GROWN = 1.1

_FROM = " FROM evidence_text WHERE evidence_text MATCH :terms"
_RANKED = f"SELECT rowid, bm25(evidence_text) AS score{_FROM} AND rowid > :after"
_LISTED = " AND +rowid IN (SELECT value FROM json_each(:keys))"
_BEST = " ORDER BY score LIMIT :limit"


class FullText:
    """``best`` and the like on an open connection. Remembers how common words are."""

    def __init__(self, most_ranked: int = _MOST_RANKED, narrow: int = _NARROW) -> None:
        self._most_ranked, self._narrow = most_ranked, narrow
        self._counts: dict[str, int] = {}
        self._counted_at = 0

    def best(
        self, connection: sa.Connection, words: Sequence[str], passing: Flags, limit: int
    ) -> list[tuple[int, float]]:
        """Key and BM25 score (higher is better) of the best that pass, best first."""
        count = int(np.count_nonzero(passing))
        if count <= self._narrow:
            chosen = self._chosen(connection, words, len(passing), _MOST_MATCHED)
            keys = {"keys": json.dumps(np.flatnonzero(passing).tolist()), "limit": limit}
            found = connection.execute(sa.text(_RANKED + _LISTED + _BEST), chosen | keys)
            return [(key, -score) for key, score in found]
        chosen = self._chosen(connection, words, len(passing), self._most_ranked)
        most = 4 * limit
        while True:
            rows = connection.execute(sa.text(_RANKED + _BEST), chosen | {"limit": most}).all()
            kept = [(k, -score) for k, score in rows if k < len(passing) and passing[k]][:limit]
            if len(kept) == limit or len(rows) < most:
                return kept
            most = 8 * _MOST_MATCHED

    def _chosen(
        self, connection: sa.Connection, words: Sequence[str], size: int, most: int
    ) -> dict[str, object]:
        """The terms to match, and the key after which, so that hardly more than ``most`` match."""
        if size > self._counted_at * _GROWN:
            self._counts, self._counted_at = {}, size
        counted = {word: self._count(connection, _quoted(word)) for word in words}
        # A word that no text holds is no rare word: nothing would be found by it alone.
        counts = {word: count for word, count in counted.items() if count} or counted
        rarest = sorted(counts, key=lambda word: counts[word])
        within = np.cumsum([counts[word] for word in rarest]) <= most
        if rare := rarest[: int(within.sum())]:
            return {"terms": " OR ".join(map(_quoted, rare)), "after": 0}
        terms = " AND ".join(map(_quoted, rarest[:2]))
        count = self._count(connection, terms)
        if count < most / 100:
            terms, count = _quoted(rarest[0]), counts[rarest[0]]
        return {"terms": terms, "after": int(size * max(0.0, 1 - most / count))}

    def _count(self, connection: sa.Connection, terms: str) -> int:
        """How many texts match, as it was lately: this only chooses what is worth ranking."""
        if terms not in self._counts:
            query = sa.text(f"SELECT count(*){_FROM}")
            self._counts[terms] = connection.execute(query, {"terms": terms}).scalar_one()
        return self._counts[terms]


def holding_all(connection: sa.Connection, words: Sequence[str], passing: Flags) -> Keys:
    """The keys, ascending, of texts that pass and hold every one of the words."""
    terms = " AND ".join(map(_quoted, words))
    found = connection.execute(sa.text(f"SELECT rowid{_FROM}"), {"terms": terms})
    keys = np.sort(np.fromiter(found.scalars(), dtype=np.int64))
    keys = keys[keys < len(passing)]
    return keys[passing[keys]]


def is_held(connection: sa.Connection, word: str, passing: Flags) -> bool:
    """Whether a text that passes holds the word."""
    terms = {"terms": _quoted(word)}
    found = connection.execute(sa.text(f"SELECT rowid{_FROM}"), terms)
    return any(key < len(passing) and passing[key] for key in found.scalars())


def _quoted(word: str) -> str:
    """A word as FTS5 reads a string, so that none of its operators can be smuggled in."""
    return '"' + word.replace('"', '""') + '"'
