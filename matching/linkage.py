"""Linkage of one closed list: who is who in any file of persons, without a warehouse (contract §5)."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import polars as pl

from matching.components import keyed
from matching.engines import DUCKDB
from matching.features import features
from matching.scoring import score

LINKED: Final = {
    "record_id": pl.String,
    "worker_key": pl.String,
    "match_probability": pl.Float64,
    "evidence": pl.String,
}
ASKED: Final = {
    "record_l": pl.String,
    "record_r": pl.String,
    "weight": pl.Float64,
    "probability": pl.Float64,
    "why": pl.String,  # doubtful | citizen_ids | large
    "evidence": pl.String,
}
LARGEST: Final = 40  # a list deduplicated once has no steward to wait for
# Where most is right (docs/matching.md): nothing that lasts hangs on it, and nobody is asked about what stays apart.
MERGE_AT: Final = 3.0
SMALLEST: Final = 5_000  # a short list may be drawn from many people, so its prior stays that of a large one


Step = Callable[[str], None]  # is told what begins: features, weigh, join


@dataclass(frozen=True, slots=True)
class Linkage:
    """A list linked: ``linked`` is a row of ``LINKED`` per record, ``asked`` the pairs in doubt, the strongest first.

    ``joined`` counts the ties inside persons; ``mistaken`` is how many records the model itself expects to be joined
    to the wrong person.
    """

    linked: pl.DataFrame
    asked: pl.DataFrame
    joined: int
    mistaken: float


def match(frame: pl.DataFrame, *, merge_at: float = MERGE_AT, engine: str = DUCKDB) -> pl.DataFrame:
    """``link``, of which only who is who is wanted."""
    return link(frame, merge_at=merge_at, engine=engine).linked


def link(
    frame: pl.DataFrame, *, merge_at: float = MERGE_AT, engine: str = DUCKDB, step: Step = lambda _: None
) -> Linkage:
    """Who is who in a list: one row of ``LINKED`` per record in the order given, one ``worker_key`` per person.

    Takes ``record_id`` (unique), ``full_name`` and any of ``features.FIELDS``. ``worker_key`` is the
    smallest record id of the person, so that a second run names everybody alike. ``match_probability`` and
    ``evidence`` are of the record's strongest tie inside its person; a person of one record has probability 1 and no
    evidence. Raises ``ValueError`` when a record id repeats or is missing.
    """
    step("features")
    compared = features(frame)
    if compared["record_id"].null_count() or compared["record_id"].is_duplicated().any():
        raise ValueError("record_id must be given and different in every row")
    people = max(compared.height, SMALLEST)
    step("weigh")
    edges = score(compared, compared.clear(), population=people, unit_shares=unit_shares(compared), engine=engine)
    step("join")
    trusted = compared.filter("citizen_trusted").select("record_id", "citizen_id")
    named = keyed(compared["record_id"], edges, trusted, merge_at=merge_at, largest=LARGEST)
    ties = _between(named, edges)
    within = pl.col("key_l") == pl.col("key_r")
    linked = _linked(named, ties.filter(within))
    asked = _asked(ties.filter(~within), trusted.join(named, on="record_id"), merge_at)
    return Linkage(linked, asked, ties.filter(within).height, _mistaken(linked))


def unit_shares(compared: pl.DataFrame) -> pl.DataFrame:
    """What part of this list each unit is: agreeing on a large unit proves less."""
    counted = compared.drop_nulls("unit").group_by("unit").agg(pl.len().alias("size"))
    share = (pl.col("size") / max(1, compared.height)).clip(1 / 5000, 1.0)
    return counted.select("unit", tf_unit=share).sort("unit")


def _between(named: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
    """Edges with the persons of both ends: ``key_l`` and ``key_r``."""
    left = named.select(record_l="record_id", key_l="worker_key")
    right = named.select(record_r="record_id", key_r="worker_key")
    return edges.join(left, on="record_l").join(right, on="record_r")


def _linked(named: pl.DataFrame, inner: pl.DataFrame) -> pl.DataFrame:
    turned = inner.rename({"record_l": "record_r", "record_r": "record_l"}).select(inner.columns)
    ties = pl.concat([inner, turned])
    best = ties.sort("record_l", "weight", "record_r", descending=[False, True, False]).unique(
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


def _asked(outer: pl.DataFrame, trusted: pl.DataFrame, merge_at: float) -> pl.DataFrame:
    """The strongest tie between each two persons that stay two, and why they do."""
    pair = outer.with_columns(one=pl.min_horizontal("key_l", "key_r"), other=pl.max_horizontal("key_l", "key_r"))
    ordered = pair.sort("weight", "record_l", "record_r", descending=[True, False, False])
    strongest = ordered.unique(["one", "other"], keep="first", maintain_order=True)
    ids = trusted.group_by("worker_key").agg(pl.col("citizen_id").unique())
    held = strongest
    for key in ("one", "other"):
        held = held.join(
            ids.select(pl.col("worker_key").alias(key), pl.col("citizen_id").alias(f"ids_{key}")),
            on=key, how="left", maintain_order="left",
        )  # fmt: skip
    apart = pl.col("ids_one").list.set_intersection("ids_other").list.len() == 0
    why = pl.when(pl.col("weight") < merge_at).then(pl.lit("doubtful")).when(apart).then(pl.lit("citizen_ids"))
    return held.with_columns(why=why.otherwise(pl.lit("large"))).select(
        pl.col(name).cast(kind) for name, kind in ASKED.items()
    )


def _mistaken(linked: pl.DataFrame) -> float:
    """Of n records that are one person n - 1 were joined, each with what is missing of its probability to one."""
    size = pl.len().over("worker_key")
    return float(linked.select(((1 - pl.col("match_probability")) * (size - 1) / size).sum()).item())


def _told(best: pl.DataFrame) -> list[str]:
    """Evidence as JSON: the record it ties to, the bits in all, and each comparison that said something."""
    rows = best.select("record_r", "weight", "evidence").iter_rows()
    return [
        json.dumps({"with": other, "bits": round(bits, 2)} | _spoken(text), ensure_ascii=False)
        for other, bits, text in rows
    ]


def _spoken(text: str) -> dict[str, object]:
    return {name: said for name, said in json.loads(text).items() if said[0] != "missing"}
