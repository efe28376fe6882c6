"""The worklist: every open problem of a row, with its place; what stewards look at all day, kept up to date cheaply."""

from __future__ import annotations

import polars as pl
from sqlalchemy import Connection, Select, func, or_, select

from warehouse import bulk
from warehouse.tables import delivery, entry, listing, problem, run


def last_run(conn: Connection) -> int:
    """The number of the last run, of a night or a decision; 0 before the first."""
    return int(conn.execute(select(func.coalesce(func.max(run.c.run_no), 0))).scalar_one())


def touched(conn: Connection, since: int) -> pl.Series:
    """The ids of entries whose problems or contents have changed after a run."""
    told = select(problem.c.entry_id).where(or_(problem.c.closed_by > since, problem.c.opened_by > since))
    changed = select(entry.c.entry_id).where(or_(entry.c.closed_by > since, entry.c.opened_by > since))
    found = pl.concat([bulk.read(conn, told), bulk.read(conn, changed)])
    return found["entry_id"].unique()


def everything(conn: Connection) -> pl.DataFrame:
    """All open problems of rows of lists that stand, with their entry's payload: columns of ``of_entries``."""
    return bulk.read(conn, _problems())


def of_entries(conn: Connection, entry_ids: pl.Series) -> pl.DataFrame:
    """The open problems of some entries, with the entry's payload, place and list."""
    return bulk.lookup(conn, _problems(), problem.c.entry_id, entry_ids)


def _problems() -> Select[tuple[object, ...]]:
    return (
        select(
            *(problem.c.entry_id, problem.c.code, problem.c.severity, problem.c.field, problem.c.cause),
            *(problem.c.details, problem.c.cell, entry.c.record_id, entry.c.listing_id, entry.c.delivery_id),
            *(entry.c.kind, entry.c.campaign_code, entry.c.unit_code, entry.c.row_no, entry.c.status, entry.c.payload),
            *(listing.c.sender_code, listing.c.sheet, listing.c.table_no),
            *(delivery.c.path, delivery.c.arrived_on, delivery.c.received_at),
        )
        .join(entry, (entry.c.entry_id == problem.c.entry_id) & entry.c.closed_by.is_(None))
        .join(listing, (listing.c.listing_id == entry.c.listing_id) & listing.c.closed_by.is_(None))
        .join(delivery, delivery.c.delivery_id == entry.c.delivery_id)
        .where(problem.c.closed_by.is_(None), listing.c.status.not_in(("superseded", "withdrawn")))
    )
