"""The first schema, with full-text search kept in step by triggers."""

from alembic import op

from storage.table import metadata

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
    metadata.create_all(op.get_bind())
    for statement in _FULL_TEXT:
        op.execute(statement)
