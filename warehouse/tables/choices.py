"""What stewards chose about persons, and who was shown what was masked."""

from __future__ import annotations

from sqlalchemy import Column, LargeBinary, String, Table, Text

from warehouse.moment import Moment
from warehouse.tables.span import metadata

choice = Table(  # of a record and not of a worker, so that it goes where the record goes
    "choice",
    metadata,
    Column("choice_id", String, primary_key=True),
    Column("record_id", String, nullable=False, index=True),
    Column("field", String, nullable=False),
    Column("payload", LargeBinary, nullable=False),  # sealed: the value that holds
    Column("reason", Text, nullable=False),
    Column("chosen_by", String, nullable=False),
    Column("chosen_at", Moment(), nullable=False),
    Column("withdrawn_by", String),
    Column("withdrawn_at", Moment()),
    Column("withdrawn_reason", Text),
)
disclosure = Table(  # appended before anything is shown
    "disclosure",
    metadata,
    Column("disclosure_id", String, primary_key=True),
    Column("subject", String, nullable=False),  # the worker or the records shown
    Column("command", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("shown_to", String, nullable=False),
    Column("shown_at", Moment(), nullable=False, index=True),
)
