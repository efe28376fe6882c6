"""Facts are found by unit: for the figures that a decision would change, and for a unit's earlier benefits."""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index."""
    op.create_index(op.f("ix_fact_unit_code"), "fact", ["unit_code"], unique=False)


def downgrade() -> None:
    """Drop it."""
    op.drop_index(op.f("ix_fact_unit_code"), table_name="fact")
