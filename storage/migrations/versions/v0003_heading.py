"""Evidence gets a heading, and full text a column for it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TRIGGERS = ("evidence_text_added", "evidence_text_removed", "evidence_text_changed")
_FULL_TEXT = (
    "CREATE VIRTUAL TABLE evidence_text USING fts5("
    "heading, text, content='evidence', content_rowid='seq', "
    "tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER evidence_text_added AFTER INSERT ON evidence BEGIN "
    "INSERT INTO evidence_text(rowid, heading, text) VALUES (new.seq, new.heading, new.text); END",
    "CREATE TRIGGER evidence_text_removed AFTER DELETE ON evidence BEGIN "
    "INSERT INTO evidence_text(evidence_text, rowid, heading, text) "
    "VALUES ('delete', old.seq, old.heading, old.text); END",
    "CREATE TRIGGER evidence_text_changed AFTER UPDATE OF heading, text ON evidence BEGIN "
    "INSERT INTO evidence_text(evidence_text, rowid, heading, text) "
    "VALUES ('delete', old.seq, old.heading, old.text); "
    "INSERT INTO evidence_text(rowid, heading, text) VALUES (new.seq, new.heading, new.text); END",
    "INSERT INTO evidence_text(evidence_text) VALUES ('rebuild')",
)
# What stands in a home already has its titles among its attributes. Its vectors stay those of the
# words alone: they can only be made again by the model, and serve as they are.
_FILL = (
    "UPDATE evidence SET heading = (SELECT group_concat(value, char(10)) "
    "FROM json_each(evidence.attributes) "
    "WHERE lower(key) IN ('title', 'subject', 'headline', 'question')) WHERE kind = 'verbatim'"
)


def upgrade() -> None:
    for trigger in _TRIGGERS:
        op.execute(f"DROP TRIGGER {trigger}")
    op.execute("DROP TABLE evidence_text")
    op.add_column("evidence", sa.Column("heading", sa.Text()))
    op.execute(_FILL)
    for statement in _FULL_TEXT:
        op.execute(statement)
