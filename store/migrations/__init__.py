"""Alembic revisions of the schema, from the first table on; `Database.migrate` runs them."""
