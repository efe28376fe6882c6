"""The declared model on Spark beside DuckDB: the same pairs and persons, at what price.

Run as ``.venv-spark/bin/python -m bench.spark [PEOPLE] [MASTER]``; 110,000 people are about 200,000 records.
"""

from __future__ import annotations

import sys
import time

import polars as pl

from bench.people import population, records
from matching.clusters import partition
from matching.engines import DUCKDB
from matching.features import features
from matching.scoring import score


def main(people: int = 110_000, master: str = "local[2]") -> int:
    """Measure and print; 0 when pairs, weights and persons agree."""
    frame = features(records(population(people, seed=7), seed=7))
    print(f"{frame.height:,} records of {people:,} people")
    edges = {name: _timed(frame, name) for name in (DUCKDB, master)}
    ours, theirs = edges[DUCKDB], edges[master]
    both = ours.join(theirs, on=["record_l", "record_r"], how="full", coalesce=True)
    missing = int(both.select("weight", "weight_right").null_count().sum_horizontal().item())
    apart = float((both["weight"] - both["weight_right"]).abs().max() or 0.0)  # type: ignore[arg-type]
    same = _parts(frame, ours) == _parts(frame, theirs)
    print(f"pairs only one of them finds: {missing}; weights apart at most {apart:.1e} bits; persons equal: {same}")
    return 0 if same and not missing else 1


def _timed(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    started = time.perf_counter()
    found = score(frame, frame.clear(), engine=name)
    print(f"{name}: {found.height:,} pairs in {time.perf_counter() - started:.1f} s, start of the engine included")
    return found


def _parts(frame: pl.DataFrame, edges: pl.DataFrame) -> tuple[tuple[str, ...], ...]:
    trusted = frame.filter("citizen_trusted").select("record_id", "citizen_id").rows()
    ties = edges.select("record_l", "record_r", "weight").rows()
    return partition(frame["record_id"].to_list(), ties, citizen_ids=dict(trusted)).parts


if __name__ == "__main__":
    people, master, *_ = [*sys.argv[1:], *("110000", "local[2]")[len(sys.argv) - 1 :]]
    sys.exit(main(int(people), master))
