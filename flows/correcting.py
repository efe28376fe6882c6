"""The corrections of stewards put in before the check."""

from __future__ import annotations

import polars as pl

from flows.mending import Calendar, mend
from flows.night import Night
from warehouse.session import reading


def corrected(night: Night, raw: pl.DataFrame) -> pl.DataFrame:
    """The raw frame of a kind with the corrections and instructions in force, where the text is as it was."""
    arrived = dict(night.pending.select("delivery_id", "arrived_on").iter_rows())
    with reading(night.ports.engine) as connection:
        mended = mend(connection, night.ports.vault, Calendar(night.names, arrived, night.business_date), raw)
    touched = raw.filter(pl.col("record_id").is_in(mended.was["record_id"].implode()))["entry_id"]
    night.corrected = pl.concat([night.corrected, touched])
    night.mended.append(mended)
    return mended.frame
