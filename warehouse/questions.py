"""Questions: what the lists of a sender leave open until a person says it."""

from __future__ import annotations

import polars as pl
from sqlalchemy import Connection, select

from warehouse import bulk
from warehouse.tables import delivery, listing, question

_OPEN = question.c.closed_by.is_(None)


def of_listings(conn: Connection, listing_ids: pl.Series) -> pl.DataFrame:
    """The open questions of some listings, all columns."""
    return bulk.lookup(conn, select(question).where(_OPEN), question.c.listing_id, listing_ids)


def ever(conn: Connection) -> pl.DataFrame:
    """Every question that was ever asked, with the sender_code of its list; the newest last."""
    query = select(question, listing.c.sender_code).join(listing, listing.c.listing_id == question.c.listing_id)
    return bulk.read(conn, query.order_by(question.c.opened_by, listing.c.opened_by))


def waiting(conn: Connection, unit_code: str | None = None, campaign_code: str | None = None) -> pl.DataFrame:
    """The open questions with delivery_id, sender_code, sheet and path of their list, in reading order.

    A list without a campaign is shown whatever campaign is asked for: it may be of that one.
    """
    query = (
        select(question, listing.c.delivery_id, listing.c.sender_code, listing.c.sheet, delivery.c.path)
        .join(listing, (listing.c.listing_id == question.c.listing_id) & listing.c.closed_by.is_(None))
        .join(delivery, delivery.c.delivery_id == listing.c.delivery_id)
        .where(_OPEN)
    )
    if unit_code is not None:
        query = query.where(listing.c.sender_code == unit_code)
    if campaign_code is not None:
        query = query.where((listing.c.campaign_code == campaign_code) | listing.c.campaign_code.is_(None))
    order = (listing.c.sender_code, delivery.c.received_at, delivery.c.path, listing.c.table_no, question.c.cell)
    return bulk.read(conn, query.order_by(*order, question.c.code, question.c.key))
