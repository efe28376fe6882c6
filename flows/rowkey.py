"""Row keys: what lets a row that comes back in the sender's own workbook be known again, whatever was changed in it.

A key names the record and is signed for its list: one made up, or taken into another list, is worth nothing.
"""

from __future__ import annotations

import polars as pl

from cleaning.corrections import fingerprint
from schemas.record import flag
from warehouse.vault import Vault

COPIED = flag("row_copied", "")
_LIST = ("sender_code", "campaign_code", "kind", "award_level")
_SEAL = 16


def known_again(vault: Vault, raw: pl.DataFrame) -> pl.DataFrame:
    """The assembled rows with ``record_id``, and with the flag of a row that bears another row's key.

    A record is the keyed hash of its row's natural key, which survives resubmission and tells nobody who the row is
    about; a row that brings its key back stays the record it was, also with its name corrected. Of several rows with
    one key the one that still is itself keeps it, else the first.
    """
    natural = vault.blind_text(raw.select(fingerprint(raw)).to_series().to_list())
    frame = raw.with_columns(record_id=pl.Series("record_id", natural, dtype=pl.String))
    if "row_key" not in raw.columns:
        return frame
    parts = pl.col("row_key").str.strip_chars().str.split_exact(".", 1).struct
    frame = frame.with_columns(_said=parts[0], _seal=parts[1])
    sealed = pl.Series(_seals(vault, frame.with_columns(record_id="_said")), dtype=pl.String)
    kept = pl.when(pl.col("_seal") == sealed).then("_said")
    frame = frame.with_columns(_kept=kept, _at=pl.int_range(pl.len()))
    order = pl.struct(pl.col("_kept") != pl.col("record_id"), "_at")
    first = pl.col("_at").sort_by(order).first().over("delivery_id", "_kept")
    frame = frame.with_columns(_mine=pl.col("_kept").is_not_null() & (pl.col("_at") == first))
    frame = frame.with_columns(
        pl.when("_mine").then("_kept").otherwise("record_id").alias("record_id"),
        (pl.col("_kept").is_not_null() & ~pl.col("_mine")).alias(COPIED),
    )
    return _distinct(vault, frame).drop("_said", "_seal", "_kept", "_at", "_mine")


def keys(vault: Vault, rows: pl.DataFrame) -> pl.Series:
    """The key of each row, to stand beside it in the workbook that goes back; in: record_id, and whose list it is."""
    seals = pl.Series(_seals(vault, rows), dtype=pl.String)
    return rows.select(pl.concat_str("record_id", seals, separator=".")).to_series().alias("row_key")


def _seals(vault: Vault, rows: pl.DataFrame) -> list[str]:
    said = pl.concat_str(pl.lit("row-key"), "record_id", *(pl.col(c).fill_null("") for c in _LIST), separator="\x1f")
    return [seal[:_SEAL] for seal in vault.blind_text(rows.select(said.fill_null("")).to_series().to_list())]


def _distinct(vault: Vault, frame: pl.DataFrame) -> pl.DataFrame:
    """A new row whose natural key is that of a record that lives on under another name gets a record of its own."""
    taken = pl.col("_mine").any().over("delivery_id", "record_id") & ~pl.col("_mine")
    clashing = frame.filter(taken)
    if clashing.is_empty():
        return frame
    again = pl.DataFrame(
        {"_at": clashing["_at"], "_new": vault.blind_text([f"{one}\x1fagain" for one in clashing["record_id"]])}
    )
    frame = frame.join(again, on="_at", how="left", maintain_order="left")
    return frame.with_columns(record_id=pl.coalesce("_new", "record_id")).drop("_new")
