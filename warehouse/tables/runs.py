"""Runs, publications and the pointer that readers follow, with what the audit found."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, Integer, String, Table, Text

from warehouse.moment import Moment
from warehouse.tables.span import metadata

run = Table(
    "run",
    metadata,
    Column("run_no", Integer, primary_key=True, autoincrement=False),
    Column("run_id", String, nullable=False, unique=True),  # "2025-06-10-01": business date and ordinal
    Column("business_date", Date, nullable=False),
    Column("started_at", Moment(), nullable=False),
    Column("finished_at", Moment()),
    Column("status", String, nullable=False),  # loaded | published | audit_failed
    Column("registry_load", Integer, nullable=False),
    Column("counts", Text, nullable=False),  # JSON, as `thidua nightly --json` prints it
    Column("seconds", Text, nullable=False),  # JSON: stage -> seconds
)
publication = Table(
    "publication",
    metadata,
    Column("publication_no", Integer, primary_key=True, autoincrement=False),
    Column("publication_id", String, nullable=False, unique=True),
    Column("run_no", Integer, nullable=False),
    Column("registry_load", Integer, nullable=False),
    Column("business_date", Date, nullable=False),
    Column("published_at", Moment(), nullable=False),
    Column("checksum", String, nullable=False),
    Column("row_count", BigInteger, nullable=False),
)
pointer = Table(  # one row, name "current": moving it is publishing
    "pointer", metadata, Column("name", String, primary_key=True), Column("publication_no", Integer, nullable=False)
)
audit_result = Table(
    "audit_result",
    metadata,
    Column("run_no", Integer, primary_key=True, autoincrement=False),
    Column("name", String, primary_key=True),
    Column("ok", Boolean, nullable=False),
    Column("severity", String, nullable=False),  # error | warning
    Column("observed", Text, nullable=False),
    Column("expected", Text, nullable=False),
    Column("source", String, nullable=False),  # invariant | expectation
)
