"""What stewards decide about who is who, as a whole: who, when, why, and the judgements it opened and closed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from warehouse.moment import Moment

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; until now nobody could judge."""
    op.create_table(
        "decision",
        sa.Column("decision_id", sa.String(), nullable=False),
        sa.Column("run_no", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_at", Moment(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("decision_id"),
    )
    op.add_column("judgement", sa.Column("decision_id", sa.String(), nullable=True))
    op.add_column("judgement", sa.Column("closed_decision", sa.String(), nullable=True))
    op.create_index(op.f("ix_judgement_decision_id"), "judgement", ["decision_id"], unique=False)


def downgrade() -> None:
    """Drop it."""
    op.drop_index(op.f("ix_judgement_decision_id"), table_name="judgement")
    op.drop_column("judgement", "closed_decision")
    op.drop_column("judgement", "decision_id")
    op.drop_table("decision")
