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
    ``row_count`` the rows it met when it was made.
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

    @property
    def instruction_id(self) -> str:
        """A hash of what was told by whom and when; no text of a cell is in it."""
        parts = (self.bulk_id, self.sender_code, self.kind, self.field, self.raw_hash)
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]


def add(conn: Connection, made: Sequence[Instruction], delivery_ids: Sequence[str]) -> None:
    """Append instructions, and ask for the deliveries they concern to be read again."""
    if made:
        conn.execute(insert(instruction), [{"instruction_id": one.instruction_id, **asdict(one)} for one in made])
        deliveries.request_replay(conn, delivery_ids, made[0].made_at)


def live(conn: Connection, sender_codes: pl.Series) -> pl.DataFrame:
    """The instruction in force for each KEY of some senders: the newest that was not withdrawn; all columns."""
    query = select(instruction).where(instruction.c.withdrawn_at.is_(None))
    found = bulk.lookup(conn, query, instruction.c.sender_code, sender_codes)
    if found.height < 2:
        return found
    newest = found.sort("made_at", "instruction_id")
    return newest.unique(KEY, keep="last", maintain_order=True)


def all_of(conn: Connection) -> pl.DataFrame:
    """Every instruction, the newest first, all columns."""
    return bulk.read(conn, select(instruction).order_by(instruction.c.made_at.desc(), instruction.c.instruction_id))


def of_bulk(conn: Connection, bulk_id: str) -> pl.DataFrame:
    """The instructions of what was done at once, all columns."""
    query = select(instruction).where(instruction.c.bulk_id == bulk_id)
    return bulk.read(conn, query.order_by(instruction.c.instruction_id))


def withdraw(conn: Connection, bulk_id: str, by: str, now: datetime, delivery_ids: Sequence[str]) -> int:
    """Take back what was done at once, and ask for the deliveries it concerned; returns how many were in force."""
    mine = (instruction.c.bulk_id == bulk_id) & instruction.c.withdrawn_at.is_(None)
    taken = conn.execute(update(instruction).where(mine).values(withdrawn_at=now, withdrawn_by=by)).rowcount
    if taken:
        deliveries.request_replay(conn, delivery_ids, now)
    return taken


def freshen(conn: Connection, run_no: int, met: pl.Series, missed: pl.Series) -> None:
    """Note which instructions (by id) a run could follow, and which found their raw text nowhere in such lists."""
    bulk.amend(conn, instruction, pl.DataFrame({"instruction_id": met}), on=["instruction_id"], stale_run=None)
    bulk.amend(conn, instruction, pl.DataFrame({"instruction_id": missed}), on=["instruction_id"], stale_run=run_no)
