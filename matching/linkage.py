"""Linkage of one closed list: who is who in any file of persons, without a warehouse (contract §5)."""

from __future__ import annotations

import json
from typing import Final

import polars as pl

from matching.clusters import Partition, partition
from matching.engines import DUCKDB
from matching.features import features
from matching.scoring import score

LINKED: Final = {
    "record_id": pl.String,
    "worker_key": pl.String,
    "match_probability": pl.Float64,
    "evidence": pl.String,
}
LARGEST: Final = 40  # a list deduplicated once has no steward to wait for
# Two bits under the night's: the prior is this list's own, and nobody will be asked about what stays apart.
MERGE_AT: Final = 6.0
SMALLEST: Final = 5_000  # a short list may be drawn from many people, so its prior stays that of a large one


def match(frame: pl.DataFrame, *, merge_at: float = MERGE_AT, engine: str = DUCKDB) -> pl.DataFrame:
    """One row of ``LINKED`` per record, in the order given; records of one ``worker_key`` are one person.

    Takes ``record_id`` (unique), ``full_name`` and any of ``features.FIELDS``. ``worker_key`` is the
    smallest record id of the person, so that a second run names everybody alike. ``match_probability`` and
    ``evidence`` are of the record's strongest tie inside its person; a person of one record has probability 1 and no
    evidence. Raises ``ValueError`` when a record id repeats or is missing.
    """
    compared = features(frame)
    if compared["record_id"].null_count() or compared["record_id"].is_duplicated().any():
        raise ValueError("record_id must be given and different in every row")
    people = max(compared.height, SMALLEST)
    edges = score(compared, compared.clear(), population=people, unit_shares=_unit_shares(compared), engine=engine)
    trusted = compared.filter("citizen_trusted").select("record_id", "citizen_id").rows()
    found = partition(
        compared["record_id"].to_list(),
        edges.select("record_l", "record_r", "weight").rows(),
        citizen_ids=dict(trusted),
        merge_at=merge_at,
        largest=LARGEST,
    )
    return _linked(compared.select("record_id"), found, edges)


def _unit_shares(compared: pl.DataFrame) -> pl.DataFrame:
    """What part of this list each unit is: agreeing on a large unit proves less."""
    counted = compared.drop_nulls("unit").group_by("unit").agg(pl.len().alias("size"))
    share = (pl.col("size") / max(1, compared.height)).clip(1 / 5000, 1.0)
    return counted.select("unit", tf_unit=share).sort("unit")


def _linked(records: pl.DataFrame, found: Partition, edges: pl.DataFrame) -> pl.DataFrame:
    keys = {record: part[0] for part in found.parts for record in part}
    named = records.with_columns(
        worker_key=pl.col("record_id").replace_strict(keys, return_dtype=pl.String, default=None)
    )
    turned = edges.rename({"record_l": "record_r", "record_r": "record_l"}).select(edges.columns)
    ties = pl.concat([edges, turned]).with_columns(
        pl.col("record_l").replace_strict(keys, return_dtype=pl.String, default=None).alias("key_l"),
        pl.col("record_r").replace_strict(keys, return_dtype=pl.String, default=None).alias("key_r"),
    )
    inner = ties.filter(pl.col("key_l") == pl.col("key_r"))
    best = inner.sort("record_l", "weight", "record_r", descending=[False, True, False]).unique(
        "record_l", keep="first", maintain_order=True
    )
    told = best.select(
        record_id="record_l",
        match_probability="probability",
        evidence=pl.Series(_told(best), dtype=pl.String),
    )
    linked = named.join(told, on="record_id", how="left", maintain_order="left")
    return linked.with_columns(pl.col("match_probability").fill_null(1.0), pl.col("evidence").fill_null("")).select(
        pl.col(name).cast(kind) for name, kind in LINKED.items()
    )


def _told(best: pl.DataFrame) -> list[str]:
    """Evidence as JSON: the record it ties to, the bits in all, and each comparison that said something."""
    rows = best.select("record_r", "weight", "evidence").iter_rows()
    return [
        json.dumps({"with": other, "bits": round(bits, 2)} | _spoken(text), ensure_ascii=False)
        for other, bits, text in rows
    ]


def _spoken(text: str) -> dict[str, object]:
    return {name: said for name, said in json.loads(text).items() if said[0] != "missing"}
