"""Campaigns may ask that a second person releases what a steward fixed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from warehouse.moment import Moment

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; until now only units proposed, and whoever fixed a cell released it."""
    op.add_column("campaign", sa.Column("four_eyes", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("correction", sa.Column("by_unit", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("correction", sa.Column("released_at", Moment(), nullable=True))
    op.add_column("correction", sa.Column("withdrawn_by", sa.String(), nullable=True))
    op.add_column("correction", sa.Column("withdrawn_reason", sa.Text(), nullable=True))
    op.add_column("instruction", sa.Column("asks_release", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("instruction", sa.Column("released_by", sa.String(), nullable=True))
    op.add_column("instruction", sa.Column("released_at", Moment(), nullable=True))
    op.add_column("instruction", sa.Column("withdrawn_reason", sa.Text(), nullable=True))
    op.add_column("review", sa.Column("stays", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("review", sa.Column("note", sa.Text(), server_default="", nullable=False))
    op.execute("UPDATE correction SET by_unit = true WHERE made_by LIKE '% (link)'")
    op.execute("UPDATE correction SET released_at = made_at WHERE released_by = made_by")


def downgrade() -> None:
    """Drop them; what waited for a second person goes on waiting."""
    added = {
        "campaign": ("four_eyes",),
        "correction": ("by_unit", "released_at", "withdrawn_by", "withdrawn_reason"),
        "instruction": ("asks_release", "released_by", "released_at", "withdrawn_reason"),
        "review": ("stays", "note"),
    }
    for table, columns in added.items():
        for column in columns:
            op.drop_column(table, column)
