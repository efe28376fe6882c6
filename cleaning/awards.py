"""Rules that need all lists together: one award once per level, and a higher award after the lower one."""

from __future__ import annotations

import polars as pl

# The grain of an award: ``bearer`` is a worker's id, or the key of a work or a unit.
GRAIN = ("bearer", "campaign_code", "award_code", "award_level")
# By day and then by path: of lists that came on one day none is the first, and a copy of an inbox decides alike.
ORDER = ("arrived_on", "path", "table_no", "row_no")
LOWER = {"upper": "grassroots", "city": "upper"}


def first_of_each(entries: pl.DataFrame) -> pl.DataFrame:
    """Mark the entry that counts for each award: ``is_first`` is true for the earliest of its GRAIN.

    In: one row per entry with GRAIN, ORDER, sender_code, delivery_id and ``addition``. The later ones are the same
    award twice at a level in a campaign, an error of contract §4, but for a supplement that names whom another paper
    of the same sender names: it ``is_quiet`` and counts as nothing. The order is of arrival and then of place, so any
    number of nights agrees with one; of one sender's papers the whole list goes before its supplements.
    """
    entries = entries.sort(*ORDER, nulls_last=True)
    if not entries["addition"].any():
        return entries.with_columns(is_first=pl.struct(GRAIN).is_first_distinct(), is_quiet=pl.lit(value=False))
    entries = entries.with_columns(_at=pl.int_range(pl.len()))
    entries = entries.sort(pl.col("_at").min().over(*GRAIN, "sender_code"), "addition", "_at").drop("_at")
    first = pl.struct(GRAIN).is_first_distinct()
    same = pl.col("sender_code") == pl.col("sender_code").first().over(GRAIN)
    elsewhere = pl.col("delivery_id") != pl.col("delivery_id").first().over(GRAIN)
    return entries.with_columns(is_first=first, is_quiet=pl.col("addition") & same & elsewhere & ~first)


def lower_missing(awards: pl.DataFrame) -> pl.DataFrame:
    """The awards of persons whose bearer lacks the next lower level of the same campaign: a query, rule R05.

    In: one row per award with GRAIN; out: the rows that miss their lower award.
    """
    lower = pl.col("award_level").replace_strict(LOWER, default=None, return_dtype=pl.String)
    above = awards.with_columns(award_level=lower).filter(pl.col("award_level").is_not_null())
    missing = above.join(awards.select(GRAIN).unique(), on=list(GRAIN), how="anti")
    return awards.join(missing.select("entry_id"), on="entry_id", how="semi")
