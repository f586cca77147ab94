"""The history of the schema, told by Alembic."""
