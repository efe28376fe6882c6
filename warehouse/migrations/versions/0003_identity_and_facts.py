"""Records, workers and what is counted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "edge",
        sa.Column("record_l", sa.String(), nullable=False),
        sa.Column("record_r", sa.String(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("model_id", sa.String(), nullable=False),
        sa.Column("run_no", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("record_l", "record_r"),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_edge_record_r"), "edge", ["record_r"], unique=False)
    op.create_table(
        "fact",
        sa.Column("fact_id", sa.String(), nullable=False),
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("worker_id", sa.String(), nullable=True),
        sa.Column("campaign_code", sa.String(), nullable=False),
        sa.Column("award_code", sa.String(), nullable=False),
        sa.Column("award_level", sa.String(), nullable=False),
        sa.Column("unit_code", sa.String(), nullable=False),
        sa.Column("gender", sa.String(), nullable=True),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("direct_worker", sa.Boolean(), nullable=True),
        sa.Column("benefit_vnd", sa.BigInteger(), nullable=True),
        sa.Column("closed_why", sa.String(), nullable=True),
        sa.Column("content_hash", sa.BigInteger(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("closed_by", sa.Integer(), nullable=True),
    )
    op.create_index(op.f("ix_fact_entry_id"), "fact", ["entry_id"], unique=False)
    op.create_index(op.f("ix_fact_fact_id"), "fact", ["fact_id"], unique=False)
    op.create_index(op.f("ix_fact_worker_id"), "fact", ["worker_id"], unique=False)
    op.create_table(
        "judgement",
        sa.Column("judgement_id", sa.String(), nullable=False),
        sa.Column("record_l", sa.String(), nullable=False),
        sa.Column("record_r", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("judged_by", sa.String(), nullable=False),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("judgement_id"),
    )
    op.create_index(op.f("ix_judgement_record_l"), "judgement", ["record_l"], unique=False)
    op.create_index(op.f("ix_judgement_record_r"), "judgement", ["record_r"], unique=False)
    op.create_table(
        "match_key",
        sa.Column("key_hash", sa.BigInteger(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
    )
    op.create_index(op.f("ix_match_key_key_hash"), "match_key", ["key_hash"], unique=False)
    op.create_table(
        "membership",
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("since", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("worker_id", sa.String(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("record_id", "since"),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_membership_worker_id"), "membership", ["worker_id"], unique=False)
    op.create_table(
        "record",
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("first_run", sa.Integer(), nullable=False),
        sa.Column("born_order", sa.BigInteger(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("record_id"),
    )
    op.create_index(op.f("ix_record_born_order"), "record", ["born_order"], unique=False)
    op.create_table(
        "worker",
        sa.Column("worker_id", sa.String(), nullable=False),
        sa.Column("worker_no", sa.Integer(), nullable=False),
        sa.Column("born_run", sa.Integer(), nullable=False),
        sa.Column("merged_into", sa.String(), nullable=True),
        sa.Column("merged_run", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("worker_id"),
        sa.UniqueConstraint("worker_no"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "worker_event",
        sa.Column("run_no", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("worker_id", sa.String(), nullable=False),
        sa.Column("from_ids", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
    )
    op.create_index(op.f("ix_worker_event_run_no"), "worker_event", ["run_no"], unique=False)
    # ### end Alembic commands ###


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index(op.f("ix_worker_event_run_no"), table_name="worker_event")
    op.drop_table("worker_event")
    op.drop_table("worker")
    op.drop_index(op.f("ix_record_born_order"), table_name="record")
    op.drop_table("record")
    op.drop_index(op.f("ix_membership_worker_id"), table_name="membership")
    op.drop_table("membership")
    op.drop_index(op.f("ix_match_key_key_hash"), table_name="match_key")
    op.drop_table("match_key")
    op.drop_index(op.f("ix_judgement_record_r"), table_name="judgement")
    op.drop_index(op.f("ix_judgement_record_l"), table_name="judgement")
    op.drop_table("judgement")
    op.drop_index(op.f("ix_fact_worker_id"), table_name="fact")
    op.drop_index(op.f("ix_fact_fact_id"), table_name="fact")
    op.drop_index(op.f("ix_fact_entry_id"), table_name="fact")
    op.drop_table("fact")
    op.drop_index(op.f("ix_edge_record_r"), table_name="edge")
    op.drop_table("edge")
    # ### end Alembic commands ###
