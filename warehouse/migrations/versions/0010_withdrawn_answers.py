"""Who took an answer back, and why."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the person and the reason beside the moment."""
    op.add_column("answer", sa.Column("withdrawn_by", sa.String()))
    op.add_column("answer", sa.Column("withdrawn_reason", sa.Text()))


def downgrade() -> None:
    """Drop both."""
    op.drop_column("answer", "withdrawn_reason")
    op.drop_column("answer", "withdrawn_by")
