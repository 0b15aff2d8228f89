"""Runs revisions on the connection, and in the transaction, that `Database.migrate` gives."""

from alembic import context

from store.tables import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection, target_metadata=metadata, transactional_ddl=True, render_as_batch=True
)
context.run_migrations()
