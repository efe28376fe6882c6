"""Answers of stewards: appended, never overwritten, remembered for the sender they were given for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

import polars as pl
from sqlalchemy import Connection, Select, insert, select, update

from schemas.question import Answered
from warehouse import bulk, deliveries
from warehouse.tables import answer, listing, question


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person said to a question about lists of a sender."""

    unit_code: str
    code: str
    key: str
    value: str
    reason: str
    answered_by: str
    answered_at: datetime

    @property
    def answer_id(self) -> str:
        """A hash of who answered what and when."""
        parts = (self.unit_code, self.code, self.key, self.value, self.answered_by, self.answered_at.isoformat())
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]


def add(conn: Connection, answers: Iterable[Answer]) -> int:
    """Append answers that say something new, and ask for the files that waited for them; returns how many."""
    known = live(conn)
    wanted = {
        (one.unit_code, one.code, one.key): one
        for one in answers
        if known.get(one.unit_code, {}).get(one.code, {}).get(one.key) != one.value
    }
    for one in wanted.values():
        changed = one.key in known.get(one.unit_code, {}).get(one.code, {})
        conn.execute(insert(answer).values(answer_id=one.answer_id, **asdict(one)))
        waiting = _of_sender(one.unit_code) if changed else _asking(one)
        deliveries.request_replay(conn, [row.delivery_id for row in conn.execute(waiting)], one.answered_at)
    return len(wanted)


def live(conn: Connection) -> dict[str, Answered]:
    """The answers in force: by sender, code and key the newest that was not withdrawn."""
    known: dict[str, dict[str, dict[str, str]]] = {}
    query = select(answer).where(answer.c.withdrawn_at.is_(None)).order_by(answer.c.answered_at, answer.c.answer_id)
    for row in conn.execute(query):
        known.setdefault(row.unit_code, {}).setdefault(row.code, {})[row.key] = row.value
    return {unit: dict(codes) for unit, codes in known.items()}


def given(conn: Connection, unit_code: str | None = None) -> pl.DataFrame:
    """Every answer, all columns and ``in_force``, by sender and day; one that was taken back stays for the record."""
    query = select(answer).order_by(answer.c.unit_code, answer.c.answered_at, answer.c.answer_id)
    if unit_code is not None:
        query = query.where(answer.c.unit_code == unit_code)
    found = bulk.read(conn, query)
    newest = pl.struct("unit_code", "code", "key", pl.col("withdrawn_at").is_null()).is_last_distinct()
    return found.with_columns(in_force=newest & pl.col("withdrawn_at").is_null())


def withdraw(conn: Connection, answer_id: str, now: datetime, *, by: str, reason: str) -> bool:
    """Take an answer back, and ask for every file of its sender to be read again; False when none such stands.

    The answer before it to the same question is in force again; without one the lists ask again.
    """
    mine = (answer.c.answer_id == answer_id) & answer.c.withdrawn_at.is_(None)
    unit_code = conn.execute(select(answer.c.unit_code).where(mine)).scalar()
    if unit_code is None:
        return False
    conn.execute(update(answer).where(mine).values(withdrawn_at=now, withdrawn_by=by, withdrawn_reason=reason))
    deliveries.request_replay(conn, [row.delivery_id for row in conn.execute(_of_sender(unit_code))], now)
    return True


def _asking(one: Answer) -> Select[tuple[str]]:
    """The deliveries whose lists ask this very question."""
    return (
        select(listing.c.delivery_id)
        .join(question, question.c.listing_id == listing.c.listing_id)
        .where(listing.c.sender_code == one.unit_code, listing.c.closed_by.is_(None))
        .where(question.c.code == one.code, question.c.key == one.key, question.c.closed_by.is_(None))
    )


def _of_sender(unit_code: str) -> Select[tuple[str]]:
    """Everything a sender sent: which of it was read by an answer that no longer holds is not kept."""
    return select(listing.c.delivery_id).where(listing.c.sender_code == unit_code, listing.c.closed_by.is_(None))
