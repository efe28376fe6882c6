"""Deliveries, their lists, rows, problems and corrections."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "correction",
        sa.Column("correction_id", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("delivery_id", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("raw_hash", sa.String(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("correction_id"),
    )
    op.create_index(op.f("ix_correction_record_id"), "correction", ["record_id"], unique=False)
    op.create_table(
        "delivery",
        sa.Column("delivery_id", sa.String(), nullable=False),
        sa.Column("unit_code", sa.String(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("arrived_on", sa.Date(), nullable=False),
        sa.Column("run_no", sa.Integer(), nullable=True),
        sa.Column("replay", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("refusal_code", sa.String(), nullable=True),
        sa.Column("refusal_details", sa.Text(), nullable=True),
        sa.Column("format", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("delivery_id"),
    )
    op.create_index("delivery_pending", "delivery", ["run_no", "replay"], unique=False)
    op.create_index(op.f("ix_delivery_unit_code"), "delivery", ["unit_code"], unique=False)
    op.create_table(
        "delivery_account",
        sa.Column("delivery_id", sa.String(), nullable=False),
        sa.Column("run_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("superseded", sa.Integer(), nullable=False),
        sa.Column("ignored", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("delivery_id", "run_no"),
    )
    op.create_table(
        "entry",
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("listing_id", sa.String(), nullable=False),
        sa.Column("delivery_id", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=True),
        sa.Column("bearer", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("campaign_code", sa.String(), nullable=True),
        sa.Column("award_code", sa.String(), nullable=True),
        sa.Column("award_level", sa.String(), nullable=True),
        sa.Column("unit_code", sa.String(), nullable=True),
        sa.Column("row_no", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("gender", sa.String(), nullable=True),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("direct_worker", sa.Boolean(), nullable=True),
        sa.Column("benefit_vnd", sa.BigInteger(), nullable=True),
        sa.Column("content_hash", sa.BigInteger(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("closed_by", sa.Integer(), nullable=True),
    )
    op.create_index(op.f("ix_entry_bearer"), "entry", ["bearer"], unique=False)
    op.create_index(op.f("ix_entry_delivery_id"), "entry", ["delivery_id"], unique=False)
    op.create_index(op.f("ix_entry_entry_id"), "entry", ["entry_id"], unique=False)
    op.create_index(op.f("ix_entry_record_id"), "entry", ["record_id"], unique=False)
    op.create_table(
        "listing",
        sa.Column("listing_id", sa.String(), nullable=False),
        sa.Column("delivery_id", sa.String(), nullable=False),
        sa.Column("table_no", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("sender_code", sa.String(), nullable=False),
        sa.Column("campaign_code", sa.String(), nullable=True),
        sa.Column("award_code", sa.String(), nullable=True),
        sa.Column("award_level", sa.String(), nullable=True),
        sa.Column("addition", sa.Boolean(), nullable=False),
        sa.Column("nil", sa.Boolean(), nullable=False),
        sa.Column("first_row", sa.Integer(), nullable=False),
        sa.Column("last_row", sa.Integer(), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("ignored_count", sa.Integer(), nullable=False),
        sa.Column("declared_total", sa.Integer(), nullable=True),
        sa.Column("layout", sa.Text(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("hold_code", sa.String(), nullable=True),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("closed_by", sa.Integer(), nullable=True),
    )
    op.create_index(op.f("ix_listing_delivery_id"), "listing", ["delivery_id"], unique=False)
    op.create_index(op.f("ix_listing_listing_id"), "listing", ["listing_id"], unique=False)
    op.create_index("listing_key", "listing", ["sender_code", "campaign_code", "kind", "award_level"], unique=False)
    op.create_table(
        "problem",
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("listing_id", sa.String(), nullable=False),
        sa.Column("campaign_code", sa.String(), nullable=True),
        sa.Column("unit_code", sa.String(), nullable=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("cell", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("closed_why", sa.String(), nullable=True),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("closed_by", sa.Integer(), nullable=True),
    )
    op.create_index(op.f("ix_problem_entry_id"), "problem", ["entry_id"], unique=False)
    op.create_table(
        "sighting",
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("delivery_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("path"),
    )
    op.create_table(
        "statistic",
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("campaign_code", sa.String(), nullable=True),
        sa.Column("unit_code", sa.String(), nullable=True),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("amount", sa.Float(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("closed_by", sa.Integer(), nullable=True),
    )
    op.create_index(op.f("ix_statistic_entry_id"), "statistic", ["entry_id"], unique=False)
    # ### end Alembic commands ###


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index(op.f("ix_statistic_entry_id"), table_name="statistic")
    op.drop_table("statistic")
    op.drop_table("sighting")
    op.drop_index(op.f("ix_problem_entry_id"), table_name="problem")
    op.drop_table("problem")
    op.drop_index("listing_key", table_name="listing")
    op.drop_index(op.f("ix_listing_listing_id"), table_name="listing")
    op.drop_index(op.f("ix_listing_delivery_id"), table_name="listing")
    op.drop_table("listing")
    op.drop_index(op.f("ix_entry_record_id"), table_name="entry")
    op.drop_index(op.f("ix_entry_entry_id"), table_name="entry")
    op.drop_index(op.f("ix_entry_delivery_id"), table_name="entry")
    op.drop_index(op.f("ix_entry_bearer"), table_name="entry")
    op.drop_table("entry")
    op.drop_table("delivery_account")
    op.drop_index(op.f("ix_delivery_unit_code"), table_name="delivery")
    op.drop_index("delivery_pending", table_name="delivery")
    op.drop_table("delivery")
    op.drop_index(op.f("ix_correction_record_id"), table_name="correction")
    op.drop_table("correction")
    # ### end Alembic commands ###
