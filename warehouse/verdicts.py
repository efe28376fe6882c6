"""Verdicts: judgements of stewards on their way to become decisions, kept the moment a key is pressed."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime

import polars as pl
from sqlalchemy import Connection, func, insert, or_, select, update

from warehouse import bulk
from warehouse.tables import verdict

# A verdict that takes an earlier decision back names that decision instead of records.
WITHDRAW = "withdraw"
WAITS, TAKEN, REFUSED, WITHDRAWN = "waits", "taken", "refused", "withdrawn"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody says of two records; ``needs_second`` where another steward must say the same."""

    record_l: str
    record_r: str
    verdict: str
    reason: str
    judged_by: str
    judged_at: datetime
    needs_second: bool = False

    @property
    def verdict_id(self) -> str:
        """A hash of who said what of whom and when."""
        parts = (self.record_l, self.record_r, self.verdict, self.judged_by, self.judged_at.isoformat())
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]


def add(conn: Connection, made: Verdict) -> str:
    """Keep a verdict; returns its id."""
    last = conn.execute(select(func.coalesce(func.max(verdict.c.verdict_no), 0))).scalar_one()
    values = {**asdict(made), "needs_second": int(made.needs_second)}
    row = {"verdict_id": made.verdict_id, "verdict_no": last + 1, "state": WAITS, **values}
    conn.execute(insert(verdict).values(row))
    return made.verdict_id


def ripe(conn: Connection) -> pl.DataFrame:
    """The verdicts that wait for nobody but the next quiet moment, the oldest first, all columns."""
    alone = or_(verdict.c.needs_second == 0, verdict.c.seconded_by.is_not(None))
    query = select(verdict).where(verdict.c.state == WAITS, alone)
    return bulk.read(conn, query.order_by(verdict.c.verdict_no))


def listed(conn: Connection, by: str | None = None, limit: int = 200) -> pl.DataFrame:
    """The newest verdicts, of one steward or of all, all columns."""
    query = select(verdict).order_by(verdict.c.verdict_no.desc()).limit(limit)
    return bulk.read(conn, query if by is None else query.where(verdict.c.judged_by == by))


def waiting(conn: Connection) -> pl.DataFrame:
    """All verdicts that are no decision yet, the oldest first, all columns."""
    return bulk.read(conn, select(verdict).where(verdict.c.state == WAITS).order_by(verdict.c.verdict_no))


def of_id(conn: Connection, verdict_id: str) -> dict[str, object] | None:
    """A verdict as a mapping of its columns."""
    found = conn.execute(select(verdict).where(verdict.c.verdict_id == verdict_id)).mappings().first()
    return dict(found) if found else None


def second(conn: Connection, verdict_id: str, by: str) -> bool:
    """Agree with another steward's verdict; false for one's own, or one that no longer waits."""
    mine = (verdict.c.verdict_id == verdict_id) & (verdict.c.state == WAITS) & (verdict.c.judged_by != by)
    return conn.execute(update(verdict).where(mine).values(seconded_by=by)).rowcount == 1


def ended(conn: Connection, verdict_id: str, state: str, decision_id: str | None = None, outcome: str = "") -> bool:
    """Say what became of a verdict that waited; false when it waited no more."""
    mine = (verdict.c.verdict_id == verdict_id) & (verdict.c.state == WAITS)
    values = {"state": state, "decision_id": decision_id, "outcome": outcome}
    return conn.execute(update(verdict).where(mine).values(values)).rowcount == 1
