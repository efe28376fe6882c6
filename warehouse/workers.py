"""Workers: the records known, what links them, and whose they are (the tables of matching.md)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl
from sqlalchemy import Connection, Select, Table, func, select

from warehouse import bulk
from warehouse.tables import edge, fact, judgement, match_key, membership, record, worker, worker_event

FEATURES: Final = "features"  # the purpose under which a record's payload is sealed


@dataclass(frozen=True, slots=True)
class Region:
    """All that a re-resolution of some records may touch; nothing outside can change with it.

    ``records``: record_id, first_run, born_order. ``edges`` and ``judgements`` (open): all columns. ``memberships``:
    present and former. ``workers``: every worker named by a membership.
    """

    records: pl.DataFrame
    edges: pl.DataFrame
    judgements: pl.DataFrame
    memberships: pl.DataFrame
    workers: pl.DataFrame


@dataclass(frozen=True, slots=True)
class History:
    """One worker with evidence; ``worker_id`` is where the redirects from the id asked for lead."""

    worker_id: str
    former_ids: tuple[str, ...]
    memberships: pl.DataFrame
    edges: pl.DataFrame
    judgements: pl.DataFrame
    events: pl.DataFrame
    facts: pl.DataFrame


def sharing(conn: Connection, key_hashes: pl.Series) -> pl.DataFrame:
    """The known records under any of some blocking keys, all columns."""
    if bulk.is_empty(conn, match_key):  # as in `bulk.lookup`: nothing is staged to find nothing
        return bulk.empty(record)
    with bulk.staged(conn, key_hashes.unique().to_frame("key_hash"), match_key) as stage:
        under = select(match_key.c.record_id).where(match_key.c.key_hash.in_(select(stage.c.key_hash)))
        return bulk.read(conn, select(record).where(record.c.record_id.in_(under)))


def met(conn: Connection, key_hashes: pl.Series, besides: pl.Series) -> pl.DataFrame:
    """How many known records, ``besides`` some, stand under each of some blocking keys: key_hash, records."""
    with bulk.staged(conn, besides.unique().to_frame("record_id"), match_key) as own:
        others = match_key.c.record_id.not_in(select(own.c.record_id))
        counted = select(match_key.c.key_hash, func.count().label("records")).where(others)
        return bulk.lookup(conn, counted.group_by(match_key.c.key_hash), match_key.c.key_hash, key_hashes)


def records(conn: Connection, record_ids: pl.Series) -> pl.DataFrame:
    """The known ones among some records, all columns."""
    return bulk.lookup(conn, select(record), record.c.record_id, record_ids)


def region(conn: Connection, record_ids: pl.Series, follow_from: float = 0.0) -> Region:
    """The touched region of records that are new or newly judged, closed under everything that may join them.

    Followed until nothing is added: edges of at least the weight ``follow_from``, "same" judgements, and the present
    members of each worker met. Weaker edges and other judgements are given when they touch the region.
    """
    found = frontier = record_ids.cast(pl.String).drop_nulls().unique().alias("record_id")
    while frontier.len():
        reached = _neighbours(conn, frontier, follow_from)
        frontier = reached.filter(~reached.is_in(found.implode()))
        found = pl.concat([found, frontier])
    memberships = bulk.lookup(conn, select(membership), membership.c.record_id, found)
    names = select(record.c.record_id, record.c.first_run, record.c.born_order)
    return Region(
        records=bulk.lookup(conn, names, record.c.record_id, found).sort("born_order"),
        edges=_touching(conn, edge, select(edge), found).sort("record_l", "record_r"),
        judgements=_touching(conn, judgement, _judged(), found).sort("judged_at", "judgement_id"),
        memberships=memberships.sort("record_id", "since"),
        workers=bulk.lookup(conn, select(worker), worker.c.worker_id, memberships["worker_id"]).sort("worker_no"),
    )


def everyone(conn: Connection) -> tuple[pl.DataFrame, Region]:
    """All records with their sealed payloads, and the region that is everything; for planned events only."""
    known = bulk.read(conn, select(record).order_by(record.c.born_order))
    return known, Region(
        records=known.select("record_id", "first_run", "born_order"),
        edges=bulk.read(conn, select(edge)),
        judgements=bulk.read(conn, _judged()),
        memberships=bulk.read(conn, select(membership)),
        workers=bulk.read(conn, select(worker)),
    )


def members(conn: Connection, record_ids: pl.Series) -> pl.DataFrame:
    """The present worker of each of some records: record_id, worker_id."""
    query = select(membership.c.record_id, membership.c.worker_id).where(membership.c.until.is_(None))
    return bulk.lookup(conn, query, membership.c.record_id, record_ids)


def records_of(conn: Connection, worker_id: str) -> pl.DataFrame:
    """The records that are a worker today, in the order of first sight: record_id, born_order."""
    query = select(record.c.record_id, record.c.born_order).join(
        membership, membership.c.record_id == record.c.record_id
    )
    mine = query.where(membership.c.worker_id == worker_id, membership.c.until.is_(None))
    return bulk.read(conn, mine.order_by(record.c.born_order, record.c.record_id))


def sizes(conn: Connection, worker_ids: pl.Series) -> dict[str, int]:
    """How many records each of some workers is today."""
    query = select(membership.c.worker_id).where(membership.c.until.is_(None))
    found = bulk.lookup(conn, query, membership.c.worker_id, worker_ids)
    return dict(found.group_by("worker_id").len().iter_rows())


def first_members(conn: Connection, record_ids: pl.Series) -> pl.DataFrame:
    """The worker that each of some records was at first: record_id, worker_id."""
    query = select(membership.c.record_id, membership.c.worker_id, membership.c.since)
    every = bulk.lookup(conn, query, membership.c.record_id, record_ids)
    return every.sort("since").unique("record_id", keep="first").select("record_id", "worker_id")


def next_worker_no(conn: Connection) -> int:
    """The running number of the next worker to be minted."""
    return int(conn.execute(select(func.coalesce(func.max(worker.c.worker_no), 0))).scalar_one()) + 1


def next_born_order(conn: Connection) -> int:
    """The place of the next record in the order of first sight."""
    return int(conn.execute(select(func.coalesce(func.max(record.c.born_order), 0))).scalar_one()) + 1


def follow(conn: Connection, worker_id: str) -> str | None:
    """The worker an id stands for today, through its redirects; None when there never was such a worker."""
    seen: set[str] = set()
    current: str | None = worker_id
    while current is not None and current not in seen:
        seen.add(current)
        found = conn.execute(select(worker.c.merged_into).where(worker.c.worker_id == current)).first()
        if found is None:
            return None
        if found.merged_into is None:
            return current
        current = found.merged_into
    raise ValueError(f"the redirects of worker {worker_id} run in a circle")


def show(conn: Connection, worker_id: str) -> History | None:
    """A worker with the evidence for it, None when there never was such an id."""
    present = follow(conn, worker_id)
    if present is None:
        return None
    ids = _with_former(conn, present)
    memberships = bulk.lookup(conn, select(membership), membership.c.worker_id, ids).sort("record_id", "since")
    members = memberships.filter(pl.col("until").is_null())["record_id"]
    return History(
        worker_id=present,
        former_ids=tuple(sorted(set(ids) - {present})),
        memberships=memberships,
        edges=_touching(conn, edge, select(edge), members).sort("record_l", "record_r"),
        judgements=_touching(conn, judgement, _judged(), members).sort("judged_at", "judgement_id"),
        events=bulk.lookup(conn, select(worker_event), worker_event.c.worker_id, ids).sort("run_no"),
        facts=bulk.lookup(conn, select(fact).where(fact.c.closed_by.is_(None)), fact.c.worker_id, ids),
    )


def _with_former(conn: Connection, present: str) -> pl.Series:
    found = frontier = pl.Series("worker_id", [present])
    while frontier.len():
        merged = bulk.lookup(conn, select(worker.c.worker_id, worker.c.merged_into), worker.c.merged_into, frontier)
        frontier = merged["worker_id"].filter(~merged["worker_id"].is_in(found.implode()))
        found = pl.concat([found, frontier])
    return found


def _judged() -> Select[tuple[object, ...]]:
    return select(judgement).where(judgement.c.closed_at.is_(None))


def _touching(conn: Connection, table: Table, query: Select[tuple[object, ...]], record_ids: pl.Series) -> pl.DataFrame:
    """The rows of a table of pairs that have a record of these at either end."""
    left = bulk.lookup(conn, query, table.c.record_l, record_ids)
    right = bulk.lookup(conn, query, table.c.record_r, record_ids)
    return pl.concat([left, right]).unique()


def _neighbours(conn: Connection, record_ids: pl.Series, follow_from: float) -> pl.Series:
    live = select(edge.c.record_l, edge.c.record_r).where(edge.c.weight >= follow_from)
    same = select(judgement.c.record_l, judgement.c.record_r)
    same = same.where(judgement.c.closed_at.is_(None), judgement.c.verdict == "same")
    pairs = pl.concat([_touching(conn, edge, live, record_ids), _touching(conn, judgement, same, record_ids)])
    present = select(membership.c.record_id, membership.c.worker_id).where(membership.c.until.is_(None))
    workers = bulk.lookup(conn, present, membership.c.record_id, record_ids)["worker_id"]
    members = bulk.lookup(conn, present, membership.c.worker_id, workers)
    return pl.concat([pairs["record_l"], pairs["record_r"], members["record_id"]]).alias("record_id").unique()
