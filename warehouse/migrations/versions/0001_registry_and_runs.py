"""The registry, runs and publications."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "audit_result",
        sa.Column("run_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("ok", sa.Boolean(), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("observed", sa.Text(), nullable=False),
        sa.Column("expected", sa.Text(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("run_no", "name"),
    )
    op.create_table(
        "campaign",
        sa.Column("campaign_code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("award_code", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("closed_by", sa.Integer(), nullable=True),
    )
    op.create_index(op.f("ix_campaign_campaign_code"), "campaign", ["campaign_code"], unique=False)
    op.create_table(
        "meta",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "obligation",
        sa.Column("campaign_code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("unit_level", sa.String(), nullable=False),
        sa.Column("unit_code", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("closed_by", sa.Integer(), nullable=True),
    )
    op.create_index(op.f("ix_obligation_campaign_code"), "obligation", ["campaign_code"], unique=False)
    op.create_table(
        "pointer",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("publication_no", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "publication",
        sa.Column("publication_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("publication_id", sa.String(), nullable=False),
        sa.Column("run_no", sa.Integer(), nullable=False),
        sa.Column("registry_load", sa.Integer(), nullable=False),
        sa.Column("business_date", sa.Date(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checksum", sa.String(), nullable=False),
        sa.Column("row_count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("publication_no"),
        sa.UniqueConstraint("publication_id"),
    )
    op.create_table(
        "registry_load",
        sa.Column("load_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checksum", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("load_no"),
    )
    op.create_table(
        "run",
        sa.Column("run_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("business_date", sa.Date(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("registry_load", sa.Integer(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("seconds", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("run_no"),
        sa.UniqueConstraint("run_id"),
    )
    op.create_table(
        "unit",
        sa.Column("unit_code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("closed_by", sa.Integer(), nullable=True),
    )
    op.create_index(op.f("ix_unit_unit_code"), "unit", ["unit_code"], unique=False)
    op.create_table(
        "unit_alias",
        sa.Column("unit_code", sa.String(), nullable=False),
        sa.Column("alias", sa.String(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("closed_by", sa.Integer(), nullable=True),
    )
    op.create_index(op.f("ix_unit_alias_unit_code"), "unit_alias", ["unit_code"], unique=False)
    op.create_table(
        "unit_parent",
        sa.Column("unit_code", sa.String(), nullable=False),
        sa.Column("parent_code", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("closed_by", sa.Integer(), nullable=True),
    )
    op.create_index(op.f("ix_unit_parent_unit_code"), "unit_parent", ["unit_code"], unique=False)
    # ### end Alembic commands ###


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index(op.f("ix_unit_parent_unit_code"), table_name="unit_parent")
    op.drop_table("unit_parent")
    op.drop_index(op.f("ix_unit_alias_unit_code"), table_name="unit_alias")
    op.drop_table("unit_alias")
    op.drop_index(op.f("ix_unit_unit_code"), table_name="unit")
    op.drop_table("unit")
    op.drop_table("run")
    op.drop_table("registry_load")
    op.drop_table("publication")
    op.drop_table("pointer")
    op.drop_index(op.f("ix_obligation_campaign_code"), table_name="obligation")
    op.drop_table("obligation")
    op.drop_table("meta")
    op.drop_index(op.f("ix_campaign_campaign_code"), table_name="campaign")
    op.drop_table("campaign")
    op.drop_table("audit_result")
    # ### end Alembic commands ###
