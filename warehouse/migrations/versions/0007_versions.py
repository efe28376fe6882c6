"""What lists state about their version: the number, whether they take back, the document's own number."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; lists of earlier nights state nothing until they are read again."""
    op.add_column("listing", sa.Column("withdrawal", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("listing", sa.Column("version", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("listing", sa.Column("reference", sa.Text(), nullable=True))


def downgrade() -> None:
    """Drop them."""
    op.drop_column("listing", "reference")
    op.drop_column("listing", "version")
    op.drop_column("listing", "withdrawal")
