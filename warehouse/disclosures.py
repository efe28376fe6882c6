"""Disclosures: who was shown the ids, phones and addresses of whom, when and why; appended, never removed."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime

import polars as pl
from sqlalchemy import Connection, insert, select

from warehouse import bulk
from warehouse.tables import disclosure


@dataclass(frozen=True, slots=True)
class Disclosure:
    """``subject`` is the id of the worker or records shown; no personal value is kept here."""

    subject: str
    command: str
    reason: str
    shown_to: str
    shown_at: datetime

    @property
    def disclosure_id(self) -> str:
        """A hash of all of it."""
        parts = (self.subject, self.command, self.reason, self.shown_to, self.shown_at.isoformat())
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]


def add(conn: Connection, made: Disclosure) -> None:
    """Record a disclosure; whoever discloses commits it first."""
    conn.execute(insert(disclosure).values(disclosure_id=made.disclosure_id, **asdict(made)))


def last_reason(conn: Connection, shown_to: str) -> str:
    """The reason that somebody gave last; "" when they never gave one."""
    told = select(disclosure.c.reason).where(disclosure.c.shown_to == shown_to)
    return conn.execute(told.order_by(disclosure.c.shown_at.desc()).limit(1)).scalar() or ""


def listed(conn: Connection, since: datetime | None = None) -> pl.DataFrame:
    """The disclosures since a moment, or all, in their order."""
    query = select(disclosure).order_by(disclosure.c.shown_at, disclosure.c.disclosure_id)
    return bulk.read(conn, query if since is None else query.where(disclosure.c.shown_at >= since))
