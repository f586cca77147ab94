"""Digests by a calendar of their reader's own, and a ledger that knows when a sending began."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in (
        sa.Column("cadence", sa.Text(), nullable=False, server_default="weekly"),
        sa.Column("monthday", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("muted", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("snoozed_until", sa.DateTime(timezone=True)),
        sa.Column("away_from", sa.Date()),
        sa.Column("away_to", sa.Date()),
        sa.Column("quiet_from", sa.Integer()),
        sa.Column("quiet_to", sa.Integer()),
        sa.Column("owner", sa.Text()),
    ):
        op.add_column("subscription", column)
    op.add_column("delivery", sa.Column("sending_at", sa.DateTime(timezone=True)))
    # An older program did not write down when it began to send: whether what it left open
    # arrived is not known.
    op.execute("UPDATE delivery SET state = 'unsure' WHERE state = 'claimed'")
