"""Reorganisations that were applied: which load of the registry each made, by whom, why, and whether it stands."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TypeVar

import polars as pl
from sqlalchemy import Connection, func, insert, select, update

from schemas.registry import Parent, Registry, Unit
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
    units, parents = _made(before, after)
    ended_units, ended_parents = _made(after, before)
    changed = {one.unit_code for one in units - set(now.units)} | {one.unit_code for one in parents - set(now.parents)}
    restored = replace(
        now,
        units=_sorted((set(now.units) - units) | ended_units),
        parents=_sorted((set(now.parents) - parents) | ended_parents),
    )
    return restored, tuple(sorted(changed))


def lost(conn: Connection, other: Registry) -> list[str]:
    """The reorganisations that stand and of which another registry, about to be loaded, lacks something."""
    told = every(conn).filter(pl.col("undone_load").is_null())
    if told.is_empty():
        return []
    taken_away = _made(other, registry.current(conn))
    lacking = []
    for named, load_no in told.select("reorganisation_id", "load_no").iter_rows():
        made = _made(registry.current(conn, load_no - 1), registry.current(conn, load_no))
        if made[0] & taken_away[0] or made[1] & taken_away[1]:
            lacking.append(str(named))
    return lacking


def _made(before: Registry, after: Registry) -> tuple[set[Unit], set[Parent]]:
    """The lines of units and links that one registry has and another before it had not."""
    return set(after.units) - set(before.units), set(after.parents) - set(before.parents)


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
