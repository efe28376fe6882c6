"""Stage *supersede*: which lists count, tonight's and those of earlier nights that tonight's replace."""

from __future__ import annotations

import polars as pl

from cleaning.supersession import KEY, ORDER, standing
from flows.night import Night
from warehouse import entries, listings
from warehouse.session import reading


def supersede(night: Night) -> None:
    """Settle the status of tonight's listings; find those of earlier nights that change, and the entries replaced.

    ``night.replaced`` are the open entries whose file was read again or whose list is superseded: what tonight says
    about them is compared with them, and what it does not repeat is closed.
    """
    reread = night.pending["delivery_id"]
    with reading(night.ports.engine) as connection:
        known = listings.of_keys(connection, night.listings.select(KEY).unique())
        known = known.filter(~pl.col("delivery_id").is_in(reread.implode()))
        columns = ["listing_id", *KEY, *ORDER, "addition", "status"]
        told = standing(pl.concat([night.listings.select(columns), known.select(columns)], how="vertical_relaxed"))
        told = told.select("listing_id", "status")
        night.listings = night.listings.drop("status").join(told, on="listing_id", how="left")
        changed = known.rename({"status": "before"}).join(told, on="listing_id", how="left")
        night.demoted = changed.filter(pl.col("before") != pl.col("status")).drop("before")
        concerned = pl.concat([reread, night.demoted["delivery_id"]]).unique()
        open_entries = entries.open_of(connection, concerned)
    demoted = night.demoted.filter(pl.col("status") == "superseded")["listing_id"].implode()
    again = pl.col("delivery_id").is_in(reread.implode())
    night.replaced = open_entries.filter(again | pl.col("listing_id").is_in(demoted))
    standing_lists = night.listings.filter(pl.col("status") != "superseded").select("listing_id")
    night.entries = night.entries.join(standing_lists, on="listing_id", how="semi")
    night.problems = night.problems.join(standing_lists, on="listing_id", how="semi")
    night.findings = night.findings.join(standing_lists, on="listing_id", how="semi")
