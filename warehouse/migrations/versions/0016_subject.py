"""Accounts know whom their identity provider means by them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; nobody has signed in so yet."""
    op.add_column("steward", sa.Column("subject", sa.String(), nullable=True))
    op.create_index(op.f("ix_steward_subject"), "steward", ["subject"], unique=True)


def downgrade() -> None:
    """Drop it."""
    op.drop_index(op.f("ix_steward_subject"), table_name="steward")
    op.drop_column("steward", "subject")
