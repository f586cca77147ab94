"""The first schema, with full-text search kept in step by triggers."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_FULL_TEXT = (
    "CREATE VIRTUAL TABLE evidence_text USING fts5("
    "text, content='evidence', content_rowid='seq', "
    "tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER evidence_text_added AFTER INSERT ON evidence BEGIN "
    "INSERT INTO evidence_text(rowid, text) VALUES (new.seq, new.text); END",
    "CREATE TRIGGER evidence_text_removed AFTER DELETE ON evidence BEGIN "
    "INSERT INTO evidence_text(evidence_text, rowid, text) VALUES ('delete', old.seq, old.text); "
    "END",
    "CREATE TRIGGER evidence_text_changed AFTER UPDATE OF text ON evidence BEGIN "
    "INSERT INTO evidence_text(evidence_text, rowid, text) VALUES ('delete', old.seq, old.text); "
    "INSERT INTO evidence_text(rowid, text) VALUES (new.seq, new.text); END",
)


def upgrade() -> None:
    op.create_table(
        "action",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "delivery",
        sa.Column("subscription_id", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("message_ref", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("subscription_id", "period"),
    )
    op.create_table(
        "document",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "id"),
    )
    op.create_table(
        "evidence",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=True),
        sa.Column("occurred_at", sa.Date(), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("metric", sa.Text(), nullable=True),
        sa.Column("customer", sa.Text(), nullable=True),
        sa.Column("account", sa.Text(), nullable=True),
        sa.Column("segment", sa.Text(), nullable=True),
        sa.Column("persona", sa.Text(), nullable=True),
        sa.Column("step", sa.Text(), nullable=True),
        sa.Column("sentiment", sa.Float(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("attributes", sa.JSON(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("content_hash"),
        sa.UniqueConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_evidence_account"), "evidence", ["account"], unique=False)
    op.create_index(op.f("ix_evidence_customer"), "evidence", ["customer"], unique=False)
    op.create_index(op.f("ix_evidence_occurred_at"), "evidence", ["occurred_at"], unique=False)
    op.create_index(op.f("ix_evidence_revision"), "evidence", ["revision"], unique=False)
    op.create_index(op.f("ix_evidence_source"), "evidence", ["source"], unique=False)
    op.create_index(op.f("ix_evidence_state"), "evidence", ["state"], unique=False)
    op.create_index(op.f("ix_evidence_step"), "evidence", ["step"], unique=False)
    op.create_table(
        "feedback",
        sa.Column("message_ref", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("message_ref", "user_id"),
    )
    op.create_table(
        "person",
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("user_id"),
    )
    op.create_table(
        "removed",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index(op.f("ix_removed_revision"), "removed", ["revision"], unique=False)
    op.create_table(
        "seen_event",
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("event_id"),
    )
    op.create_table(
        "series",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("metric", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("dimensions", sa.JSON(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "subscription",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("target"),
    )
    op.create_table(
        "told",
        sa.Column("message_ref", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("evidence_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("message_ref", "evidence_id"),
    )
    op.create_index(op.f("ix_told_evidence_id"), "told", ["evidence_id"], unique=False)
    op.create_index(op.f("ix_told_target"), "told", ["target"], unique=False)
    op.create_table(
        "unanswered",
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("last_asked", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("question", "role"),
    )
    op.create_table(
        "withdrawal",
        sa.Column("message_ref", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("message_ref"),
    )
    op.create_table(
        "evidence_theme",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["evidence.seq"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("seq", "theme"),
    )
    op.create_index(op.f("ix_evidence_theme_theme"), "evidence_theme", ["theme"], unique=False)
    op.create_table(
        "point",
        sa.Column("series_id", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("series_id", "period"),
    )
    op.create_table(
        "vector",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["evidence.seq"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("seq"),
    )
    for statement in _FULL_TEXT:
        op.execute(statement)
