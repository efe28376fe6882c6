"""Awards to units beside those to persons and works; lists of no award say so."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_FIGURES = "UPDATE {} SET award_code = NULL WHERE kind = 'unit_statistics'"


def upgrade() -> None:
    """Add who or what bears an award: until now it was a person or an initiative."""
    op.add_column("fact", sa.Column("subject", sa.String(), nullable=False, server_default="person"))
    op.execute("UPDATE fact SET subject = 'work' WHERE worker_id IS NULL")
    op.execute(_FIGURES.format("listing"))
    op.execute(_FIGURES.format("entry"))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("fact", "subject")
