"""What is asked about lists, and what was answered."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, LargeBinary, String, Table, Text

from warehouse.moment import Moment
from warehouse.tables.span import metadata, span

question = Table(
    "question",
    metadata,
    *span(
        Column("listing_id", String, nullable=False, index=True),
        Column("code", String, nullable=False),  # of the problem that holds the list or its rows
        Column("key", String, nullable=False),  # what the answer is remembered under
        Column("cell", String, nullable=False),
        Column("candidates", Text, nullable=False),  # JSON list of what may be answered: codes and names of fields
        Column("content_hash", BigInteger, nullable=False),  # keyed
        Column("payload", LargeBinary, nullable=False),  # sealed JSON: words of the message, samples
    ),
)
answer = Table(  # appended, never overwritten; the newest that was not withdrawn is in force
    "answer",
    metadata,
    Column("answer_id", String, primary_key=True),
    Column("unit_code", String, nullable=False),  # the sender
    Column("code", String, nullable=False),
    Column("key", String, nullable=False),
    Column("value", String, nullable=False),  # a candidate; "-" for a column that is not used
    Column("reason", Text, nullable=False),
    Column("answered_by", String, nullable=False),
    Column("answered_at", Moment(), nullable=False),
    Column("withdrawn_at", Moment()),
    Column("withdrawn_by", String),
    Column("withdrawn_reason", Text),
    Index("answer_unit", "unit_code", "code", "key"),
)
