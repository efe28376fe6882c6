"""Drift: the figures of each night's matching, beside those of the nights before."""

from __future__ import annotations

import polars as pl
from sqlalchemy import Connection, func, select

from warehouse import bulk
from warehouse.tables import drift, run


def add(conn: Connection, run_no: int, amounts: pl.DataFrame) -> None:
    """Keep a run's figures (figure, amount, size); those it has already are replaced."""
    if amounts.height:
        bulk.merge(conn, drift, amounts.with_columns(run_no=pl.lit(run_no, pl.Int32)))


def recent(conn: Connection, run_no: int, nights: int) -> pl.DataFrame:
    """A run's figures and those of so many nights before, the newest first: run_no, run_id, figure, amount, size."""
    rank = func.row_number().over(partition_by=drift.c.figure, order_by=drift.c.run_no.desc())
    ranked = select(drift, rank.label("rank")).where(drift.c.run_no <= run_no).subquery()
    columns = [ranked.c[name] for name in ("run_no", "figure", "amount", "size")]
    query = select(*columns, run.c.run_id).join(run, run.c.run_no == ranked.c.run_no)
    return bulk.read(conn, query.where(ranked.c.rank <= nights + 1).order_by(ranked.c.run_no.desc(), ranked.c.figure))
