"""The tables of sessions to sit in on."""

import sqlalchemy as sa

from storage.table import metadata

session = sa.Table(
    "session",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("step", sa.Text, nullable=False),
    sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("places", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("consent_by", sa.Text),
    sa.Column("customer", sa.Text),
)

# `number` is the order in which people came; `waited` says that there was no place for them then.
sign_up = sa.Table(
    "sign_up",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("session_id", sa.ForeignKey("session.id", ondelete="CASCADE"), nullable=False),
    sa.Column("person", sa.Text, nullable=False),
    sa.Column("waited", sa.Boolean, nullable=False),
    sa.UniqueConstraint("session_id", "person", name="uq_sign_up"),
    sqlite_autoincrement=True,
)

# A row is written before somebody is told, so that nobody is told twice.
session_notice = sa.Table(
    "session_notice",
    metadata,
    sa.Column("session_id", sa.ForeignKey("session.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("person", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
)
