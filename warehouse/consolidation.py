"""What a night changes, and its one write: everything here lands in the caller's transaction or not at all."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, fields

import polars as pl
from sqlalchemy import Connection, Table, select

from warehouse import bulk, tables


@dataclass(frozen=True, slots=True)
class Changes:
    """The rows to open and to close, as frames named after their tables; an empty frame changes nothing.

    Frames to open have the table's columns; those that name the run (``opened_by``, ``since``, ``born_run`` …) are
    filled in. Frames to close have the keys of open rows, and ``closed_why`` where the table asks for it.
    """

    # to close
    closed_listings: pl.DataFrame = field(default_factory=pl.DataFrame)  # listing_id
    closed_entries: pl.DataFrame = field(default_factory=pl.DataFrame)  # entry_id
    closed_problems: pl.DataFrame = field(default_factory=pl.DataFrame)  # entry_id [, code, field], closed_why
    closed_findings: pl.DataFrame = field(default_factory=pl.DataFrame)  # listing_id, cause
    closed_questions: pl.DataFrame = field(default_factory=pl.DataFrame)  # listing_id, code, key
    closed_statistics: pl.DataFrame = field(default_factory=pl.DataFrame)  # entry_id
    closed_memberships: pl.DataFrame = field(default_factory=pl.DataFrame)  # record_id, worker_id
    closed_facts: pl.DataFrame = field(default_factory=pl.DataFrame)  # fact_id, closed_why
    # to open
    listings: pl.DataFrame = field(default_factory=pl.DataFrame)
    entries: pl.DataFrame = field(default_factory=pl.DataFrame)
    problems: pl.DataFrame = field(default_factory=pl.DataFrame)
    findings: pl.DataFrame = field(default_factory=pl.DataFrame)
    questions: pl.DataFrame = field(default_factory=pl.DataFrame)
    statistics: pl.DataFrame = field(default_factory=pl.DataFrame)
    records: pl.DataFrame = field(
        default_factory=pl.DataFrame
    )  # record_id, born_order, payload; a known record only changes its payload
    match_keys: pl.DataFrame = field(
        default_factory=pl.DataFrame
    )  # key_hash, record_id; those known already are left out
    edges: pl.DataFrame = field(default_factory=pl.DataFrame)  # replaces the evidence of the same pair
    dropped_edges: pl.DataFrame = field(
        default_factory=pl.DataFrame
    )  # record_l, record_r: no longer supported by the records' features
    workers: pl.DataFrame = field(default_factory=pl.DataFrame)  # worker_id, worker_no
    redirects: pl.DataFrame = field(
        default_factory=pl.DataFrame
    )  # worker_id, merged_into (null: the worker stands for itself again)
    memberships: pl.DataFrame = field(default_factory=pl.DataFrame)  # record_id, worker_id
    worker_events: pl.DataFrame = field(default_factory=pl.DataFrame)
    facts: pl.DataFrame = field(default_factory=pl.DataFrame)

    def is_empty(self) -> bool:
        """Whether the night changes nothing."""
        return all(getattr(self, each.name).is_empty() for each in fields(self))


def load(conn: Connection, run_no: int, changes: Changes) -> dict[str, int]:
    """Close and open everything of a run; returns how many rows were opened and closed, by table.

    Closing comes first, so that a row replaced in one night is closed as it was and opened as it is.
    """
    counted = respan(conn, run_no, changes)
    present = tables.membership.c.until.is_(None)
    keys = changes.closed_memberships
    bulk.amend(conn, tables.membership, keys, on=["record_id", "worker_id"], where=present, until=run_no)
    _identify(conn, run_no, changes)
    return counted


def respan(conn: Connection, run_no: int, changes: Changes, only: Collection[Table] = ()) -> dict[str, int]:
    """Close and open the rows whose life is a span of runs, of all such tables or ``only`` some; counts as `load`."""
    spans = (
        (tables.fact, changes.closed_facts, changes.facts),
        (tables.statistic, changes.closed_statistics, changes.statistics),
        (tables.problem, changes.closed_problems, changes.problems),
        (tables.finding, changes.closed_findings, changes.findings),
        (tables.question, changes.closed_questions, changes.questions),
        (tables.entry, changes.closed_entries, changes.entries),
        (tables.listing, changes.closed_listings, changes.listings),
    )
    chosen = [span for span in spans if not only or span[0] in only]
    counted = {f"{table.name}_closed": bulk.close(conn, table, gone, run_no) for table, gone, _ in chosen}
    # What is opened first is what the rest points at.
    for table, _, come in reversed(chosen):
        counted[f"{table.name}_opened"] = bulk.append(conn, table, _filled(come, opened_by=run_no))
    return counted


def _identify(conn: Connection, run_no: int, changes: Changes) -> None:
    keys = _unknown_keys(conn, changes.match_keys)
    bulk.merge(conn, tables.record, _filled(changes.records, first_run=run_no), keep=["first_run", "born_order"])
    bulk.append(conn, tables.match_key, keys)
    bulk.discard(conn, tables.edge, changes.dropped_edges)
    bulk.merge(conn, tables.edge, _filled(changes.edges, run_no=run_no))
    bulk.append(conn, tables.worker, _filled(changes.workers, born_run=run_no))
    bulk.amend(conn, tables.worker, _redirected(changes.redirects, run_no), on=["worker_id"])
    bulk.append(conn, tables.membership, _filled(changes.memberships, since=run_no))
    bulk.append(conn, tables.worker_event, _filled(changes.worker_events, run_no=run_no))


def _unknown_keys(conn: Connection, keys: pl.DataFrame) -> pl.DataFrame:
    """A resubmitted record keeps its old keys, which only ever add candidates; so the table needs one index."""
    if keys.is_empty():
        return keys
    keys = keys.select("key_hash", "record_id").unique(maintain_order=True)
    seen = bulk.lookup(conn, select(tables.record.c.record_id), tables.record.c.record_id, keys["record_id"])
    again = keys.join(seen, on="record_id", how="semi")
    known = bulk.lookup(conn, select(tables.match_key), tables.match_key.c.key_hash, again["key_hash"])
    return keys.join(known, on=["key_hash", "record_id"], how="anti")


def _redirected(redirects: pl.DataFrame, run_no: int) -> pl.DataFrame:
    if redirects.is_empty():
        return redirects
    merged = pl.when(pl.col("merged_into").is_not_null()).then(pl.lit(run_no, pl.Int32))
    return redirects.with_columns(merged_run=merged)


def _filled(frame: pl.DataFrame, **values: int) -> pl.DataFrame:
    if frame.is_empty():
        return frame
    return frame.with_columns(
        pl.lit(value, pl.Int32).alias(name) for name, value in values.items() if name not in frame.columns
    )
