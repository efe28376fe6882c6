"""Listings: the tables found in deliveries, and which of a sender's lists stand beside or above each other."""

from __future__ import annotations

import polars as pl
from sqlalchemy import Connection, select

from warehouse import bulk
from warehouse.tables import delivery, listing

KEY = ("sender_code", "campaign_code", "kind", "award_level")
_BESIDE = (delivery.c.received_at, delivery.c.arrived_on, delivery.c.path)


def of_keys(conn: Connection, keys: pl.DataFrame) -> pl.DataFrame:
    """All open listings, whatever their status, that share a KEY with a row of ``keys`` (null equals null).

    Out: the columns of ``listing`` with received_at, arrived_on and path of its delivery.
    """
    query = (
        select(listing, *_BESIDE)
        .join(delivery, delivery.c.delivery_id == listing.c.delivery_id)
        .where(listing.c.closed_by.is_(None))
    )
    found = bulk.lookup(conn, query, listing.c.sender_code, keys["sender_code"])
    return found.join(keys.select(KEY).unique(), on=list(KEY), how="semi", nulls_equal=True)


def of_deliveries(conn: Connection, delivery_ids: pl.Series) -> pl.DataFrame:
    """The open listings of some deliveries, with received_at, arrived_on and path."""
    query = (
        select(listing, *_BESIDE)
        .join(delivery, delivery.c.delivery_id == listing.c.delivery_id)
        .where(listing.c.closed_by.is_(None))
    )
    return bulk.lookup(conn, query, listing.c.delivery_id, delivery_ids)


def effective_of(conn: Connection, sender_codes: pl.Series) -> pl.DataFrame:
    """The open listings of some senders that count, of all campaigns."""
    query = select(listing).where(listing.c.closed_by.is_(None), listing.c.status == "effective")
    return bulk.lookup(conn, query, listing.c.sender_code, sender_codes)
