"""The tables of the warehouse, one noun each; facts are opened and closed by run and never overwritten.

``opened_by``/``closed_by`` are run numbers (of registry loads in the registry's tables), half-open: a row holds for R
when ``opened_by <= R`` and (``closed_by`` is null or ``closed_by > R``). Personal values live only in ``payload``
columns, sealed by ``warehouse.vault``; everything else is codes, counts, dates and keyed hashes.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

from warehouse.moment import Moment

metadata = MetaData()


def _span(*columns: Column[object]) -> list[Column[object]]:
    return [*columns, Column("opened_by", Integer, nullable=False), Column("closed_by", Integer)]


meta = Table("meta", metadata, Column("name", String, primary_key=True), Column("value", Text, nullable=False))

# --- registry: dated by validity, and by the load that learnt it
registry_load = Table(
    "registry_load",
    metadata,
    Column("load_no", Integer, primary_key=True, autoincrement=False),
    Column("loaded_at", Moment(), nullable=False),
    Column("checksum", String, nullable=False),
)
unit = Table(
    "unit",
    metadata,
    *_span(
        Column("unit_code", String, nullable=False, index=True),
        Column("name", String, nullable=False),
        Column("level", String, nullable=False),
        Column("kind", String, nullable=False),
        Column("valid_from", Date),
        Column("valid_to", Date),
    ),
)
unit_parent = Table(
    "unit_parent",
    metadata,
    *_span(
        Column("unit_code", String, nullable=False, index=True),
        Column("parent_code", String, nullable=False),
        Column("valid_from", Date),
        Column("valid_to", Date),
    ),
)
unit_alias = Table(
    "unit_alias",
    metadata,
    *_span(Column("unit_code", String, nullable=False, index=True), Column("alias", String, nullable=False)),
)
campaign = Table(
    "campaign",
    metadata,
    *_span(
        Column("campaign_code", String, nullable=False, index=True),
        Column("name", String, nullable=False),
        Column("award_code", String, nullable=False),
        Column("year", Integer, nullable=False),
        Column("opens_on", Date, nullable=False),
        Column("closes_on", Date, nullable=False),
    ),
)
obligation = Table(
    "obligation",
    metadata,
    *_span(
        Column("campaign_code", String, nullable=False, index=True),
        Column("kind", String, nullable=False),
        Column("unit_level", String, nullable=False),  # "" when one unit is named
        Column("unit_code", String, nullable=False),  # "" when a level is named
        Column("due_on", Date, nullable=False),
    ),
)

# --- runs and publications
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

# --- what arrived
delivery = Table(
    "delivery",
    metadata,
    Column("delivery_id", String, primary_key=True),
    Column("unit_code", String, nullable=False, index=True),
    Column("path", Text, nullable=False),  # below the inbox, as first seen
    Column("sha256", String, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("received_at", Moment(), nullable=False),
    Column("arrived_on", Date, nullable=False),
    Column("run_no", Integer),  # null until a run has consolidated it
    Column("replay", Boolean, nullable=False, default=False),  # read again: corrections or rules changed
    Column("status", String, nullable=False),  # landed | read | held | refused
    Column("refusal_code", String),
    Column("refusal_details", Text),  # JSON
    Column("format", String),
    Index("delivery_pending", "run_no", "replay"),
)
sighting = Table(  # what a source showed last time, so that unchanged files are not even fetched again
    "sighting",
    metadata,
    Column("path", Text, primary_key=True),
    Column("version", String, nullable=False),
    Column("delivery_id", String, nullable=False),
)
_ACCOUNT = ("received", "accepted", "held", "refused", "superseded", "ignored")
delivery_account = Table(
    "delivery_account",
    metadata,
    Column("delivery_id", String, primary_key=True),
    Column("run_no", Integer, primary_key=True, autoincrement=False),
    *(Column(name, Integer, nullable=False) for name in _ACCOUNT),
)
listing = Table(
    "listing",
    metadata,
    *_span(
        Column("listing_id", String, nullable=False, index=True),
        Column("delivery_id", String, nullable=False, index=True),
        Column("table_no", Integer, nullable=False),
        Column("sheet", Text, nullable=False),
        Column("kind", String, nullable=False),
        Column("sender_code", String, nullable=False),
        Column("campaign_code", String),
        Column("award_code", String),
        Column("award_level", String),
        Column("addition", Boolean, nullable=False),
        Column("nil", Boolean, nullable=False),
        Column("first_row", Integer, nullable=False),
        Column("last_row", Integer, nullable=False),
        Column("row_count", Integer, nullable=False),
        Column("ignored_count", Integer, nullable=False),
        Column("declared_total", Integer),
        Column("layout", Text, nullable=False),  # JSON: header rows, columns, ignored rows, inferences
        Column("status", String, nullable=False),  # effective | superseded | held
        Column("hold_code", String),  # why a steward must look at the whole list
    ),
    Index("listing_key", "sender_code", "campaign_code", "kind", "award_level"),
)

# --- rows of lists, their problems and corrections
entry = Table(
    "entry",
    metadata,
    *_span(
        Column("entry_id", String, nullable=False, index=True),
        Column("listing_id", String, nullable=False),
        Column("delivery_id", String, nullable=False, index=True),
        Column("record_id", String, index=True),  # keyed hash of the natural row key; survives resubmission
        Column("bearer", String, index=True),  # of an initiative: hash of unit and folded title; null for a person
        Column("kind", String, nullable=False),
        Column("campaign_code", String),
        Column("award_code", String),
        Column("award_level", String),
        Column("unit_code", String),  # the grassroots union the row belongs to
        Column("row_no", Integer, nullable=False),
        Column("status", String, nullable=False),  # accepted | held
        Column("gender", String),
        Column("birth_year", Integer),
        Column("direct_worker", Boolean),
        Column("benefit_vnd", BigInteger),
        Column("content_hash", BigInteger, nullable=False),  # keyed; an unchanged re-reading keeps it
        Column("payload", LargeBinary, nullable=False),  # sealed JSON: raw and cleaned values, authors
    ),
)
problem = Table(
    "problem",
    metadata,
    *_span(
        Column("entry_id", String, nullable=False, index=True),  # or the listing's id
        Column("listing_id", String, nullable=False),
        Column("campaign_code", String),
        Column("unit_code", String),
        Column("code", String, nullable=False),
        Column("severity", String, nullable=False),  # error | query
        Column("field", String, nullable=False),
        Column("cell", String, nullable=False),
        Column("cause", String, nullable=False),
        Column("closed_why", String),  # corrected | replayed | superseded | withdrawn
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
    Column("withdrawn_at", Moment()),
)
statistic = Table(
    "statistic",
    metadata,
    *_span(
        Column("entry_id", String, nullable=False, index=True),
        Column("campaign_code", String),
        Column("unit_code", String),
        Column("field", String, nullable=False),
        Column("amount", Float, nullable=False),
    ),
)

# --- identity (matching.md); narrow tables with a key of text lie in the key's own tree on SQLite
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
judgement = Table(
    "judgement",
    metadata,
    Column("judgement_id", String, primary_key=True),
    Column("record_l", String, nullable=False, index=True),
    Column("record_r", String, nullable=False, index=True),
    Column("verdict", String, nullable=False),  # same | different | unsure
    Column("judged_by", String, nullable=False),
    Column("judged_at", Moment(), nullable=False),
    Column("reason", Text, nullable=False),
    Column("closed_at", Moment()),
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

# --- what is counted
fact = Table(
    "fact",
    metadata,
    *_span(
        Column("fact_id", String, nullable=False, index=True),
        Column("entry_id", String, nullable=False, index=True),
        Column("worker_id", String, index=True),  # null for an initiative
        Column("campaign_code", String, nullable=False),
        Column("award_code", String, nullable=False),
        Column("award_level", String, nullable=False),
        Column("unit_code", String, nullable=False),
        Column("gender", String),
        Column("birth_year", Integer),
        Column("direct_worker", Boolean),
        Column("benefit_vnd", BigInteger),
        Column("closed_why", String),  # superseded | held | corrected | merged | revoked
        Column("content_hash", BigInteger, nullable=False),  # of the published values; the checksum sums it
    ),
)
