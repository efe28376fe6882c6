"""Explanations: what closes a query, as long as what was asked about stands as it did."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import polars as pl
from sqlalchemy import Connection, insert, select

from warehouse import bulk, deliveries
from warehouse.tables import delivery, entry, explanation

KEY = ("record_id", "code", "field", "raw_hash")


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a query about a record needs no change; ``raw_hash`` is the keyed hash of what was asked about."""

    record_id: str
    delivery_id: str
    code: str
    field: str
    raw_hash: str
    payload: bytes
    made_by: str
    made_at: datetime

    @property
    def explanation_id(self) -> str:
        """A hash of what was explained by whom and when."""
        parts = (self.record_id, self.code, self.field, self.raw_hash, self.made_by, self.made_at.isoformat())
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]


def add(conn: Connection, made: Sequence[Explanation]) -> None:
    """Append explanations, and ask for their deliveries to be read again."""
    if made:
        conn.execute(insert(explanation), [{"explanation_id": one.explanation_id, **asdict(one)} for one in made])
        deliveries.request_replay(conn, [one.delivery_id for one in made], made[0].made_at)


def live(conn: Connection, record_ids: pl.Series) -> pl.DataFrame:
    """The explanations of some records that were not taken back, one for each KEY: the newest; all columns."""
    query = select(explanation).where(explanation.c.withdrawn_at.is_(None))
    found = bulk.lookup(conn, query, explanation.c.record_id, record_ids).sort("made_at", "explanation_id")
    return found.unique(KEY, keep="last", maintain_order=True)


def pending(conn: Connection) -> pl.DataFrame:
    """The explanations that no night has read yet: entry_id, code, field of the open rows they are about."""
    query = (
        select(entry.c.entry_id, explanation.c.code, explanation.c.field)
        .join(delivery, (delivery.c.delivery_id == explanation.c.delivery_id) & delivery.c.replay)
        .join(entry, (entry.c.record_id == explanation.c.record_id) & entry.c.closed_by.is_(None))
        .where(explanation.c.withdrawn_at.is_(None))
    )
    return bulk.read(conn, query)


def newest(conn: Connection, limit: int) -> pl.DataFrame:
    """The newest explanations, all columns."""
    return bulk.read(conn, select(explanation).order_by(explanation.c.made_at.desc()).limit(limit))


def of_records(conn: Connection, record_ids: pl.Series) -> pl.DataFrame:
    """Every explanation of some records, also those taken back, the oldest first."""
    found = bulk.lookup(conn, select(explanation), explanation.c.record_id, record_ids)
    return found.sort("made_at", "explanation_id")


def withdraw(conn: Connection, explanation_ids: pl.Series, by: str, now: datetime) -> int:
    """Take explanations back, and ask for their deliveries to be read again; returns how many were in force."""
    standing = select(explanation.c.explanation_id, explanation.c.delivery_id).where(
        explanation.c.withdrawn_at.is_(None)
    )
    found = bulk.lookup(conn, standing, explanation.c.explanation_id, explanation_ids)
    keys = found.select("explanation_id")
    bulk.amend(conn, explanation, keys, on=["explanation_id"], withdrawn_at=now, withdrawn_by=by)
    deliveries.request_replay(conn, found["delivery_id"].to_list(), now)
    return found.height
