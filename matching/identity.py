"""Identity over time: which worker each record belongs to, so that an id never changes without an event that says why.

A night hands in the touched region: the records that are new or newly judged, closed over live edges, 'same' pairs
and present members. The region alone is resolved again, and the result is exactly that of resolving everything.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from matching.clusters import ASK_FROM, LARGEST, MERGE_AT, Doubt, Partition, partition

RECORDS: Final = {"record_id": pl.String, "born_order": pl.Int64, "citizen_id": pl.String}
EDGES: Final = {"record_l": pl.String, "record_r": pl.String, "weight": pl.Float64}
JUDGEMENTS: Final = {"record_l": pl.String, "record_r": pl.String, "verdict": pl.String}
MEMBERSHIPS: Final = {"record_id": pl.String, "worker_id": pl.String, "since": pl.Int64, "until": pl.Int64}
WORKERS: Final = {"worker_id": pl.String, "worker_no": pl.Int64, "merged_into": pl.String}

ASSIGNED: Final = {"record_id": pl.String, "worker_id": pl.String}
OPENED: Final = {"record_id": pl.String, "worker_id": pl.String, "since": pl.Int64}
CLOSED: Final = {"record_id": pl.String, "worker_id": pl.String, "since": pl.Int64, "until": pl.Int64}
MINTED: Final = {"worker_id": pl.String, "worker_no": pl.Int64, "born_run": pl.Int64}
MERGED: Final = {"worker_id": pl.String, "merged_into": pl.String, "merged_run": pl.Int64}
EVENTS: Final = {
    "run_no": pl.Int64,
    "kind": pl.String,  # new | merge | split | unmerge
    "worker_id": pl.String,
    "from_ids": pl.String,  # JSON list
    "why": pl.String,
}
REVIEW: Final = {"record_l": pl.String, "record_r": pl.String, "weight": pl.Float64, "why": pl.String}


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a night changes about who is who; ``assigned`` is every record of the region with its worker now.

    ``reopened`` are workers whose redirect ends. ``review`` are pairs for the stewards, ``contradictions`` the pairs
    judged 'same' that meet a 'different'.
    """

    assigned: pl.DataFrame
    opened: pl.DataFrame
    closed: pl.DataFrame
    minted: pl.DataFrame
    merged: pl.DataFrame
    reopened: tuple[str, ...]
    events: pl.DataFrame
    review: pl.DataFrame
    contradictions: pl.DataFrame

    def counts(self) -> dict[str, int]:
        """How many workers are new and merged, and how many pairs wait for a steward."""
        waiting = self.review.height + self.contradictions.height
        return {"new": self.minted.height, "merged": self.merged.height, "to_review": waiting}


def resolve(
    records: pl.DataFrame,
    edges: pl.DataFrame,
    judgements: pl.DataFrame,
    memberships: pl.DataFrame,
    workers: pl.DataFrame,
    *,
    run_no: int,
    next_worker_no: int,
    prior: pl.DataFrame | None = None,
    merge_at: float = MERGE_AT,
    ask_from: float = ASK_FROM,
    largest: int = LARGEST,
) -> Resolution:
    """What resolving a region changes.

    Frames of ``RECORDS`` (trusted citizen ids only), ``EDGES``, ``JUDGEMENTS`` (the open ones), ``MEMBERSHIPS``
    (present and former) and ``WORKERS`` (all that a membership names); further columns are ignored.
    Pairs that reach out of the region are left alone. New workers are ``W0000001``, … from ``next_worker_no`` in the
    order of their first record's ``born_order``, so that the same night in two warehouses mints the same ids.
    ``prior`` (``ASSIGNED``) is who was who before a decision that is taken back: those ids are claimed before all
    others, so that a withdrawal restores them.
    """
    records, memberships = _fit(records, RECORDS), _fit(memberships, MEMBERSHIPS)
    workers = _fit(workers, WORKERS)
    found = _partition(records, _fit(edges, EDGES), _fit(judgements, JUDGEMENTS), merge_at, ask_from, largest)
    parts = _parts(records, found.parts)
    before = pl.DataFrame(schema=ASSIGNED) if prior is None else _fit(prior, ASSIGNED)
    claimed = _claim(parts, memberships, workers, before)
    named, minted = _mint(parts, claimed, run_no, next_worker_no)
    present = memberships.filter(pl.col("until").is_null())
    moved = named.join(present.select("record_id", "since", was="worker_id"), on="record_id", how="left")
    changed = moved.filter(pl.col("was").is_null() | (pl.col("was") != pl.col("worker_id"))).sort("born_order")
    merged = _merged(moved, run_no)
    redirected = set(workers.filter(pl.col("merged_into").is_not_null())["worker_id"])
    reopened = tuple(sorted(redirected & set(claimed.values())))
    return Resolution(
        assigned=named.sort("born_order").select(ASSIGNED.keys()),
        opened=changed.select("record_id", "worker_id", since=pl.lit(run_no, pl.Int64)),
        closed=changed.drop_nulls("was")
        .select("record_id", "since", worker_id="was", until=pl.lit(run_no, pl.Int64))
        .select(CLOSED.keys()),
        minted=minted,
        merged=merged,
        reopened=reopened,
        events=_events(changed, minted, merged, reopened, run_no),
        review=_doubts(found.doubts),
        contradictions=_doubts(found.contradictions),
    )


