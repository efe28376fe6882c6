"""Corrections by stewards: appended, never overwritten, and bound to the raw text they were made for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import polars as pl
from sqlalchemy import Connection, insert, select, update

from warehouse import bulk, deliveries
from warehouse.tables import correction


@dataclass(frozen=True, slots=True)
class Correction:
    """A new text for one field of a record, valid while the raw text it replaces is unchanged.

    ``raw_hash`` is a keyed hash of that raw text ("" for a blank), ``payload`` the sealed new text.
    """

    record_id: str
    delivery_id: str
    field: str
    raw_hash: str
    payload: bytes
    reason: str
    made_by: str
    made_at: datetime

    @property
    def correction_id(self) -> str:
        """A hash of what was corrected by whom and when; no text of the cell is in it."""
        parts = (self.record_id, self.field, self.raw_hash, self.made_by, self.made_at.isoformat())
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]


def add(conn: Connection, corrections: Iterable[Correction]) -> int:
    """Append corrections and ask for their deliveries to be read again; returns how many were new."""
    wanted = {item.correction_id: item for item in corrections}
    ids = pl.Series("correction_id", list(wanted), dtype=pl.String)
    for correction_id in bulk.lookup(
        conn, select(correction.c.correction_id), correction.c.correction_id, ids
    ).to_series():
        del wanted[correction_id]
    if wanted:
        conn.execute(insert(correction), [_row(item) for item in wanted.values()])
        deliveries.request_replay(conn, [item.delivery_id for item in wanted.values()])
    return len(wanted)


def live(conn: Connection, record_ids: pl.Series) -> pl.DataFrame:
    """The correction in force for each (record_id, field, raw_hash): the newest that was not withdrawn."""
    query = select(correction).where(correction.c.withdrawn_at.is_(None))
    found = bulk.lookup(conn, query, correction.c.record_id, record_ids)
    newest = found.sort("made_at", "correction_id")
    return newest.unique(["record_id", "field", "raw_hash"], keep="last", maintain_order=True)


def withdraw(conn: Connection, correction_id: str, now: datetime) -> bool:
    """Take a correction back, and ask for its delivery to be read again; False when it is not in force."""
    mine = (correction.c.correction_id == correction_id) & correction.c.withdrawn_at.is_(None)
    delivery_id = conn.execute(select(correction.c.delivery_id).where(mine)).scalar()
    if delivery_id is None:
        return False
    conn.execute(update(correction).where(mine).values(withdrawn_at=now))
    deliveries.request_replay(conn, [delivery_id])
    return True


def _row(item: Correction) -> dict[str, object]:
    return {
        "correction_id": item.correction_id,
        "record_id": item.record_id,
        "delivery_id": item.delivery_id,
        "field": item.field,
        "raw_hash": item.raw_hash,
        "payload": item.payload,
        "reason": item.reason,
        "made_by": item.made_by,
        "made_at": item.made_at,
    }
