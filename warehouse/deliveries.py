"""Deliveries: what arrived, where it was seen, and what each run made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import polars as pl
from sqlalchemy import Connection, false, func, or_, select

from schemas.delivery import Delivery
from warehouse import bulk
from warehouse.tables import delivery, delivery_account, run, sighting

OUTCOME = ("delivery_id", "status", "format", "refusal_code", "refusal_details")


def sightings(conn: Connection) -> dict[str, tuple[str, str]]:
    """What each path showed last: path -> (version, delivery_id)."""
    rows = conn.execute(select(sighting.c.path, sighting.c.version, sighting.c.delivery_id))
    return {path: (version, delivery_id) for path, version, delivery_id in rows}


def land(conn: Connection, deliveries: Sequence[Delivery], seen: Mapping[str, tuple[str, str]]) -> list[str]:
    """Record deliveries and what their paths showed; returns the ids of those unknown until now.

    A known delivery keeps its first path and time of arrival: the same bytes again change nothing.
    """
    arrived: dict[str, Delivery] = {}
    for item in deliveries:
        arrived.setdefault(item.delivery_id, item)
    known = set(bulk.lookup(conn, select(delivery.c.delivery_id), delivery.c.delivery_id, _ids(arrived))["delivery_id"])
    new = [item for item in arrived.values() if item.delivery_id not in known]
    bulk.append(conn, delivery, _frame(new))
    paths = [(path, version, delivery_id) for path, (version, delivery_id) in seen.items()]
    bulk.merge(conn, sighting, pl.DataFrame(paths, schema=bulk.empty(sighting).schema, orient="row"))
    return [item.delivery_id for item in new]


def pending(conn: Connection) -> pl.DataFrame:
    """The deliveries a run has to consolidate, all columns, in the order of arrival and then of path."""
    query = select(delivery).where(or_(delivery.c.run_no.is_(None), delivery.c.replay.is_(True)))
    return bulk.read(conn, query.order_by(delivery.c.received_at, delivery.c.path, delivery.c.delivery_id))


def consolidated(conn: Connection, unit_code: str | None = None) -> pl.DataFrame:
    """The deliveries that some run has consolidated, of one sender or of all; columns and order as ``pending``."""
    query = select(delivery).where(delivery.c.run_no.is_not(None))
    if unit_code is not None:
        query = query.where(delivery.c.unit_code == unit_code)
    return bulk.read(conn, query.order_by(delivery.c.received_at, delivery.c.path, delivery.c.delivery_id))


def every(conn: Connection) -> pl.DataFrame:
    """All deliveries, all columns, the newest first."""
    return bulk.read(conn, select(delivery).order_by(delivery.c.received_at.desc(), delivery.c.delivery_id))


def of_ids(conn: Connection, delivery_ids: Iterable[str]) -> pl.DataFrame:
    """The deliveries of some ids, all columns."""
    return bulk.lookup(conn, select(delivery), delivery.c.delivery_id, _ids(delivery_ids))


def request_replay(conn: Connection, delivery_ids: Iterable[str], at: datetime) -> int:
    """Ask the next run that begins to read deliveries again; returns how many are known."""
    frame = pl.DataFrame({"delivery_id": _ids(delivery_ids).unique()})
    return bulk.amend(conn, delivery, frame, on=["delivery_id"], replay=True, asked_at=at)


def account(conn: Connection, run_no: int, outcomes: pl.DataFrame, accounts: pl.DataFrame) -> None:
    """Record what a run made of its deliveries.

    ``outcomes`` has OUTCOME, one row per delivery read; ``accounts`` has delivery_id, received, accepted, held,
    refused, superseded, ignored: also of deliveries of earlier nights whose rows have changed their standing.
    """
    if not outcomes.is_empty():
        # What a steward asks for while a run works may come too late for it: the next run reads again.
        late = delivery.c.asked_at >= select(run.c.started_at).where(run.c.run_no == run_no).scalar_subquery()
        again = func.coalesce(late, false())
        bulk.amend(conn, delivery, outcomes.select(OUTCOME), on=["delivery_id"], run_no=run_no, replay=again)
    if not accounts.is_empty():
        bulk.append(conn, delivery_account, accounts.with_columns(run_no=pl.lit(run_no, pl.Int32)))


def accounts(conn: Connection, delivery_ids: Iterable[str]) -> pl.DataFrame:
    """The latest account of each of some deliveries."""
    query = select(delivery_account)
    found = bulk.lookup(conn, query, delivery_account.c.delivery_id, _ids(delivery_ids))
    return found.sort("run_no").unique("delivery_id", keep="last", maintain_order=True)


def _ids(delivery_ids: Iterable[str]) -> pl.Series:
    return pl.Series("delivery_id", list(delivery_ids), dtype=pl.String)


def _frame(deliveries: Sequence[Delivery]) -> pl.DataFrame:
    if not deliveries:
        return bulk.empty(delivery)
    return pl.DataFrame(
        [
            {
                "delivery_id": item.delivery_id,
                "unit_code": item.unit_code,
                "path": item.path,
                "sha256": item.sha256,
                "size": item.size,
                "received_at": item.received_at,
                "arrived_on": item.arrived_on,
                "replay": False,
                "status": "landed",
            }
            for item in deliveries
        ]
    )
