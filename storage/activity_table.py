"""Who asked on which day: a keyed hash of the person and the role, never the question."""

import sqlalchemy as sa

from storage.table import metadata

activity = sa.Table(
    "activity",
    metadata,
    sa.Column("mark", sa.Text, primary_key=True),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("role", sa.Text, nullable=False),
)