def worker_id(number: int) -> str:
    """The id of the worker minted as that number: never derived from anything personal."""
    return f"W{number:07d}"


def _fit(frame: pl.DataFrame, schema: dict[str, Any]) -> pl.DataFrame:
    if frame.schema == schema:
        return frame
    return frame.select(pl.col(name).cast(kind) for name, kind in schema.items())


def _partition(
    records: pl.DataFrame,
    edges: pl.DataFrame,
    judgements: pl.DataFrame,
    merge_at: float,
    ask_from: float,
    largest: int,
) -> Partition:
    known = set(records["record_id"])
    told = [row for row in judgements.iter_rows() if row[0] in known and row[1] in known]
    strong = edges.filter(pl.col("weight") >= min(ask_from, merge_at))
    ties = [row for row in strong.iter_rows() if row[0] in known and row[1] in known]
    # Most records meet nobody; only those with a tie need the forest.
    tied = {end for row in (*ties, *told) for end in row[:2]}
    trusted = zip(records["record_id"], records["citizen_id"], strict=True)
    return partition(
        sorted(tied),
        ties,
        same=[(left, right) for left, right, verdict in told if verdict == "same"],
        different=[(left, right) for left, right, verdict in told if verdict == "different"],
        citizen_ids={record: citizen_id for record, citizen_id in trusted if citizen_id and record in tied},
        merge_at=merge_at,
        ask_from=ask_from,
        largest=largest,
    )


def _parts(records: pl.DataFrame, parts: tuple[tuple[str, ...], ...]) -> pl.DataFrame:
    """``record_id, born_order, part``, parts numbered in the order of their first-born record."""
    members = [(record, part[0]) for part in parts for record in part]
    tied = pl.DataFrame(members, schema={"record_id": pl.String, "head": pl.String}, orient="row")
    frame = records.select("record_id", "born_order").join(tied, on="record_id", how="left")
    frame = frame.with_columns(pl.col("head").fill_null(pl.col("record_id")))
    first = frame.sort("born_order", "record_id").unique("head", keep="first", maintain_order=True)
    numbered = first.select("head", part=pl.int_range(pl.len(), dtype=pl.Int64))
    return frame.join(numbered, on="head").drop("head")


def _claim(
    parts: pl.DataFrame, memberships: pl.DataFrame, workers: pl.DataFrame, before: pl.DataFrame
) -> dict[int, str]:
    """Which part keeps which id: a present id before a former, then more records born under it, more records, older.

    A former id can be claimed only while it is a redirect; otherwise it lives on, here or elsewhere.
    """
    history = memberships.join(parts.select("record_id", "part"), on="record_id").join(workers, on="worker_id")
    restored = before.with_columns(restored=pl.lit(value=True))
    history = history.join(restored, on=["record_id", "worker_id"], how="left", maintain_order="left")
    born = pl.col("since") == pl.col("since").min().over("record_id")
    claims = (
        history.with_columns(now=pl.col("until").is_null(), born=born)
        .group_by("part", "worker_id", "worker_no", "merged_into")
        .agg(
            pl.col("now").any(),
            restored=pl.col("record_id").filter("restored").n_unique(),
            born=pl.col("record_id").filter(pl.col("born")).n_unique(),
            size=pl.col("record_id").n_unique(),
        )
        .filter(pl.col("now") | pl.col("merged_into").is_not_null())
        .sort("restored", "now", "born", "size", "worker_no", "part", descending=[True] * 4 + [False] * 2)
    )
    claimed: dict[int, str] = {}
    taken: set[str] = set()
    for part, worker in claims.select("part", "worker_id").iter_rows():
        if part not in claimed and worker not in taken:
            claimed[part] = worker
            taken.add(worker)
    return claimed


