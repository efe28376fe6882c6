"""What Alembic runs around the migrations: they share the connection, and so the transaction, of ``upgrade``."""

from __future__ import annotations

from alembic import context

from warehouse.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
