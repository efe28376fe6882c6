"""Lists of one unit held against each other: what one of them says that another should bear out is asked about."""

from __future__ import annotations

import polars as pl

# What a figure counts, and what rows are counted by.
COUNTED = ("unit_code", "year", "kind", "award_code", "award_level")


def counts_differing(said: pl.DataFrame, listed: pl.DataFrame, lists: pl.DataFrame) -> pl.DataFrame:
    """Figures that a unit reports and its lists do not show.

    ``said``: entry_id, field, amount and COUNTED; ``listed``: the rows of lists that stand, with COUNTED and
    ``accepted`` (a held row is false); ``lists``: the COUNTED for which the unit itself has sent a list, nil or not.
    Out: entry_id, field, amount, ``accepted`` and ``held``. A list that has not come yet is no difference, and none is
    a number that held rows would make up.
    """
    key = list(COUNTED)
    rows = listed.group_by(key).agg(
        accepted=pl.col("accepted").sum().cast(pl.Int64), held=(~pl.col("accepted")).sum().cast(pl.Int64)
    )
    empty = lists.select(key).unique().join(rows, on=key, how="anti").with_columns(accepted=0, held=0)
    counted = pl.concat([rows, empty], how="vertical_relaxed")
    told = said.join(counted, on=key).select("entry_id", "field", "amount", "accepted", "held")
    shown = pl.col("amount").is_between(pl.col("accepted"), pl.col("accepted") + pl.col("held"))
    return told.filter(~shown)


def unannounced(done: pl.DataFrame, announced: pl.DataFrame) -> pl.DataFrame:
    """Of the rows ``done`` (entry_id, bearer) the entry_id of those whose bearer nothing has ``announced`` (bearer)."""
    return done.join(announced, on="bearer", how="anti").select("entry_id")
