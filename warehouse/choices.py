"""Choices of stewards: which value of a field holds for a person; appended, never overwritten.

A choice belongs to the record whose value is right, never to a worker's id: it follows the record through merges and
splits, and outlives the list it was taken from.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime

import polars as pl
from sqlalchemy import Connection, insert, select

from warehouse import bulk
from warehouse.tables import choice


@dataclass(frozen=True, slots=True)
class Choice:
    """What a steward says holds; ``payload`` is the sealed value."""

    record_id: str
    field: str
    payload: bytes
    reason: str
    chosen_by: str
    chosen_at: datetime

    @property
    def choice_id(self) -> str:
        """A hash of who chose what when; the value is not in it."""
        parts = (self.record_id, self.field, self.chosen_by, self.chosen_at.isoformat())
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]


def add(conn: Connection, made: Choice) -> str:
    """Append a choice; returns its id."""
    conn.execute(insert(choice).values(choice_id=made.choice_id, **asdict(made)))
    return made.choice_id


def live(conn: Connection, record_ids: pl.Series) -> pl.DataFrame:
    """The choices about some records that were not withdrawn, the latest of a record and field last."""
    query = select(choice).where(choice.c.withdrawn_at.is_(None))
    return bulk.lookup(conn, query, choice.c.record_id, record_ids).sort("chosen_at", "choice_id")


def withdraw(conn: Connection, record_ids: pl.Series, field: str, by: str, at: datetime, reason: str) -> int:
    """Take back every choice about a field of some records; returns how many were in force."""
    mine = live(conn, record_ids).filter(field=field).select("choice_id")
    return bulk.amend(conn, choice, mine, on=["choice_id"], withdrawn_by=by, withdrawn_at=at, withdrawn_reason=reason)
