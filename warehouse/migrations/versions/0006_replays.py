"""Requests to read again what has landed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "replay",
        sa.Column("replay_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("requested_by", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("unit_code", sa.String(), nullable=True),
        sa.Column("file_count", sa.Integer(), nullable=False),
        sa.Column("run_no", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("replay_no"),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("replay")
