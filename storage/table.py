"""The tables, as SQLAlchemy knows them. Their history is told by the migrations."""

import sqlalchemy as sa

metadata = sa.MetaData()

setting = sa.Table(
    "setting",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

# One row for everything that an answer may rest on. `seq` is the key of the search structures;
# `revision` grows with every change, so that an index knows what it has not seen yet.
evidence = sa.Table(
    "evidence",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("revision", sa.Integer, nullable=False, index=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("content_hash", sa.Text, unique=True),
    sa.Column("source", sa.Text, nullable=False, index=True),
    sa.Column("source_id", sa.Text),
    sa.Column("occurred_at", sa.Date, index=True),
    sa.Column("score", sa.Float),
    sa.Column("metric", sa.Text),
    sa.Column("customer", sa.Text, index=True),
    sa.Column("account", sa.Text, index=True),
    sa.Column("segment", sa.Text),
    sa.Column("persona", sa.Text),
    sa.Column("step", sa.Text, index=True),
    sa.Column("sentiment", sa.Float),
    sa.Column("channel", sa.Text),
    sa.Column("language", sa.Text),
    sa.Column("url", sa.Text),
    sa.Column("audience", sa.Text, nullable=False),
    sa.Column("attributes", sa.JSON, nullable=False),
    sa.Column("state", sa.Text, nullable=False, index=True),
    sqlite_autoincrement=True,  # the number of a deleted row must never be given to another
)

evidence_theme = sa.Table(
    "evidence_theme",
    metadata,
    sa.Column("seq", sa.ForeignKey("evidence.seq", ondelete="CASCADE"), primary_key=True),
    sa.Column("theme", sa.Text, primary_key=True, index=True),
)

vector = sa.Table(
    "vector",
    metadata,
    sa.Column("seq", sa.ForeignKey("evidence.seq", ondelete="CASCADE"), primary_key=True),
    sa.Column("data", sa.LargeBinary, nullable=False),
)

# What was removed for good: the id only, so that every index learns that it must let go.
removed = sa.Table(
    "removed",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("id", sa.Text, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False, index=True),
)

series = sa.Table(
    "series",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("metric", sa.Text, nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("dimensions", sa.JSON, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("audience", sa.Text, nullable=False),
)

point = sa.Table(
    "point",
    metadata,
    sa.Column("series_id", sa.ForeignKey("series.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("period", sa.Text, primary_key=True),
    sa.Column("value", sa.Float, nullable=False),
    sa.Column("n", sa.Integer),
)

# Journey maps and roles are whole documents that people edit; nothing queries inside them.
document = sa.Table(
    "document",
    metadata,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("body", sa.JSON, nullable=False),
)

person = sa.Table(
    "person",
    metadata,
    sa.Column("user_id", sa.Text, primary_key=True),
    sa.Column("role", sa.Text, nullable=False),
)

subscription = sa.Table(
    "subscription",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("target", sa.Text, nullable=False, unique=True),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("zone", sa.Text, nullable=False),
    sa.Column("weekday", sa.Integer, nullable=False),
    sa.Column("hour", sa.Integer, nullable=False),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("active", sa.Boolean, nullable=False),
)

# The ledger: a row is claimed before anything is sent and then records what became of it.
delivery = sa.Table(
    "delivery",
    metadata,
    sa.Column("subscription_id", sa.Text, primary_key=True),
    sa.Column("period", sa.Text, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("lease_until", sa.DateTime(timezone=True), nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("message_ref", sa.Text),
)

told = sa.Table(
    "told",
    metadata,
    sa.Column("message_ref", sa.Text, primary_key=True),
    sa.Column("target", sa.Text, nullable=False, index=True),
    sa.Column("evidence_id", sa.Text, primary_key=True, index=True),
)

# Messages that showed what has since been withdrawn, until each was updated in its place.
withdrawal = sa.Table(
    "withdrawal",
    metadata,
    sa.Column("message_ref", sa.Text, primary_key=True),
)

seen_event = sa.Table(
    "seen_event",
    metadata,
    sa.Column("event_id", sa.Text, primary_key=True),
    sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
)

feedback = sa.Table(
    "feedback",
    metadata,
    sa.Column("message_ref", sa.Text, primary_key=True),
    sa.Column("user_id", sa.Text, primary_key=True),
    sa.Column("verdict", sa.Text, nullable=False),
    sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
)

unanswered = sa.Table(
    "unanswered",
    metadata,
    sa.Column("question", sa.Text, primary_key=True),
    sa.Column("role", sa.Text, primary_key=True),
    sa.Column("times", sa.Integer, nullable=False),
    sa.Column("last_asked", sa.DateTime(timezone=True), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
)

action = sa.Table(
    "action",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("due", sa.Date, nullable=False),
    sa.Column("about", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("created_on", sa.Date, nullable=False),
    sa.Column("closed_on", sa.Date),
    sa.Column("outcome", sa.Text),
)
