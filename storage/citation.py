"""Finding the evidence that a person names: by its id, its id in a file, a step or a trend."""

from collections.abc import Collection

import sqlalchemy as sa

from domain.verbatim import SHOWN
from storage.table import evidence, series

_PREFIXES = ("", "journey:", "trend:")
_CHUNK = 200


def find_evidence(
    connection: sa.Connection, refs: Collection[str], *, shown: bool
) -> dict[str, str]:
    """The id of the evidence behind each reference that names one; a metric names its first."""
    found: dict[str, str] = {}
    wanted = sorted(refs)
    for start in range(0, len(wanted), _CHUNK):
        found |= _found(connection, wanted[start : start + _CHUNK], shown=shown)
    return found


def _found(connection: sa.Connection, refs: list[str], *, shown: bool) -> dict[str, str]:
    measured = sa.select(series.c.metric, series.c.id).where(series.c.metric.in_(refs))
    by_id = {f"{prefix}{ref}": ref for ref in refs for prefix in _PREFIXES}
    rows = connection.execute(measured.order_by(series.c.id.desc()))
    by_id |= {f"trend:{row.id}": row.metric for row in rows}
    # The state is looked at here: asked for in SQL, SQLite goes through all that is approved.
    named = evidence.c.id.in_(by_id) | evidence.c.source_id.in_(refs)
    query = sa.select(evidence.c.id, evidence.c.source_id, evidence.c.state).where(named)
    found: dict[str, str] = {}
    for row in connection.execute(query.order_by(evidence.c.seq)):
        if shown and row.state not in SHOWN:
            continue
        for ref in {by_id.get(row.id), row.source_id} & {*refs}:
            found.setdefault(str(ref), row.id)
    return found
