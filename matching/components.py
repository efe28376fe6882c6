"""Components: the partition of a whole closed list at once, where most records hang together without any conflict.

Where nothing forbids a union, constrained Kruskal joins all that hangs together; only components that hold two
confirmed citizen ids, or more records than may be joined, need its order. The result is ``clusters.partition``'s.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from matching.clusters import ASK_FROM, LARGEST, MERGE_AT, partition

KEYED: Final = {"record_id": pl.String, "worker_key": pl.String}
ASKED: Final = {"record_l": pl.String, "record_r": pl.String, "weight": pl.Float64, "why": pl.String}


def keyed(
    records: pl.Series,
    edges: pl.DataFrame,
    citizen_ids: pl.DataFrame,
    *,
    merge_at: float = MERGE_AT,
    largest: int = LARGEST,
) -> pl.DataFrame:
    """Each record, in the order given, with the smallest record of its person: ``KEYED``.

    ``edges`` have ``record_l``, ``record_r``, ``weight``; ``citizen_ids`` are the trusted ones, ``record_id`` and
    ``citizen_id``.
    """
    strong = edges.filter(pl.col("weight") >= merge_at).select("record_l", "record_r", "weight")
    joined = _components(records, strong)
    held = joined.join(citizen_ids.select("record_id", "citizen_id"), on="record_id", how="left")
    sizes = held.group_by("worker_key").agg(pl.len().alias("size"), pl.col("citizen_id").drop_nulls().n_unique())
    doubtful = sizes.filter((pl.col("size") > largest) | (pl.col("citizen_id") > 1)).select("worker_key")
    loose = held.join(doubtful, on="worker_key", how="semi").sort("record_id")
    if loose.is_empty():
        return joined
    inner = strong.join(loose.select(record_l="record_id"), on="record_l", how="semi")
    known = loose.drop_nulls("citizen_id").select("record_id", "citizen_id")
    parts = partition(
        loose["record_id"].to_list(), inner.rows(), citizen_ids=dict(known.rows()), merge_at=merge_at, largest=largest
    ).parts
    rows = [(record, part[0]) for part in parts for record in part]
    apart = pl.DataFrame(rows, schema=KEYED, orient="row").rename({"worker_key": "apart"})
    told = joined.join(apart, on="record_id", how="left", maintain_order="left")
    return told.select("record_id", worker_key=pl.coalesce("apart", "worker_key"))


def asked(
    found: pl.DataFrame, edges: pl.DataFrame, *, merge_at: float = MERGE_AT, ask_from: float = ASK_FROM
) -> pl.DataFrame:
    """The pairs that people must decide on, the strongest of each two persons: ``ASKED``, sorted.

    ``why`` is ``doubtful`` under the weight ``merge_at``, ``refused`` above.
    """
    possible = edges.filter(pl.col("weight") >= ask_from).select("record_l", "record_r", "weight")
    left = found.select(record_l="record_id", key_l="worker_key")
    right = found.select(record_r="record_id", key_r="worker_key")
    between = possible.join(left, on="record_l").join(right, on="record_r").filter(pl.col("key_l") != pl.col("key_r"))
    first, second = pl.min_horizontal("key_l", "key_r"), pl.max_horizontal("key_l", "key_r")
    strongest = (
        between.with_columns(key_l=first, key_r=second)
        .sort("weight", "record_l", "record_r", descending=[True, False, False])
        .unique(["key_l", "key_r"], keep="first", maintain_order=True)
    )
    why = pl.when(pl.col("weight") >= merge_at).then(pl.lit("refused")).otherwise(pl.lit("doubtful"))
    return strongest.select("record_l", "record_r", "weight", why=why).sort("record_l", "record_r")


def _components(records: pl.Series, edges: pl.DataFrame) -> pl.DataFrame:
    """The connected components of records under edges, each keyed by its smallest record."""
    ordered = pl.DataFrame({"record_id": records.sort()}).with_row_index("number")
    left = edges.join(ordered, left_on="record_l", right_on="record_id")
    ends = left.join(ordered, left_on="record_r", right_on="record_id", suffix="_r").select("number", "number_r")
    parent = _smallest(ordered.height, ends["number"].to_list(), ends["number_r"].to_list())
    keys = ordered["record_id"].gather(pl.Series(parent, dtype=pl.UInt32))
    named = ordered.select("record_id", worker_key=keys)
    return pl.DataFrame({"record_id": records}).join(named, on="record_id", how="left", maintain_order="left")


def _smallest(count: int, left: list[int], right: list[int]) -> list[int]:
    """For each number below ``count``, the smallest that it is connected with; union-find without recursion."""
    parent = list(range(count))
    for one, other in zip(left, right, strict=True):
        while parent[one] != one:
            parent[one] = one = parent[parent[one]]
        while parent[other] != other:
            parent[other] = other = parent[parent[other]]
        if one < other:
            parent[other] = one
        else:
            parent[one] = other
    # A parent is never larger than its child, so one pass from the smallest up reaches every root.
    for number, up in enumerate(parent):
        parent[number] = parent[up]
    return parent
