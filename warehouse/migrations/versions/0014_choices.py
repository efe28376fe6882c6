"""What stewards chose about persons, and who was shown what was masked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from warehouse.moment import Moment

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "choice",
        sa.Column("choice_id", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("chosen_by", sa.String(), nullable=False),
        sa.Column("chosen_at", Moment(), nullable=False),
        sa.Column("withdrawn_by", sa.String(), nullable=True),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("choice_id"),
    )
    op.create_index(op.f("ix_choice_record_id"), "choice", ["record_id"], unique=False)
    op.create_table(
        "disclosure",
        sa.Column("disclosure_id", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("command", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("shown_to", sa.String(), nullable=False),
        sa.Column("shown_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("disclosure_id"),
    )
    op.create_index(op.f("ix_disclosure_shown_at"), "disclosure", ["shown_at"], unique=False)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("disclosure")
    op.drop_table("choice")
