"""Replays: who asked for what had landed to be read again, why, and which run did it."""

from __future__ import annotations

from datetime import datetime

import polars as pl
from sqlalchemy import Connection, func, insert, select, update

from warehouse import bulk
from warehouse.tables import delivery, replay


def request(
    conn: Connection, *, requested_by: str, requested_at: datetime, reason: str, unit_code: str | None = None
) -> int:
    """Ask the next run to read every delivery again, or all of one sender; returns how many there are."""
    wanted = update(delivery).values(replay=True)
    if unit_code is not None:
        wanted = wanted.where(delivery.c.unit_code == unit_code)
    count = conn.execute(wanted).rowcount
    number = conn.execute(select(func.coalesce(func.max(replay.c.replay_no), 0))).scalar_one() + 1
    conn.execute(
        insert(replay).values(
            replay_no=number,
            requested_at=requested_at,
            requested_by=requested_by,
            reason=reason,
            unit_code=unit_code,
            file_count=count,
        )
    )
    return count


def done(conn: Connection, run_no: int) -> None:
    """Note the run that has read what was asked for."""
    conn.execute(update(replay).where(replay.c.run_no.is_(None)).values(run_no=run_no))


def all_of(conn: Connection) -> pl.DataFrame:
    """Every replay, the newest first, all columns."""
    return bulk.read(conn, select(replay).order_by(replay.c.replay_no.desc()))
