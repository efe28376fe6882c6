"""What comparing with earlier campaigns needs: titles of works, statistics by unit, the words of a problem."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TITLED = sa.text("title_hash IS NOT NULL")


def upgrade() -> None:
    """Add the columns and indexes; rows of earlier nights have no title until they are read again."""
    op.add_column("entry", sa.Column("title_hash", sa.BigInteger(), nullable=True))
    op.create_index("entry_title", "entry", ["title_hash"], sqlite_where=_TITLED, postgresql_where=_TITLED)
    op.add_column("problem", sa.Column("details", sa.Text(), nullable=True))
    op.create_index(op.f("ix_statistic_unit_code"), "statistic", ["unit_code"], unique=False)


def downgrade() -> None:
    """Drop them."""
    op.drop_index(op.f("ix_statistic_unit_code"), table_name="statistic")
    op.drop_column("problem", "details")
    op.drop_index("entry_title", table_name="entry")
    op.drop_column("entry", "title_hash")
