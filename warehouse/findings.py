"""Findings: the one mistake behind many problems of a list, and every cell its remedy would change, sealed."""

from __future__ import annotations

import polars as pl
from sqlalchemy import Connection, select

from warehouse import bulk
from warehouse.tables import delivery, finding, listing

_OPEN = finding.c.closed_by.is_(None)


def of_listings(conn: Connection, listing_ids: pl.Series) -> pl.DataFrame:
    """The open findings of some listings, all columns."""
    return bulk.lookup(conn, select(finding).where(_OPEN), finding.c.listing_id, listing_ids)


def waiting(conn: Connection, unit_code: str | None = None, campaign_code: str | None = None) -> pl.DataFrame:
    """The open findings with delivery_id, sender_code, sheet and path of their list, in reading order."""
    query = (
        select(
            *(finding, listing.c.delivery_id, listing.c.sender_code, listing.c.campaign_code, listing.c.sheet),
            delivery.c.path,
        )
        .join(listing, (listing.c.listing_id == finding.c.listing_id) & listing.c.closed_by.is_(None))
        .join(delivery, delivery.c.delivery_id == listing.c.delivery_id)
        .where(_OPEN)
    )
    for column, value in ((listing.c.sender_code, unit_code), (listing.c.campaign_code, campaign_code)):
        if value is not None:
            query = query.where(column == value)
    order = (listing.c.sender_code, delivery.c.received_at, delivery.c.path, listing.c.table_no, finding.c.cause)
    return bulk.read(conn, query.order_by(*order))
