"""The tables of who gets a digest when, and of what became of each delivery."""

import sqlalchemy as sa

from storage.table import metadata

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
    sa.Column("cadence", sa.Text, nullable=False, server_default="weekly"),
    sa.Column("monthday", sa.Integer, nullable=False, server_default="1"),
    sa.Column("muted", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("snoozed_until", sa.DateTime(timezone=True)),
    sa.Column("away_from", sa.Date),
    sa.Column("away_to", sa.Date),
    sa.Column("quiet_from", sa.Integer),
    sa.Column("quiet_to", sa.Integer),
    sa.Column("owner", sa.Text),
    sa.Column("team", sa.Text),
)

team = sa.Table(
    "team",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("lead", sa.Text, nullable=False),
    # Pairs of a user id and a time zone, or null where it is the usual one.
    sa.Column("members", sa.JSON, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("zone", sa.Text, nullable=False),
    sa.Column("weekday", sa.Integer, nullable=False),
    sa.Column("hour", sa.Integer, nullable=False),
    sa.Column("cadence", sa.Text, nullable=False),
    sa.Column("monthday", sa.Integer, nullable=False),
)

# Who ended the digest that came through a team: nobody brings them back.
team_left = sa.Table(
    "team_left",
    metadata,
    sa.Column("team", sa.Text, primary_key=True),
    sa.Column("person", sa.Text, primary_key=True),
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
    sa.Column("sending_at", sa.DateTime(timezone=True)),
)
