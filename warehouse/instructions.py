"""Instructions: one text for another wherever a sender's lists of a kind say it, tonight and in later uploads."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import polars as pl
from sqlalchemy import Connection, insert, select, update

from warehouse import bulk, deliveries
from warehouse.tables import instruction

KEY = ("sender_code", "kind", "field", "raw_hash")


@dataclass(frozen=True, slots=True)
class Instruction:
    """Of what was done at once (``bulk_id``), the part for one sender's lists of one kind.

    ``raw_hash`` is the keyed hash of the raw text ("" for a blank), ``payload`` the sealed raw and new text,
    ``row_count`` the rows it met when it was made. It ``asks_release`` since it met lists of a campaign in which a fix
    counts when a second person has released it; in lists of other campaigns it is followed at once.
    """

    bulk_id: str
    sender_code: str
    kind: str
    field: str
    raw_hash: str
    payload: bytes
    row_count: int
    reason: str
    made_by: str
    made_at: datetime
    asks_release: bool = False

    @property
    def instruction_id(self) -> str:
        """A hash of what was told by whom and when; no text of a cell is in it."""
        parts = (self.bulk_id, self.sender_code, self.kind, self.field, self.raw_hash)
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]


def add(conn: Connection, made: Sequence[Instruction], delivery_ids: Sequence[str]) -> None:
    """Append instructions, and ask for the deliveries they concern to be read again.

    What asked for a second person before, about the same text, gives way to them.
    """
    if made:
        keys = pl.DataFrame([[getattr(one, name) for name in KEY] for one in made], KEY, orient="row")
        gone = asking(conn).join(keys, on=list(KEY), how="semi").select("instruction_id")
        by, at = made[0].made_by, made[0].made_at
        bulk.amend(conn, instruction, gone, on=["instruction_id"], withdrawn_by=by, withdrawn_at=at)
        conn.execute(insert(instruction), [{"instruction_id": one.instruction_id, **asdict(one)} for one in made])
        deliveries.request_replay(conn, delivery_ids, made[0].made_at)


def live(conn: Connection, sender_codes: pl.Series) -> pl.DataFrame:
    """The instructions in force for some senders, the oldest first, all columns.

    For each KEY the newest that was not withdrawn, and the newest that a second person has released: in lists of
    campaigns that ask for one only the latter counts.
    """
    query = select(instruction).where(instruction.c.withdrawn_at.is_(None))
    found = bulk.lookup(conn, query, instruction.c.sender_code, sender_codes)
    if found.height < 2:
        return found
    newest = found.sort("made_at", "instruction_id").with_columns(_released=pl.col("released_by").is_not_null())
    return newest.unique((*KEY, "_released"), keep="last", maintain_order=True).drop("_released")


def all_of(conn: Connection) -> pl.DataFrame:
    """Every instruction, the newest first, all columns."""
    return bulk.read(conn, select(instruction).order_by(instruction.c.made_at.desc(), instruction.c.instruction_id))


def of_bulk(conn: Connection, bulk_id: str) -> pl.DataFrame:
    """The instructions of what was done at once, all columns."""
    query = select(instruction).where(instruction.c.bulk_id == bulk_id)
    return bulk.read(conn, query.order_by(instruction.c.instruction_id))


def asking(conn: Connection) -> pl.DataFrame:
    """The instructions that wait for a second person, the oldest first, all columns."""
    waits = instruction.c.asks_release & instruction.c.released_by.is_(None) & instruction.c.withdrawn_at.is_(None)
    return bulk.read(conn, select(instruction).where(waits).order_by(instruction.c.made_at, instruction.c.bulk_id))


def release(conn: Connection, bulk_id: str, by: str, now: datetime, delivery_ids: Sequence[str]) -> int:
    """Put what was done at once in force everywhere, and ask for the deliveries it concerns; returns how many."""
    mine = (instruction.c.bulk_id == bulk_id) & instruction.c.withdrawn_at.is_(None)
    waits = mine & instruction.c.released_by.is_(None)
    released = conn.execute(update(instruction).where(waits).values(released_by=by, released_at=now)).rowcount
    if released:
        deliveries.request_replay(conn, delivery_ids, now)
    return released


def withdraw(
    conn: Connection, bulk_id: str, by: str, now: datetime, delivery_ids: Sequence[str], reason: str | None = None
) -> int:
    """Take back what was done at once, and ask for the deliveries it concerned; returns how many were in force."""
    mine = (instruction.c.bulk_id == bulk_id) & instruction.c.withdrawn_at.is_(None)
    taken = conn.execute(
        update(instruction).where(mine).values(withdrawn_at=now, withdrawn_by=by, withdrawn_reason=reason)
    ).rowcount
    if taken:
        deliveries.request_replay(conn, delivery_ids, now)
    return taken


def freshen(conn: Connection, run_no: int, met: pl.Series, missed: pl.Series, asking: pl.Series) -> None:
    """Note which instructions (by id) met their raw text, which found it nowhere, which wait for a second person."""
    bulk.amend(conn, instruction, pl.DataFrame({"instruction_id": asking}), on=["instruction_id"], asks_release=True)
    bulk.amend(conn, instruction, pl.DataFrame({"instruction_id": met}), on=["instruction_id"], stale_run=None)
    bulk.amend(conn, instruction, pl.DataFrame({"instruction_id": missed}), on=["instruction_id"], stale_run=run_no)
