"""Rows of lists, their problems and corrections."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, Integer, LargeBinary, String, Table, Text, false, text

from warehouse.moment import Moment
from warehouse.tables.span import metadata, span

_TITLED = text("title_hash IS NOT NULL")  # most rows name a person

entry = Table(
    "entry",
    metadata,
    *span(
        Column("entry_id", String, nullable=False, index=True),
        Column("listing_id", String, nullable=False),
        Column("delivery_id", String, nullable=False, index=True),
        Column("record_id", String, index=True),  # keyed hash of the natural row key; survives resubmission
        Column("bearer", String, index=True),  # of an initiative: hash of unit and folded title; null for a person
        Column("title_hash", BigInteger),  # of a work: hash of its folded title, whoever reports it
        Column("kind", String, nullable=False),
        Column("campaign_code", String),
        Column("award_code", String),
        Column("award_level", String),
        Column("unit_code", String),  # the grassroots union the row belongs to
        Column("row_no", Integer, nullable=False),
        # accepted | held; restated or repeated in another list of its sender; withdrawn; withdrawing: it takes one back
        Column("status", String, nullable=False),
        Column("gender", String),
        Column("birth_year", Integer),
        Column("direct_worker", Boolean),
        Column("benefit_vnd", BigInteger),
        Column("content_hash", BigInteger, nullable=False),  # keyed; an unchanged re-reading keeps it
        Column("payload", LargeBinary, nullable=False),  # sealed JSON: raw and cleaned values, authors
    ),
    Index("entry_title", "title_hash", sqlite_where=_TITLED, postgresql_where=_TITLED),
)
problem = Table(
    "problem",
    metadata,
    *span(
        Column("entry_id", String, nullable=False, index=True),  # or the listing's id
        Column("listing_id", String, nullable=False),
        Column("campaign_code", String),
        Column("unit_code", String),
        Column("code", String, nullable=False),
        Column("severity", String, nullable=False),  # error | query
        Column("field", String, nullable=False),
        Column("cell", String, nullable=False),
        Column("cause", String, nullable=False),
        Column("details", Text),  # JSON: the words of its message, figures and codes only
        Column("closed_why", String),  # corrected | explained | replayed | superseded | withdrawn
    ),
    Index("problem_span", "closed_by", "opened_by"),
)
finding = Table(  # a mistake of a whole list, with a remedy that was tried on it
    "finding",
    metadata,
    *span(
        Column("listing_id", String, nullable=False, index=True),
        Column("cause", String, nullable=False),  # of the problems it explains
        Column("remedy", String, nullable=False),
        Column("field", String, nullable=False),
        Column("row_count", Integer, nullable=False),  # rows whose problem it explains
        Column("cured", Integer, nullable=False),  # of these, rows that the remedy rids of it
        Column("content_hash", BigInteger, nullable=False),  # keyed
        Column("payload", LargeBinary, nullable=False),  # sealed JSON: record, row, field, before, after of each cell
    ),
)
correction = Table(
    "correction",
    metadata,
    Column("correction_id", String, primary_key=True),
    Column("record_id", String, nullable=False, index=True),
    Column("delivery_id", String, nullable=False),
    Column("field", String, nullable=False),
    Column("raw_hash", String, nullable=False),  # keyed, of the raw text; "" for a blank
    Column("payload", LargeBinary, nullable=False),  # sealed new text
    Column("reason", Text, nullable=False),
    Column("made_by", String, nullable=False),
    Column("made_at", Moment(), nullable=False),
    Column("by_unit", Boolean, nullable=False, server_default=false()),  # the unit itself answered, by its link
    Column("released_by", String),  # null: proposed, and in force for nobody yet
    Column("released_at", Moment()),
    Column("withdrawn_by", String),
    Column("withdrawn_at", Moment()),
    Column("withdrawn_reason", Text),  # why an approver turned it down
    Column("stale_run", Integer),  # the last run that met the record with another raw text
)
statistic = Table(
    "statistic",
    metadata,
    *span(
        Column("entry_id", String, nullable=False, index=True),
        Column("campaign_code", String),
        Column("unit_code", String, index=True),
        Column("field", String, nullable=False),
        Column("amount", Float, nullable=False),
    ),
)
