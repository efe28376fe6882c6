"""What stewards decide about who is who: appended, closed by a later decision, never overwritten.

A decision opens judgements, closes others, or both, and took effect in one run. Judgements are between records and
never between worker ids, so they outlive resubmission, withdrawn lists and new models.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import polars as pl
from sqlalchemy import Connection, func, insert, or_, select, update

from warehouse import bulk
from warehouse.tables import decision, judgement, record

KINDS = ("judge", "merge", "unmerge", "withdraw")
VERDICTS = ("same", "different", "unsure")
PAIR = ("record_l", "record_r", "verdict")
_OPEN = judgement.c.closed_at.is_(None)


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided what, when and why; ``kind`` is one of KINDS."""

    decision_id: str
    kind: str
    decided_by: str
    decided_at: datetime
    reason: str


def next_id(conn: Connection) -> str:
    """The id of the decision about to be taken: "J0001" is the first of a warehouse."""
    return f"J{conn.execute(select(func.count()).select_from(decision)).scalar_one() + 1:04d}"


def add(conn: Connection, run_no: int, taken: Decision, opened: pl.DataFrame, closed: pl.Series) -> list[str]:
    """Record a decision with the PAIRs it opens and the ids of the judgements it closes; gives the ids opened."""
    conn.execute(
        insert(decision).values(
            decision_id=taken.decision_id,
            run_no=run_no,
            kind=taken.kind,
            decided_by=taken.decided_by,
            decided_at=taken.decided_at,
            reason=taken.reason,
        )
    )
    ids = [f"{taken.decision_id}-{number}" for number in range(1, opened.height + 1)]
    rows = [
        {
            "judgement_id": judgement_id,
            **pair,
            "judged_by": taken.decided_by,
            "judged_at": taken.decided_at,
            "reason": taken.reason,
            "decision_id": taken.decision_id,
        }
        for judgement_id, pair in zip(ids, opened.select(PAIR).iter_rows(named=True), strict=True)
    ]
    if rows:
        conn.execute(insert(judgement), rows)
    ended = {"closed_at": taken.decided_at, "closed_decision": taken.decision_id}
    for judgement_id in closed:
        conn.execute(update(judgement).where(judgement.c.judgement_id == judgement_id, _OPEN).values(ended))
    return ids


def of_records(conn: Connection, record_ids: pl.Series) -> pl.DataFrame:
    """The open judgements that have one of some records at either end, all columns, the oldest first."""
    query = select(judgement).where(_OPEN)
    ends = [bulk.lookup(conn, query, judgement.c[end], record_ids) for end in ("record_l", "record_r")]
    return pl.concat(ends).unique("judgement_id").sort("judged_at", "judgement_id")


def all_of(conn: Connection) -> pl.DataFrame:
    """Every judgement, open and closed, all columns, the oldest first."""
    return bulk.read(conn, select(judgement).order_by(judgement.c.judged_at, judgement.c.judgement_id))


def nothing() -> pl.DataFrame:
    """No judgement, with all columns."""
    return bulk.empty(judgement)


def named(conn: Connection, some_id: str) -> pl.DataFrame:
    """The judgement of an id, or all judgements that the decision of that id opened; closed ones too."""
    named_so = or_(judgement.c.judgement_id == some_id, judgement.c.decision_id == some_id)
    return bulk.read(conn, select(judgement).where(named_so).order_by(judgement.c.judgement_id))


def closed_by(conn: Connection, decision_id: str) -> pl.DataFrame:
    """The judgements that a decision closed, all columns."""
    return bulk.read(conn, select(judgement).where(judgement.c.closed_decision == decision_id))


def run_of(conn: Connection, decision_id: str) -> int | None:
    """The run in which a decision took effect, None when there is no such decision."""
    return conn.execute(select(decision.c.run_no).where(decision.c.decision_id == decision_id)).scalar()


def records_like(conn: Connection, start: str) -> list[str]:
    """The first few ids of records that begin so; ids are hexadecimal."""
    within = record.c.record_id.between(start, f"{start}g")
    return list(conn.execute(select(record.c.record_id).where(within).order_by(record.c.record_id).limit(3)).scalars())
