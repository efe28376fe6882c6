"""The workbench: who may work, what they did there, and when a correction counts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from warehouse.moment import Moment

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; what was corrected before is in force as it was."""
    op.create_table(
        "activity",
        sa.Column("activity_id", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("unit_code", sa.String(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("activity_id"),
    )
    op.create_index(op.f("ix_activity_at"), "activity", ["at"], unique=False)
    op.create_index(op.f("ix_activity_by"), "activity", ["by"], unique=False)
    op.create_index(op.f("ix_activity_subject"), "activity", ["subject"], unique=False)
    op.create_table("attempt", sa.Column("key", sa.String(), nullable=False), sa.Column("at", Moment(), nullable=False))
    op.create_index("attempt_key", "attempt", ["key", "at"], unique=False)
    op.create_table(
        "explanation",
        sa.Column("explanation_id", sa.String(), nullable=False),
        sa.Column("record_id", sa.String(), nullable=False),
        sa.Column("delivery_id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("raw_hash", sa.String(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("withdrawn_by", sa.String(), nullable=True),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("explanation_id"),
    )
    op.create_index(op.f("ix_explanation_record_id"), "explanation", ["record_id"], unique=False)
    op.create_table(
        "instruction",
        sa.Column("instruction_id", sa.String(), nullable=False),
        sa.Column("bulk_id", sa.String(), nullable=False),
        sa.Column("sender_code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("raw_hash", sa.String(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("stale_run", sa.Integer(), nullable=True),
        sa.Column("withdrawn_by", sa.String(), nullable=True),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("instruction_id"),
    )
    op.create_index(op.f("ix_instruction_bulk_id"), "instruction", ["bulk_id"], unique=False)
    op.create_index(op.f("ix_instruction_sender_code"), "instruction", ["sender_code"], unique=False)
    op.create_table(
        "invitation",
        sa.Column("invitation_id", sa.String(), nullable=False),
        sa.Column("unit_code", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.Column("revoked_by", sa.String(), nullable=True),
        sa.Column("revoked_at", Moment(), nullable=True),
        sa.Column("opened_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("invitation_id"),
    )
    op.create_index(op.f("ix_invitation_unit_code"), "invitation", ["unit_code"], unique=False)
    op.create_table(
        "review",
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("review_no", sa.BigInteger(), nullable=False),
        sa.Column("run_no", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.Column("checked_by", sa.String(), nullable=False),
        sa.Column("checked_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("entry_id"),
    )
    op.create_index(op.f("ix_review_review_no"), "review", ["review_no"], unique=False)
    op.create_table(
        "steward",
        sa.Column("steward_id", sa.String(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("unit_code", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("disabled_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("steward_id"),
        sa.UniqueConstraint("login"),
    )
    op.create_table(
        "verdict",
        sa.Column("verdict_id", sa.String(), nullable=False),
        sa.Column("verdict_no", sa.BigInteger(), nullable=False),
        sa.Column("record_l", sa.String(), nullable=False),
        sa.Column("record_r", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("judged_by", sa.String(), nullable=False),
        sa.Column("judged_at", Moment(), nullable=False),
        sa.Column("seconded_by", sa.String(), nullable=True),
        sa.Column("needs_second", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("decision_id", sa.String(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("verdict_id"),
    )
    op.create_index(op.f("ix_verdict_verdict_no"), "verdict", ["verdict_no"], unique=False)
    op.create_table(
        "visit",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("steward_id", sa.String(), nullable=False),
        sa.Column("csrf", sa.String(), nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.Column("reveals_until", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_index(op.f("ix_visit_steward_id"), "visit", ["steward_id"], unique=False)
    op.add_column("correction", sa.Column("released_by", sa.String(), nullable=True))
    op.add_column("correction", sa.Column("stale_run", sa.Integer(), nullable=True))
    op.add_column("delivery", sa.Column("asked_at", Moment(), nullable=True))
    op.execute("UPDATE correction SET released_by = made_by")
    op.create_index("problem_span", "problem", ["closed_by", "opened_by"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index("problem_span", table_name="problem")
    op.drop_column("delivery", "asked_at")
    op.drop_column("correction", "stale_run")
    op.drop_column("correction", "released_by")
    op.drop_index(op.f("ix_visit_steward_id"), table_name="visit")
    op.drop_table("visit")
    op.drop_index(op.f("ix_verdict_verdict_no"), table_name="verdict")
    op.drop_table("verdict")
    op.drop_table("steward")
    op.drop_index(op.f("ix_review_review_no"), table_name="review")
    op.drop_table("review")
    op.drop_index(op.f("ix_invitation_unit_code"), table_name="invitation")
    op.drop_table("invitation")
    op.drop_index(op.f("ix_instruction_sender_code"), table_name="instruction")
    op.drop_index(op.f("ix_instruction_bulk_id"), table_name="instruction")
    op.drop_table("instruction")
    op.drop_index(op.f("ix_explanation_record_id"), table_name="explanation")
    op.drop_table("explanation")
    op.drop_index("attempt_key", table_name="attempt")
    op.drop_table("attempt")
    op.drop_index(op.f("ix_activity_subject"), table_name="activity")
    op.drop_index(op.f("ix_activity_by"), table_name="activity")
    op.drop_index(op.f("ix_activity_at"), table_name="activity")
    op.drop_table("activity")
