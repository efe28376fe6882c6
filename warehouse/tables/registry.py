"""Units, aliases, campaigns and obligations: dated by validity, and by the load that learnt it."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Integer, String, Table, false

from warehouse.moment import Moment
from warehouse.tables.span import metadata, span

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
    *span(
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
    *span(
        Column("unit_code", String, nullable=False, index=True),
        Column("parent_code", String, nullable=False),
        Column("valid_from", Date),
        Column("valid_to", Date),
    ),
)
unit_alias = Table(
    "unit_alias",
    metadata,
    *span(Column("unit_code", String, nullable=False, index=True), Column("alias", String, nullable=False)),
)
campaign = Table(
    "campaign",
    metadata,
    *span(
        Column("campaign_code", String, nullable=False, index=True),
        Column("name", String, nullable=False),
        Column("award_code", String, nullable=False),
        Column("year", Integer, nullable=False),
        Column("opens_on", Date, nullable=False),
        Column("closes_on", Date, nullable=False),
        Column("four_eyes", Boolean, nullable=False, server_default=false()),  # a fix counts when another released it
    ),
)
obligation = Table(
    "obligation",
    metadata,
    *span(
        Column("campaign_code", String, nullable=False, index=True),
        Column("kind", String, nullable=False),
        Column("unit_level", String, nullable=False),  # "" when one unit is named
        Column("unit_code", String, nullable=False),  # "" when a level is named
        Column("due_on", Date, nullable=False),
    ),
)
