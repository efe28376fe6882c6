"""Facts: what is counted, one row per award of a worker, a work or a unit."""

from __future__ import annotations

import polars as pl
from sqlalchemy import Connection, select

from warehouse import bulk
from warehouse.tables import fact

_OPEN = select(fact).where(fact.c.closed_by.is_(None))


def open_of_workers(conn: Connection, worker_ids: pl.Series) -> pl.DataFrame:
    """The open facts of some workers, all columns."""
    return bulk.lookup(conn, _OPEN, fact.c.worker_id, worker_ids)


def open_of_entries(conn: Connection, entry_ids: pl.Series) -> pl.DataFrame:
    """The open facts that rest on some entries, all columns."""
    return bulk.lookup(conn, _OPEN, fact.c.entry_id, entry_ids)


def benefits_of_units(conn: Connection, unit_codes: pl.Series) -> pl.DataFrame:
    """The open facts of some units that bear a value of money, all columns."""
    return bulk.lookup(conn, _OPEN.where(fact.c.benefit_vnd.is_not(None)), fact.c.unit_code, unit_codes)
