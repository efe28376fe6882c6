"""Activities: what was done in the workbench and has no table of its own; appended, never removed."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

import polars as pl
from sqlalchemy import Connection, insert, select

from warehouse import bulk
from warehouse.tables import activity


def add(
    conn: Connection,
    action: str,
    by: str,
    at: datetime,
    subject: str = "",
    unit_code: str | None = None,
    **words: object,
) -> None:
    """Record what somebody did, to what and in whose data; ``words`` are codes, counts and reasons, never a value."""
    told = json.dumps(words, ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256("\x1f".join((action, by, at.isoformat(), subject, told)).encode()).hexdigest()[:20]
    conn.execute(
        insert(activity).values(
            activity_id=digest, at=at, by=by, action=action, subject=subject, unit_code=unit_code, words=told
        )
    )


def listed(conn: Connection, by: str | None = None, limit: int = 1000) -> pl.DataFrame:
    """The newest activities, of one person or of all, all columns."""
    query = select(activity).order_by(activity.c.at.desc(), activity.c.activity_id).limit(limit)
    return bulk.read(conn, query if by is None else query.where(activity.c.by == by))
