"""Listings: the tables found in deliveries, and which of a sender's lists stand beside or above each other."""

from __future__ import annotations

import polars as pl
from sqlalchemy import Connection, exists, select

from warehouse import bulk
from warehouse.tables import delivery, listing, problem

KEY = ("sender_code", "campaign_code", "kind", "award_level")
_BESIDE = (delivery.c.received_at, delivery.c.arrived_on, delivery.c.path)


def of_keys(conn: Connection, keys: pl.DataFrame) -> pl.DataFrame:
    """All open listings, whatever their status, that share a KEY with a row of ``keys`` (null equals null).

    Out: the columns of ``listing`` with received_at, arrived_on and path of its delivery.
    """
    found = of_senders(conn, keys["sender_code"])
    return found.join(keys.select(KEY).unique(), on=list(KEY), how="semi", nulls_equal=True)


def of_senders(conn: Connection, sender_codes: pl.Series) -> pl.DataFrame:
    """The open listings of some senders, whatever their status, with received_at, arrived_on and path."""
    query = (
        select(listing, *_BESIDE)
        .join(delivery, delivery.c.delivery_id == listing.c.delivery_id)
        .where(listing.c.closed_by.is_(None))
    )
    return bulk.lookup(conn, query, listing.c.sender_code, sender_codes)


def of_deliveries(conn: Connection, delivery_ids: pl.Series) -> pl.DataFrame:
    """The open listings of some deliveries, with received_at, arrived_on and path."""
    query = (
        select(listing, *_BESIDE)
        .join(delivery, delivery.c.delivery_id == listing.c.delivery_id)
        .where(listing.c.closed_by.is_(None))
    )
    return bulk.lookup(conn, query, listing.c.delivery_id, delivery_ids)


def held_blank(conn: Connection, unit_code: str | None = None, campaign_code: str | None = None) -> pl.DataFrame:
    """The lists that wait and have no row to wait for them, with path and received_at, in order of arrival.

    ``unit_code`` is the sender's. A list whose campaign is not known is shown whatever campaign is asked for.
    """
    query = (
        select(listing, delivery.c.received_at, delivery.c.path)
        .join(delivery, delivery.c.delivery_id == listing.c.delivery_id)
        .where(listing.c.closed_by.is_(None), listing.c.status == "held")
        # Its problems bear its own id.
        .where(exists().where(problem.c.entry_id == listing.c.listing_id, problem.c.closed_by.is_(None)))
    )
    if unit_code is not None:
        query = query.where(listing.c.sender_code == unit_code)
    if campaign_code is not None:
        query = query.where((listing.c.campaign_code == campaign_code) | listing.c.campaign_code.is_(None))
    order = (listing.c.sender_code, delivery.c.received_at, delivery.c.path, listing.c.table_no)
    return bulk.read(conn, query.order_by(*order))


def effective_of(conn: Connection, sender_codes: pl.Series) -> pl.DataFrame:
    """The open listings of some senders that count, of all campaigns."""
    query = select(listing).where(listing.c.closed_by.is_(None), listing.c.status == "effective")
    return bulk.lookup(conn, query, listing.c.sender_code, sender_codes)
