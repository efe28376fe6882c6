"""Reorganisations that were applied: which load of the registry each made, by whom, why, and whether it stands."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TypeVar

import polars as pl
from sqlalchemy import Connection, func, insert, select, update

from schemas.registry import Registry
from schemas.reorganisation import Change
from warehouse import bulk, registry
from warehouse.tables import reorganisation

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Applied:
    """One reorganisation; ``undone_at`` is None while it stands."""

    reorganisation_id: str
    load_no: int
    reason: str
    applied_by: str
    applied_at: datetime
    undone_at: datetime | None


def add(
    conn: Connection, after: Registry, changes: Sequence[Change], *, by: str, at: datetime, reason: str
) -> str | None:
    """Make the registry what a change set makes of it, and keep who did; None when nothing of it is new."""
    before = registry.latest(conn)
    load_no = registry.load(conn, after, at)
    if load_no == before:
        return None
    count = conn.execute(select(func.count()).select_from(reorganisation)).scalar_one()
    named = f"R{count + 1:04d}"
    lines = json.dumps([asdict(one) for one in changes], ensure_ascii=False, default=str)
    conn.execute(
        insert(reorganisation).values(
            reorganisation_id=named, load_no=load_no, changes=lines, reason=reason, applied_by=by, applied_at=at
        )
    )
    return named


def of_id(conn: Connection, reorganisation_id: str) -> Applied | None:
    """A reorganisation by its id."""
    columns = [reorganisation.c[name] for name in Applied.__slots__]
    row = conn.execute(select(*columns).where(reorganisation.c.reorganisation_id == reorganisation_id)).first()
    return None if row is None else Applied(*row)


def every(conn: Connection) -> pl.DataFrame:
    """All of them, the newest first, all columns."""
    return bulk.read(conn, select(reorganisation).order_by(reorganisation.c.reorganisation_id.desc()))


def without(conn: Connection, one: Applied) -> tuple[Registry, tuple[str, ...]]:
    """The registry as it would be had the reorganisation not been applied, and the units that have changed since.

    With such units the registry is not to be used: later changes rest on this one.
    """
    before, after, now = (registry.current(conn, number) for number in (one.load_no - 1, one.load_no, None))
    units, parents = set(now.units), set(now.parents)
    made = (set(after.units) - set(before.units), set(after.parents) - set(before.parents))
    gone = (made[0] - units, made[1] - parents)
    changed = {line.unit_code for lines in gone for line in lines}
    units = (units - made[0]) | (set(before.units) - set(after.units))
    parents = (parents - made[1]) | (set(before.parents) - set(after.parents))
    ordered = replace(now, units=_sorted(units), parents=_sorted(parents))
    return ordered, tuple(sorted(changed))


def lost(conn: Connection, other: Registry) -> list[str]:
    """The reorganisations that stand and of which another registry, about to be loaded, lacks something."""
    lacking = []
    told = every(conn).filter(pl.col("undone_load").is_null())
    units, parents = set(other.units), set(other.parents)
    now = registry.current(conn) if told.height else None
    for named, load_no in told.select("reorganisation_id", "load_no").iter_rows():
        before, after = (registry.current(conn, number) for number in (load_no - 1, load_no))
        made = (set(after.units) - set(before.units), set(after.parents) - set(before.parents))
        if now and ((made[0] & set(now.units)) - units or (made[1] & set(now.parents)) - parents):
            lacking.append(str(named))
    return lacking


def undo(conn: Connection, one: Applied, before: Registry, *, by: str, at: datetime, reason: str) -> None:
    """Load the registry without a reorganisation, and keep who took it back."""
    load_no = registry.load(conn, before, at)
    conn.execute(
        update(reorganisation)
        .where(reorganisation.c.reorganisation_id == one.reorganisation_id)
        .values(undone_load=load_no, undone_by=by, undone_at=at, undone_reason=reason)
    )


def _sorted(lines: set[T]) -> tuple[T, ...]:
    return tuple(sorted(lines, key=repr))
