"""Questions about lists, and the answers that are remembered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from warehouse.moment import Moment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "question",
        sa.Column("listing_id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("cell", sa.String(), nullable=False),
        sa.Column("candidates", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.BigInteger(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("closed_by", sa.Integer(), nullable=True),
    )
    op.create_index(op.f("ix_question_listing_id"), "question", ["listing_id"], unique=False)
    op.create_table(
        "answer",
        sa.Column("answer_id", sa.String(), nullable=False),
        sa.Column("unit_code", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.String(), nullable=False),
        sa.Column("answered_at", Moment(), nullable=False),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("answer_id"),
    )
    op.create_index("answer_unit", "answer", ["unit_code", "code", "key"], unique=False)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("answer")
    op.drop_table("question")
