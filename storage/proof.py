"""Looking for what was deleted, in every table there is and in the full text."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

import sqlalchemy as sa

from knowledge.withdrawal import Erased, Trace
from storage.table import evidence, metadata, vector

_WORD = re.compile(r"\w+")
_BATCH = 5000


def finds_in_tables(connection: sa.Connection, erased: Erased) -> Counter[str]:
    """Rows by ``table.column`` that hold an id, a pseudonym or words of what was deleted."""
    found: Counter[str] = Counter()
    for table in metadata.sorted_tables:
        columns = [c for c in table.columns if isinstance(c.type, sa.Text | sa.JSON)]
        if not columns or table.name == "setting":
            continue
        query = sa.select(*(sa.type_coerce(column, sa.Text) for column in columns))
        for row in connection.execution_options(yield_per=_BATCH).execute(query):
            for column, value in zip(columns, row, strict=True):
                found[f"{table.name}.{column.name}"] += _holds(str(value or ""), erased)
    return +found


def _holds(value: str, erased: Erased) -> bool:
    if not value:
        return False
    if not erased.needles.isdisjoint(_WORD.findall(value)) or value in erased.needles:
        return True
    return any(phrase in value for phrase in erased.phrases)


def finds_in_full_text(connection: sa.Connection, erased: Erased) -> int:
    """Deleted texts that the full-text index still finds by their own words."""
    gone = {trace.key for trace in erased.traces}
    found = {key for phrase in erased.phrases for key in _matching(connection, phrase)}
    return len(found & gone)


def finds_in_vectors(connection: sa.Connection, erased: Erased) -> int:
    held = 0
    keys = [trace.key for trace in erased.traces]
    for start in range(0, len(keys), 500):
        query = sa.select(sa.func.count()).where(vector.c.seq.in_(keys[start : start + 500]))
        held += connection.execute(query).scalar_one()
    return held


def telling(connection: sa.Connection, traces: Collection[Trace]) -> Iterator[Trace]:
    """The traces without what others, who stay, have said in the same words."""
    for trace in traces:
        own = tuple(p for p in trace.phrases if not _said_by_others(connection, p, trace.key))
        alone = own == trace.phrases and bool(own)
        yield Trace(trace.id, trace.key, own, trace.vector if alone else b"")


def _said_by_others(connection: sa.Connection, phrase: str, key: int) -> bool:
    keys = [other for other in _matching(connection, phrase) if other != key]
    words = sa.func.coalesce(evidence.c.heading, "").concat("\n").concat(evidence.c.text)
    texts = sa.select(words).where(evidence.c.seq.in_(keys[:500]))
    return any(phrase in text for text in connection.execute(texts).scalars())


def _matching(connection: sa.Connection, phrase: str) -> list[int]:
    query: Any = sa.text("SELECT rowid FROM evidence_text WHERE evidence_text MATCH :phrase")
    quoted = f'"{phrase.replace(chr(34), " ")}"'
    return list(connection.execute(query, {"phrase": quoted}).scalars())
