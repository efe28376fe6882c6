"""Statements: what lists say of some records, row by row, each with its place; payloads stay sealed."""

from __future__ import annotations

from typing import Any

import polars as pl
from sqlalchemy import ColumnElement, Connection, Select, or_, select

from warehouse import bulk
from warehouse.tables import delivery, entry, listing

# Rows whose values stand; a held row waits, a withdrawn or replaced one has been taken back.
_STANDING = ("accepted", "restated", "repeated")


def of_records(conn: Connection, record_ids: pl.Series) -> pl.DataFrame:
    """The open entries of some records, and of a record without any the one closed last.

    Out, sorted by record and arrival: all columns of ``entry``; sheet, table_no, layout and sender_code of the list as
    it was last; arrived_on and path; ``standing``, whether the row is in force.
    """
    query = select(entry, delivery.c.arrived_on, delivery.c.path)
    query = query.join(delivery, delivery.c.delivery_id == entry.c.delivery_id)
    found = bulk.lookup(conn, query, entry.c.record_id, record_ids)
    is_open = pl.col("closed_by").is_null()
    last = pl.col("closed_by") == pl.col("closed_by").max().over("record_id")
    kept = found.filter(is_open | (~is_open.any().over("record_id") & last))
    lists = _lists(conn, kept["listing_id"])
    placed = kept.join(lists, on="listing_id", how="left")
    standing = is_open & pl.col("status").is_in(_STANDING)
    order = ("record_id", "arrived_on", "path", "table_no", "row_no", "entry_id")
    return placed.with_columns(standing=standing).sort(*order)


def at(conn: Connection, path: str, sheet: str, row_no: int) -> tuple[str, ...]:
    """The records of a row: of the whole path below the inbox, or of its last parts; an empty sheet is any."""
    named = or_(delivery.c.path == path, delivery.c.path.endswith(f"/{path}", autoescape=True))
    query = (
        _ids(named, entry.c.row_no == row_no)
        .join(delivery, delivery.c.delivery_id == entry.c.delivery_id)
        .join(listing, listing.c.listing_id == entry.c.listing_id)
        .where(listing.c.closed_by.is_(None))
    )
    query = query.where(listing.c.sheet == sheet) if sheet else query
    return tuple(row.record_id for row in conn.execute(query.order_by(entry.c.record_id)))


def _ids(*conditions: ColumnElement[bool]) -> Select[Any]:
    open_ = entry.c.closed_by.is_(None), entry.c.record_id.is_not(None)
    return select(entry.c.record_id).distinct().where(*open_, *conditions)


def _lists(conn: Connection, listing_ids: pl.Series) -> pl.DataFrame:
    columns = (listing.c.table_no, listing.c.sheet, listing.c.layout, listing.c.sender_code)
    query = select(listing.c.listing_id, listing.c.opened_by, *columns)
    found = bulk.lookup(conn, query, listing.c.listing_id, listing_ids)
    return found.sort("opened_by").unique("listing_id", keep="last", maintain_order=True).drop("opened_by")
