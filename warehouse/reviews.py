"""Reviews: what the rules say of rows as stewards left them, until a night reads the rows again."""

from __future__ import annotations

from datetime import datetime

import polars as pl
from sqlalchemy import Connection, func, or_, select

from warehouse import bulk
from warehouse.tables import delivery, entry, review

# WAITS: it passes when what stewards proposed is released.
PASSES, WAITS, FAILS, UNDONE = "passes", "waits", "fails", "undone"


def put(conn: Connection, reviewed: pl.DataFrame, run_no: int, by: str, at: datetime) -> None:
    """Record what was found; the caller holds the write lock.

    ``reviewed``: entry_id, state, problems (JSON), stays (nights do not overtake it) and note, words to the author.
    """
    if reviewed.is_empty():
        return
    last = conn.execute(select(func.coalesce(func.max(review.c.review_no), 0))).scalar_one()
    numbers = pl.int_range(last + 1, last + 1 + reviewed.height, dtype=pl.Int64, eager=True)
    rows = reviewed.select("entry_id", "state", "problems", "stays", "note").with_columns(
        review_no=numbers, run_no=pl.lit(run_no, pl.Int32), checked_by=pl.lit(by), checked_at=pl.lit(at)
    )
    bulk.merge(conn, review, rows)


def undone(reviewed: pl.DataFrame, note: str = "") -> pl.DataFrame:
    """Reviews of rows of which something was taken back; a note of who turned it down stays with them."""
    return reviewed.with_columns(
        state=pl.when(pl.col("state") == FAILS).then(pl.lit(UNDONE)).otherwise("state"),
        stays=pl.col("stays") | bool(note),
        note=pl.lit(note),
    )


def since(conn: Connection, number: int) -> pl.DataFrame:
    """The reviews after a number that no night has overtaken: entry_id, review_no, state, problems, note, checked_by.

    A night overtakes a review by reading the row's delivery again, unless the review rests on what nights do not know.
    """
    told = (review.c.entry_id, review.c.review_no, review.c.state, review.c.problems, review.c.note)
    query = (
        select(*told, review.c.checked_by)
        .join(entry, (entry.c.entry_id == review.c.entry_id) & entry.c.closed_by.is_(None))
        .join(delivery, (delivery.c.delivery_id == entry.c.delivery_id) & or_(delivery.c.replay, review.c.stays))
        .where(review.c.review_no > number)
    )
    return bulk.read(conn, query.order_by(review.c.review_no))
