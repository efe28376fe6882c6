"""PostgreSQL shows rows with personal data only to a scope that covers them; whoever owns the tables sees all."""

from __future__ import annotations

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

# Both are computed once for a query, not for every row; without the setting both are null, and nothing is seen.
_UNITS = "(SELECT string_to_array(current_setting('thidua.units', true), ','))::text[]"
_ALL = "(SELECT current_setting('thidua.units', true)) = '*'"
_OF_LISTING = (
    "EXISTS (SELECT 1 FROM listing l WHERE l.listing_id = {table}.listing_id AND l.sender_code = ANY ({units}))"
)
_OF_RECORD = "EXISTS (SELECT 1 FROM entry e WHERE e.record_id = {table}.record_id)"  # under the policy of entries
_COVERED = {
    "entry": "unit_code = ANY ({units}) OR " + _OF_LISTING,
    "finding": _OF_LISTING,
    "correction": _OF_RECORD,
    "explanation": _OF_RECORD,
    "instruction": "sender_code = ANY ({units})",
}


def upgrade() -> None:
    """Add the policies."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, covered in _COVERED.items():
        rows = covered.format(table=table, units=_UNITS)
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY covered ON {table} USING ({_ALL} OR {rows})")


def downgrade() -> None:
    """Take them away."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for table in _COVERED:
        op.execute(f"DROP POLICY covered ON {table}")
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
