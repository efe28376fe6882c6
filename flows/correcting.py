"""The corrections of stewards put in before the check."""

from __future__ import annotations

import json

import polars as pl

from cleaning.corrections import apply
from cleaning.units import GRASSROOTS
from flows.night import Night
from warehouse import corrections
from warehouse.session import reading

# The columns in which a row of an upper unit names its union, the surest first.
NAMING = ("union_unit_code", "grassroots_union", "work_unit")


def corrected(night: Night, raw: pl.DataFrame) -> pl.DataFrame:
    """The raw frame with the corrections in force, where the text they were made for is unchanged."""
    with reading(night.ports.engine) as connection:
        known = corrections.live(connection, raw["record_id"])
    if known.is_empty():
        return raw
    texts = [json.loads(text) for text in night.ports.vault.open(known["payload"])]
    wanted = known.select("record_id", "field").with_columns(
        raw_value=pl.Series([text["raw"] for text in texts], dtype=pl.String),
        new_value=pl.Series([text["new"] for text in texts], dtype=pl.String),
    )
    outcome = apply(raw, wanted)
    applied = raw.filter(pl.col("record_id").is_in(outcome.applied["record_id"].implode()))["entry_id"]
    night.corrected = pl.concat([night.corrected, applied])
    return _placed_again(night, outcome.frame, outcome.applied)


def _placed_again(night: Night, frame: pl.DataFrame, applied: pl.DataFrame) -> pl.DataFrame:
    """Look up the union of rows whose corrected text names it; a grassroots sender's rows are its own anyway."""
    naming = [name for name in NAMING if f"raw_{name}" in frame.columns]
    records = applied.filter(pl.col("field").is_in(naming))["record_id"]
    above = [code for code, level in night.names.levels.items() if level != GRASSROOTS]
    renamed = frame.filter(pl.col("record_id").is_in(records.implode()) & pl.col("sender_code").is_in(above))
    if renamed.is_empty():
        return frame
    days = {one.campaign_code: one.closes_on for one in night.registry.campaigns}
    arrived = dict(night.pending.select("delivery_id", "arrived_on").iter_rows())
    found = []
    for row in renamed.iter_rows(named=True):
        named = next((row[f"raw_{name}"] for name in naming if row[f"raw_{name}"]), "")
        day = min(arrived[row["delivery_id"]], days.get(row["campaign_code"], night.business_date))
        unit = night.names.resolve(named, day, row["sender_code"])
        found.append(
            (row["entry_id"], unit.unit_code or None, unit.problem or None, "; ".join(unit.candidates) or None)
        )
    columns = ("entry_id", "unit_code", "unit_problem", "unit_candidates")
    again = pl.DataFrame(found, schema=dict.fromkeys(columns, pl.String), orient="row")
    return frame.update(again, on="entry_id", include_nulls=True)
