"""Interviews of somebody who wants to be forgotten."""

import sqlalchemy as sa

from storage.table import document


def remove_interviews(connection: sa.Connection, pseudonym: str) -> list[str]:
    """Delete the records of interviews with this person or company; the ids that are gone."""
    held = sa.select(document.c.id, document.c.body).where(document.c.kind == "interview")
    gone = [
        row.id
        for row in connection.execute(held)
        if pseudonym in {row.body["customer"], row.body["account"]}
    ]
    chosen = (document.c.kind == "interview") & document.c.id.in_(gone)
    connection.execute(sa.delete(document).where(chosen))
    return gone
