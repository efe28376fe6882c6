"""Reorganisations are applied as one, and taken back as one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from warehouse.moment import Moment

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; until now the registry came from files alone."""
    op.create_table(
        "reorganisation",
        sa.Column("reorganisation_id", sa.String(), nullable=False),
        sa.Column("load_no", sa.Integer(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("applied_by", sa.String(), nullable=False),
        sa.Column("applied_at", Moment(), nullable=False),
        sa.Column("undone_load", sa.Integer(), nullable=True),
        sa.Column("undone_by", sa.String(), nullable=True),
        sa.Column("undone_at", Moment(), nullable=True),
        sa.Column("undone_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("reorganisation_id"),
    )


def downgrade() -> None:
    """Drop it; the registry stays as it is."""
    op.drop_table("reorganisation")
