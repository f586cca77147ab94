"""Alembic runs the migrations over the connection that it was handed."""

from alembic import context

import storage.delivery_table
import storage.loop_table  # noqa: F401 - its tables belong to the same schema
from storage.table import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transaction_per_migration=True)
with context.begin_transaction():
    context.run_migrations()
