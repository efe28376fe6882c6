"""What arrived: deliveries, how they are accounted for, and the lists found in them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, Index, Integer, String, Table, Text, false

from warehouse.moment import Moment
from warehouse.tables.span import metadata, span

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
    Column("asked_at", Moment()),  # when somebody last asked for that: what comes after a run began waits for the next
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
    *span(
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
        Column("withdrawal", Boolean, nullable=False, server_default=false()),  # takes back what was sent
        Column("version", Integer, nullable=False, server_default="0"),  # as stated; 0 when nothing states it
        Column("reference", Text),  # the document's own number, "12/DS-CĐ"
        Column("nil", Boolean, nullable=False),
        Column("first_row", Integer, nullable=False),
        Column("last_row", Integer, nullable=False),
        Column("row_count", Integer, nullable=False),
        Column("ignored_count", Integer, nullable=False),
        Column("declared_total", Integer),
        Column("layout", Text, nullable=False),  # JSON: header rows, columns, ignored rows, inferences
        Column("status", String, nullable=False),  # effective | superseded | withdrawn | withdrawing | held
        Column("hold_code", String),  # why a steward must look at the whole list
    ),
    Index("listing_key", "sender_code", "campaign_code", "kind", "award_level"),
)
replay = Table(  # somebody asked for what had landed to be read again, under the rules of that day
    "replay",
    metadata,
    Column("replay_no", Integer, primary_key=True, autoincrement=False),
    Column("requested_at", Moment(), nullable=False),
    Column("requested_by", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("unit_code", String),  # null: everything
    Column("file_count", Integer, nullable=False),
    Column("run_no", Integer),  # the run that did it; null while it waits
)
