"""Corrections by stewards: appended, never overwritten, and bound to the raw text they were made for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import polars as pl
from sqlalchemy import Connection, insert, or_, select

from warehouse import bulk, deliveries
from warehouse.tables import correction

_CELL = {"record_id": pl.String, "field": pl.String}


@dataclass(frozen=True, slots=True)
class Correction:
    """A new text for one field of a record, valid while the raw text it replaces is unchanged.

    ``raw_hash`` is a keyed hash of that raw text ("" for a blank), ``payload`` the sealed new text. One that is only
    ``proposed`` counts when somebody else has released it: an answer ``by_unit``, which any steward may release, or a
    fix in a campaign that asks for a second person.
    """

    record_id: str
    delivery_id: str
    field: str
    raw_hash: str
    payload: bytes
    reason: str
    made_by: str
    made_at: datetime
    proposed: bool = False
    by_unit: bool = False

    @property
    def correction_id(self) -> str:
        """A hash of what was corrected by whom and when; no text of the cell is in it."""
        parts = (self.record_id, self.field, self.raw_hash, self.made_by, self.made_at.isoformat())
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]


def add(conn: Connection, corrections: Iterable[Correction]) -> int:
    """Append corrections and ask for the deliveries of those in force to be read again; returns how many were new.

    What a steward proposed for a cell before, and nobody has released, gives way to what is written there now.
    """
    wanted = {item.correction_id: item for item in corrections}
    ids = pl.Series("correction_id", list(wanted), dtype=pl.String)
    for correction_id in bulk.lookup(
        conn, select(correction.c.correction_id), correction.c.correction_id, ids
    ).to_series():
        del wanted[correction_id]
    if wanted:
        _supersede(conn, [item for item in wanted.values() if not item.by_unit])
        conn.execute(insert(correction), [_row(item) for item in wanted.values()])
        concerned = [item.delivery_id for item in wanted.values() if not item.proposed]
        deliveries.request_replay(conn, concerned, max(item.made_at for item in wanted.values()))
    return len(wanted)


def _supersede(conn: Connection, made: Sequence[Correction]) -> None:
    if made:
        cells = pl.DataFrame([(item.record_id, item.field) for item in made], _CELL, orient="row")
        waits = proposed(conn, cells["record_id"].unique(), by_unit=False).join(cells, on=list(_CELL), how="semi")
        withdraw(conn, waits["correction_id"], made[0].made_at, by=made[0].made_by)


def live(conn: Connection, record_ids: pl.Series, *, proposals: bool = False) -> pl.DataFrame:
    """The correction in force for each (record_id, field, raw_hash): the newest that was not withdrawn.

    With ``proposals`` as it would be if what stewards proposed were released; what units answered is not among it.
    """
    released = correction.c.released_by.is_not(None)
    counts = or_(released, ~correction.c.by_unit) if proposals else released
    query = select(correction).where(correction.c.withdrawn_at.is_(None), counts)
    found = bulk.lookup(conn, query, correction.c.record_id, record_ids)
    if found.height < 2:
        return found
    newest = found.sort("made_at", "correction_id")
    return newest.unique(["record_id", "field", "raw_hash"], keep="last", maintain_order=True)


def proposed(conn: Connection, record_ids: pl.Series | None = None, *, by_unit: bool) -> pl.DataFrame:
    """The answers of units, or the fixes of stewards, that wait to be released, the oldest first."""
    query = select(correction).where(
        correction.c.withdrawn_at.is_(None), correction.c.released_by.is_(None), correction.c.by_unit.is_(by_unit)
    )
    if record_ids is None:
        return bulk.read(conn, query.order_by(correction.c.made_at, correction.c.correction_id))
    return bulk.lookup(conn, query, correction.c.record_id, record_ids).sort("made_at", "correction_id")


def release(conn: Connection, correction_ids: pl.Series, by: str, now: datetime) -> int:
    """Put proposed corrections in force, and ask for their deliveries to be read again; returns how many."""
    standing = select(correction.c.correction_id, correction.c.delivery_id).where(
        correction.c.withdrawn_at.is_(None), correction.c.released_by.is_(None)
    )
    waiting = bulk.lookup(conn, standing, correction.c.correction_id, correction_ids)
    ids = waiting.select("correction_id")
    bulk.amend(conn, correction, ids, on=["correction_id"], released_by=by, released_at=now)
    deliveries.request_replay(conn, waiting["delivery_id"].to_list(), now)
    return waiting.height


def withdraw(conn: Connection, correction_ids: pl.Series, now: datetime, *, by: str, reason: str | None = None) -> int:
    """Take corrections back, and ask for the deliveries of those in force to be read again; returns how many stood."""
    of = (correction.c.correction_id, correction.c.delivery_id, correction.c.released_by)
    standing = select(*of).where(correction.c.withdrawn_at.is_(None))
    found = bulk.lookup(conn, standing, correction.c.correction_id, correction_ids)
    ids = found.select("correction_id")
    bulk.amend(conn, correction, ids, on=["correction_id"], withdrawn_at=now, withdrawn_by=by, withdrawn_reason=reason)
    counted = found.filter(pl.col("released_by").is_not_null())
    deliveries.request_replay(conn, counted["delivery_id"].to_list(), now)
    return found.height


def newest(conn: Connection, limit: int) -> pl.DataFrame:
    """The newest corrections, all columns."""
    return bulk.read(conn, select(correction).order_by(correction.c.made_at.desc()).limit(limit))


def of_records(conn: Connection, record_ids: pl.Series) -> pl.DataFrame:
    """Every correction of some records, also those taken back, the oldest first."""
    found = bulk.lookup(conn, select(correction), correction.c.record_id, record_ids)
    return found.sort("made_at", "correction_id")


def made_at(conn: Connection, by: str, at: datetime) -> pl.DataFrame:
    """What somebody corrected at one moment, all columns."""
    return bulk.read(conn, select(correction).where(correction.c.made_by == by, correction.c.made_at == at))


def freshen(conn: Connection, run_no: int, applied: pl.DataFrame, stale: pl.DataFrame) -> None:
    """Note which corrections a run put in, and which met another raw text; both frames: record_id, field."""
    bulk.amend(conn, correction, applied, on=["record_id", "field"], stale_run=None)
    bulk.amend(conn, correction, stale, on=["record_id", "field"], stale_run=run_no)


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
        "by_unit": item.by_unit,
        "released_by": None if item.proposed else item.made_by,
        "released_at": None if item.proposed else item.made_at,
    }
