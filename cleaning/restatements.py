"""Rows that a sender states in several papers that stand side by side: a list and its supplements."""

from __future__ import annotations

import polars as pl


def restated(rows: pl.DataFrame) -> pl.Series:
    """The entries that another paper of the same sender states better; each record counts once.

    In: entry_id, record_id, number (of identity, null when not given), delivery_id, status, addition, received_at and
    path. An accepted row goes before a held one, so that a supplement mends a list; then the whole list before
    supplements, then the later before the earlier. Rows of one delivery are never each other's restatement: that is a
    mistake in the list, told as such. Namesakes born alike with different numbers are two people.
    """
    best = (
        rows.sort(
            pl.col("status") == "accepted",
            ~pl.col("addition"),
            "received_at",
            "path",
            "delivery_id",
            descending=True,
        )
        .unique("record_id", keep="first", maintain_order=True)
        .select("record_id", best="delivery_id", same="number")
    )
    another = (pl.col("number") != pl.col("same")).fill_null(value=False)
    again = rows.join(best, on="record_id").filter((pl.col("delivery_id") != pl.col("best")) & ~another)
    return again["entry_id"]
