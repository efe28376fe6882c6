"""Row accounting: what became of every row of a delivery, counted from the tables themselves."""

from __future__ import annotations

from typing import Any

import polars as pl
from sqlalchemy import Connection, Select, case, func, select

from warehouse import bulk
from warehouse.tables import entry, listing

REPLACED, RESTATED = ("superseded", "withdrawn"), ("restated", "repeated", "withdrawn")
PARTS = ("accepted", "held", "refused", "superseded", "ignored")


def recount(conn: Connection, delivery_ids: pl.Series) -> pl.DataFrame:
    """The account of each delivery: delivery_id, received and PARTS, where received is what its listings hold.

    Ignored rows are titles of groups, totals and the like, told in the listing's layout, and the lines of withdrawals;
    superseded are those of lists that are replaced or withdrawn, and rows that another list of the sender states or
    takes back; refused are rows of a table whose kind nobody knows. A delivery without a table has all zeros.
    """
    ids = pl.DataFrame({"delivery_id": delivery_ids.unique()})
    lists = bulk.lookup(conn, _of_listings(), listing.c.delivery_id, ids["delivery_id"])
    rows = bulk.lookup(conn, _of_entries(), entry.c.delivery_id, ids["delivery_id"])
    counted = ids.join(lists, on="delivery_id", how="left").join(rows, on="delivery_id", how="left")
    sums = {"superseded": ("replaced", "restated"), "ignored": ("lines", "withdrawing")}
    counted = counted.with_columns(**{name: pl.sum_horizontal(parts) for name, parts in sums.items()})
    whole = counted.with_columns(pl.col("received", *PARTS).fill_null(0).cast(pl.Int32))
    return whole.select("delivery_id", "received", *PARTS)


def _of_listings() -> Select[Any]:
    rows, ignored = listing.c.row_count, listing.c.ignored_count
    return (
        select(
            listing.c.delivery_id,
            func.sum(rows + ignored).label("received"),
            func.sum(case((listing.c.kind == "", rows), else_=0)).label("refused"),
            func.sum(case((listing.c.status.in_(REPLACED) & (listing.c.kind != ""), rows), else_=0)).label("replaced"),
            func.sum(ignored).label("lines"),
        )
        .where(listing.c.closed_by.is_(None))
        .group_by(listing.c.delivery_id)
    )


def _of_entries() -> Select[Any]:
    return (
        select(
            entry.c.delivery_id,
            func.sum(case((entry.c.status == "accepted", 1), else_=0)).label("accepted"),
            func.sum(case((entry.c.status == "held", 1), else_=0)).label("held"),
            func.sum(case((entry.c.status.in_(RESTATED), 1), else_=0)).label("restated"),
            func.sum(case((entry.c.status == "withdrawing", 1), else_=0)).label("withdrawing"),
        )
        .where(entry.c.closed_by.is_(None))
        .group_by(entry.c.delivery_id)
    )
