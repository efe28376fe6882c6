"""Models of matching, which one is in force, and the figures of each night's matching."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "model",
        sa.Column("model_id", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("parent_id", sa.String(), nullable=True),
        sa.Column("trained_on", sa.String(), nullable=False),
        sa.Column("records", sa.BigInteger(), nullable=False),
        sa.Column("population", sa.BigInteger(), nullable=False),
        sa.Column("normaliser", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("model_id"),
    )
    op.create_table(
        "activation",
        sa.Column("activation_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("model_id", sa.String(), nullable=False),
        sa.Column("run_no", sa.Integer(), nullable=True),
        sa.Column("known_records", sa.BigInteger(), nullable=False),
        sa.Column("activated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("activated_by", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("activation_no"),
    )
    op.create_table(
        "drift",
        sa.Column("run_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("figure", sa.String(), nullable=False),
        sa.Column("amount", sa.Float(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("run_no", "figure"),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("drift")
    op.drop_table("activation")
    op.drop_table("model")
