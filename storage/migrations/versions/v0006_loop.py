"""Actions know their evidence and their measure; what happened to them and who was told is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("action", sa.Column("promised_by", sa.Text(), nullable=False, server_default=""))
    op.add_column("action", sa.Column("evidence", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("action", sa.Column("measure", sa.Text(), nullable=False, server_default=""))
    op.add_column("action", sa.Column("offered_to", sa.Text()))
    op.create_table(
        "action_event",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("action_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("done_by", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
    )
    op.create_index("ix_action_event_action_id", "action_event", ["action_id"])
    op.create_table(
        "action_telling",
        sa.Column("action_id", sa.Text(), primary_key=True),
        sa.Column("side", sa.Text(), primary_key=True),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("told_by", sa.Text(), nullable=False),
    )
    op.create_table(
        "action_notice",
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text()),
    )
