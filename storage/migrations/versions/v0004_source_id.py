"""Evidence is found by the id it has in its source: every answer asks whether insights stand."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_evidence_source_id", "evidence", ["source_id"])
