"""Words in texts, by SQLite's full-text index; which texts may be found is told by flags.

The rank of a match costs about a microsecond, and words such as "service" stand in a tenth of all
texts. So where a question has rarer words, only texts that hold one of those are ranked; a common
word adds next to nothing to a BM25 score (``python -m evals search_speed`` says what is lost).
"""

from collections.abc import Sequence

import numpy as np
import sqlalchemy as sa

from retrieval.corpus import Flags, Keys


def best(
    connection: sa.Connection, words: Sequence[str], passing: Flags, limit: int
) -> list[tuple[int, float]]:
    """Key and BM25 score (higher is better) of the best that pass, best first."""
    query = sa.text(
        "SELECT rowid, bm25(evidence_text) AS score FROM evidence_text"
        " WHERE evidence_text MATCH :terms ORDER BY score"
    )
    found = connection.execute(query, {"terms": _any_of(words)})
    kept = []
    for key, score in found:
        if key < len(passing) and passing[key]:
            kept.append((key, -score))
            if len(kept) == limit:
                break
    return kept


def holding_all(connection: sa.Connection, words: Sequence[str], passing: Flags) -> Keys:
    """The keys, ascending, of texts that pass and hold every one of the words."""
    query = sa.text("SELECT rowid FROM evidence_text WHERE evidence_text MATCH :terms")
    found = connection.execute(query, {"terms": _all_of(words)}).scalars()
    keys = np.sort(np.fromiter(found, dtype=np.int64))
    keys = keys[keys < len(passing)]
    return keys[passing[keys]]


def is_held(connection: sa.Connection, word: str, passing: Flags) -> bool:
    """Whether a text that passes holds the word."""
    query = sa.text("SELECT rowid FROM evidence_text WHERE evidence_text MATCH :terms")
    found = connection.execute(query, {"terms": _quoted(word)}).scalars()
    return any(key < len(passing) and passing[key] for key in found)


def _any_of(words: Sequence[str]) -> str:
    return " OR ".join(_quoted(word) for word in words)


def _all_of(words: Sequence[str]) -> str:
    return " AND ".join(_quoted(word) for word in words)


def _quoted(word: str) -> str:
    """A word as FTS5 reads a string, so that none of its operators can be smuggled in."""
    return '"' + word.replace('"', '""') + '"'
