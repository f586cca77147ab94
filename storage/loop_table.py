"""The tables of the closed loop beside the promises themselves: what happened, who was told."""

import sqlalchemy as sa

from storage.table import metadata

# Everything that happened to an action, with the reason somebody gave.
action_event = sa.Table(
    "action_event",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("action_id", sa.Text, nullable=False, index=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("done_by", sa.Text, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
)

# Each side of an action, once: told, or why not.
action_telling = sa.Table(
    "action_telling",
    metadata,
    sa.Column("action_id", sa.Text, primary_key=True),
    sa.Column("side", sa.Text, primary_key=True),
    sa.Column("told", sa.Boolean, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("told_by", sa.Text, nullable=False),
)

# The ledger: a row is claimed before a reminder or a list of customers leaves, and then says what
# became of it.
action_notice = sa.Table(
    "action_notice",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("lease_until", sa.DateTime(timezone=True), nullable=False),
    sa.Column("reason", sa.Text),
)