def _mint(
    parts: pl.DataFrame, claimed: dict[int, str], run_no: int, next_worker_no: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Every record with its worker, and the workers that had to be minted."""
    held = pl.DataFrame(
        {"part": list(claimed), "worker_id": list(claimed.values())}, schema={"part": pl.Int64, "worker_id": pl.String}
    )
    new = parts.select("part").unique().join(held, on="part", how="anti").sort("part")
    numbers = range(next_worker_no, next_worker_no + new.height)
    fresh = new.with_columns(
        worker_id=pl.Series([worker_id(n) for n in numbers], dtype=pl.String),
        worker_no=pl.Series(list(numbers), dtype=pl.Int64),
        born_run=pl.lit(run_no, pl.Int64),
    )
    named = parts.join(pl.concat([held, fresh.select("part", "worker_id")]), on="part")
    return named, fresh.select(MINTED.keys())


def _merged(moved: pl.DataFrame, run_no: int) -> pl.DataFrame:
    """Present ids that nobody holds any more, each redirected to where most of its records went."""
    gone = moved.drop_nulls("was").filter(~pl.col("was").is_in(moved["worker_id"].implode()))
    counted = gone.group_by("was", "worker_id").agg(pl.len().alias("size"), pl.col("born_order").min())
    most = counted.sort("was", "size", "born_order", descending=[False, True, False]).unique(
        "was", keep="first", maintain_order=True
    )
    return most.select(worker_id="was", merged_into="worker_id", merged_run=pl.lit(run_no, pl.Int64))


def _events(
    changed: pl.DataFrame, minted: pl.DataFrame, merged: pl.DataFrame, reopened: tuple[str, ...], run_no: int
) -> pl.DataFrame:
    """One event per worker that something happened to: new, merge, split, unmerge."""
    sources = changed.drop_nulls("was").group_by("worker_id").agg(pl.col("was").unique().sort()).sort("worker_id")
    absorbed = dict(merged.select("worker_id", "merged_into").iter_rows())
    rows: list[tuple[int, str, str, str, str]] = []
    came: set[str] = set()
    for worker, origins in sources.iter_rows():
        came.add(worker)
        for kind, from_ids in _kinds(worker, origins, absorbed, reopened):
            rows.append((run_no, kind, worker, json.dumps(from_ids), WHY[kind]))
    born = minted.filter(~pl.col("worker_id").is_in(list(came)))["worker_id"]
    rows += [(run_no, "new", worker, "[]", WHY["new"]) for worker in born]
    return pl.DataFrame(rows, schema=EVENTS, orient="row").sort("kind", "worker_id")


WHY: Final = {
    "new": "no known worker is near enough",
    "merge": "evidence or a verdict joins their records",
    "split": "evidence or a verdict parts its records",
    "unmerge": "the reason of a merge has gone",
}


def _kinds(
    worker: str, origins: list[str], absorbed: dict[str, str], reopened: tuple[str, ...]
) -> list[tuple[str, list[str]]]:
    """How records of other workers came to this one: ids that ended were merged, ids that live on were split."""
    if worker in reopened:
        return [("unmerge", origins)]
    ended = [origin for origin in origins if absorbed.get(origin) == worker]
    parted = [origin for origin in origins if absorbed.get(origin) != worker]
    return [(kind, ids) for kind, ids in (("merge", ended), ("split", parted)) if ids]


def _doubts(doubts: tuple[Doubt, ...]) -> pl.DataFrame:
    rows = [(d.record_l, d.record_r, d.weight, d.why) for d in doubts]
    return pl.DataFrame(rows, schema=REVIEW, orient="row")
