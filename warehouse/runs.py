"""Runs and publications: what happened when, and the one pointer that readers follow."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import polars as pl
from sqlalchemy import Connection, delete, func, insert, select, update

from warehouse import bulk
from warehouse.tables import audit_result, pointer, publication, run

_CURRENT = "current"


@dataclass(frozen=True, slots=True)
class Publication:
    """A state of the warehouse that readers were given."""

    publication_no: int
    publication_id: str
    run_no: int
    registry_load: int
    business_date: date
    published_at: datetime
    checksum: str
    row_count: int


def next_run(conn: Connection, business_date: date) -> tuple[int, str]:
    """The number and the id of the run about to start: "2025-06-10-01" is the first of its business date."""
    number = conn.execute(select(func.coalesce(func.max(run.c.run_no), 0))).scalar_one() + 1
    query = select(func.count()).select_from(run).where(run.c.business_date == business_date)
    return number, f"{business_date.isoformat()}-{conn.execute(query).scalar_one() + 1:02d}"


def add(
    conn: Connection, run_no: int, run_id: str, business_date: date, started_at: datetime, registry_load: int
) -> None:
    """Record that a run loaded its changes; in the same transaction as they are."""
    conn.execute(
        insert(run).values(
            run_no=run_no,
            run_id=run_id,
            business_date=business_date,
            started_at=started_at,
            status="loaded",
            registry_load=registry_load,
            counts="{}",
            seconds="{}",
        )
    )


def finish(
    conn: Connection,
    run_no: int,
    status: str,
    finished_at: datetime,
    counts: Mapping[str, Any],
    seconds: Mapping[str, float],
) -> None:
    """Record how a run ended: published or audit_failed, with its counts and the seconds of its stages."""
    values = {
        "status": status,
        "finished_at": finished_at,
        "counts": json.dumps(counts, sort_keys=True),
        "seconds": json.dumps(seconds),
    }
    conn.execute(update(run).where(run.c.run_no == run_no).values(values))


def last(conn: Connection) -> Mapping[str, Any] | None:
    """The latest run as a mapping of its columns, None before the first."""
    found = conn.execute(select(run).order_by(run.c.run_no.desc()).limit(1)).mappings().first()
    return None if found is None else dict(found)


def last_night(conn: Connection) -> Mapping[str, Any] | None:
    """The latest run that was a night and no decision, as a mapping of its columns."""
    nights = select(run).where(run.c.status.in_(("published", "audit_failed"))).order_by(run.c.run_no.desc())
    found = conn.execute(nights.limit(1)).mappings().first()
    return None if found is None else dict(found)


def of_no(conn: Connection, run_no: int) -> str:
    """The id of a run: "2025-06-10-01"."""
    return str(conn.execute(select(run.c.run_id).where(run.c.run_no == run_no)).scalar_one())


def record_audit(conn: Connection, run_no: int, results: Iterable[Mapping[str, Any]]) -> None:
    """Record a run's audit (name, ok, severity, observed, expected, source), in place of an earlier one."""
    conn.execute(delete(audit_result).where(audit_result.c.run_no == run_no))
    rows = [{**result, "run_no": run_no} for result in results]
    if rows:
        conn.execute(insert(audit_result), rows)


def audit_of(conn: Connection, run_no: int) -> pl.DataFrame:
    """The results of a run's audit, failures first."""
    query = select(audit_result).where(audit_result.c.run_no == run_no)
    return bulk.read(conn, query.order_by(audit_result.c.ok, audit_result.c.source, audit_result.c.name))


def publish(conn: Connection, run_no: int, checksum: str, row_count: int, published_at: datetime) -> str:
    """Give a loaded run to the readers by moving the pointer; returns the publication's id.

    When the current publication has the same checksum it says the same, and stays: its id is returned.
    """
    now = current_publication(conn)
    if now is not None and now.checksum == checksum:
        return now.publication_id
    source = conn.execute(select(run.c.registry_load, run.c.business_date).where(run.c.run_no == run_no)).one()
    number = conn.execute(select(func.coalesce(func.max(publication.c.publication_no), 0))).scalar_one() + 1
    publication_id = f"P{number:04d}"
    conn.execute(
        insert(publication).values(
            publication_no=number,
            publication_id=publication_id,
            run_no=run_no,
            registry_load=source.registry_load,
            business_date=source.business_date,
            published_at=published_at,
            checksum=checksum,
            row_count=row_count,
        )
    )
    moved = conn.execute(update(pointer).where(pointer.c.name == _CURRENT).values(publication_no=number))
    if moved.rowcount == 0:
        conn.execute(insert(pointer).values(name=_CURRENT, publication_no=number))
    return publication_id


def current_publication(conn: Connection) -> Publication | None:
    """What readers see now, None before the first publication."""
    query = select(publication).join(pointer, pointer.c.publication_no == publication.c.publication_no)
    found = conn.execute(query.where(pointer.c.name == _CURRENT)).first()
    return None if found is None else Publication(*found)


def published_as(conn: Connection, publication_id: str) -> Publication | None:
    """A publication by its id."""
    found = conn.execute(select(publication).where(publication.c.publication_id == publication_id)).first()
    return None if found is None else Publication(*found)


def publications(conn: Connection) -> list[Publication]:
    """All publications, the newest first."""
    rows = conn.execute(select(publication).order_by(publication.c.publication_no.desc()))
    return [Publication(*row) for row in rows]
