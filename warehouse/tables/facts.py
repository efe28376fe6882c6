"""What is counted."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Integer, String, Table

from warehouse.tables.span import metadata, span

fact = Table(
    "fact",
    metadata,
    *span(
        Column("fact_id", String, nullable=False, index=True),
        Column("entry_id", String, nullable=False, index=True),
        Column("worker_id", String, index=True),  # null for what is no person
        Column("campaign_code", String, nullable=False),
        Column("subject", String, nullable=False, server_default="person"),  # person | work | unit
        Column("award_code", String, nullable=False),
        Column("award_level", String, nullable=False),
        Column("unit_code", String, nullable=False, index=True),
        Column("gender", String),
        Column("birth_year", Integer),
        Column("direct_worker", Boolean),
        Column("benefit_vnd", BigInteger),
        Column("closed_why", String),  # superseded | withdrawn | held | corrected | merged | revoked
        Column("content_hash", BigInteger, nullable=False),  # of the published values; the checksum sums it
    ),
)
