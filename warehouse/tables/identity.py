"""Who is who (matching.md); narrow tables with a key of text lie in the key's own tree on SQLite."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, Integer, LargeBinary, String, Table, Text

from warehouse.moment import Moment
from warehouse.tables.span import metadata

record = Table(
    "record",
    metadata,
    Column("record_id", String, primary_key=True),
    Column("first_run", Integer, nullable=False),
    Column("born_order", BigInteger, nullable=False, index=True),  # order of first sight, across runs
    Column("payload", LargeBinary, nullable=False),  # sealed JSON: normalised features
)
match_key = Table(
    "match_key",
    metadata,
    Column("key_hash", BigInteger, nullable=False, index=True),
    Column("record_id", String, nullable=False),
)
edge = Table(
    "edge",
    metadata,
    Column("record_l", String, primary_key=True),
    Column("record_r", String, primary_key=True, index=True),
    Column("weight", Float, nullable=False),
    Column("model_id", String, nullable=False),
    Column("run_no", Integer, nullable=False),
    Column("evidence", Text, nullable=False),  # JSON of comparison levels; no values
    sqlite_with_rowid=False,
)
decision = Table(
    "decision",
    metadata,
    Column("decision_id", String, primary_key=True),  # "J0001"
    Column("run_no", Integer, nullable=False),  # the run in which it took effect
    Column("kind", String, nullable=False),  # judge | merge | unmerge | withdraw
    Column("decided_by", String, nullable=False),
    Column("decided_at", Moment(), nullable=False),
    Column("reason", Text, nullable=False),
)
judgement = Table(
    "judgement",
    metadata,
    Column("judgement_id", String, primary_key=True),  # "J0001-1"
    Column("record_l", String, nullable=False, index=True),
    Column("record_r", String, nullable=False, index=True),
    Column("verdict", String, nullable=False),  # same | different | unsure
    Column("judged_by", String, nullable=False),
    Column("judged_at", Moment(), nullable=False),
    Column("reason", Text, nullable=False),
    Column("closed_at", Moment()),
    Column("decision_id", String, index=True),  # that opened it
    Column("closed_decision", String),  # that closed it: a withdrawal, or another that meant the contrary
)
worker = Table(
    "worker",
    metadata,
    Column("worker_id", String, primary_key=True),
    Column("worker_no", Integer, nullable=False, unique=True),
    Column("born_run", Integer, nullable=False),
    Column("merged_into", String),
    Column("merged_run", Integer),
    sqlite_with_rowid=False,
)
membership = Table(
    "membership",
    metadata,
    Column("record_id", String, primary_key=True),
    Column("since", Integer, primary_key=True, autoincrement=False),
    Column("worker_id", String, nullable=False, index=True),
    Column("until", Integer),
    sqlite_with_rowid=False,
)
worker_event = Table(
    "worker_event",
    metadata,
    Column("run_no", Integer, nullable=False, index=True),
    Column("kind", String, nullable=False),  # new | merge | split | unmerge
    Column("worker_id", String, nullable=False),
    Column("from_ids", Text, nullable=False),  # JSON list
    Column("why", Text, nullable=False),
)
