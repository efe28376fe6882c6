"""Which of a unit's lists count: a later list of the same campaign, kind and level replaces the earlier ones."""

from __future__ import annotations

import polars as pl

# Who sends it, for which campaign, what it lists and at which level: two lists that agree in these are versions.
KEY = ("sender_code", "campaign_code", "kind", "award_level")
ORDER = ("received_at", "path", "delivery_id")


def standing(listings: pl.DataFrame) -> pl.DataFrame:
    """Tell each listing's standing: its ``status`` becomes effective or superseded; held ones stay as they are.

    In: one row per listing with KEY, ORDER, ``addition`` and ``status``. A delivery supersedes all earlier ones of its
    key unless it is an addition ("bổ sung"), which counts beside the list it adds to. Tables of one delivery never
    supersede each other. A held list has not been understood yet, so it replaces nothing (contract §3).
    """
    if listings.is_empty():
        return listings
    listings = listings.with_columns(_rank=pl.struct(ORDER).rank("dense").over(KEY))
    counts = pl.col("status") != "held"
    base = (
        pl.when(counts & ~pl.col("addition")).then(pl.col("_rank")).max().over(KEY).fill_null(0)  # 0: only additions
    )
    status = (
        pl.when(~counts)
        .then(pl.col("status"))
        .when(pl.col("_rank") < base)
        .then(pl.lit("superseded"))
        .otherwise(pl.lit("effective"))
    )
    return listings.with_columns(status=status).drop("_rank")
