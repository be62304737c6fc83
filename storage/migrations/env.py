"""Run by Alembic, on the connection that `storage.migrations` hands over."""

from alembic import context

from storage.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite can alter little in place
)
with context.begin_transaction():
    context.run_migrations()
