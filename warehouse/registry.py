"""The registry in the warehouse: a load opens and closes only what changed, so any earlier one can be drawn again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, and_, func, insert, null, or_, select, update

from schemas.registry import Alias, Campaign, Obligation, Parent, Registry, Unit
from warehouse import tables
from warehouse.tables import registry_load

_SPAN = ("opened_by", "closed_by")
Row = tuple[Any, ...]


class NoRegistry(Exception):
    """The warehouse has no registry yet: run ``thidua init --registry DIR``."""


def load(conn: Connection, registry: Registry, now: datetime) -> int:
    """Make the warehouse's registry equal to this one; returns the number of the load that first said so.

    The same registry again changes nothing. Rows are compared whole: a renamed unit is one row closed and one opened.
    """
    before = latest(conn)
    load_no = (before or 0) + 1
    changed = False
    for table, rows in _rows(registry).items():
        changed |= _replace(conn, table, rows, load_no)
    if before is not None and not changed:
        return before
    conn.execute(insert(registry_load).values(load_no=load_no, loaded_at=now, checksum=_checksum(registry)))
    return load_no


def latest(conn: Connection) -> int | None:
    """The number of the last load, None before the first."""
    found: int | None = conn.execute(select(func.max(registry_load.c.load_no))).scalar()
    return found


def current(conn: Connection, load_no: int | None = None) -> Registry:
    """The registry as a load left it, by default the last one; raises ``NoRegistry`` when there is none."""
    number = latest(conn) if load_no is None else load_no
    if number is None:
        raise NoRegistry("no registry has been loaded: run `thidua init --registry DIR`")
    return Registry(
        units=tuple(Unit(*row) for row in _at(conn, tables.unit, number)),
        parents=tuple(Parent(*row) for row in _at(conn, tables.unit_parent, number)),
        aliases=tuple(Alias(*row) for row in _at(conn, tables.unit_alias, number)),
        campaigns=tuple(Campaign(*row) for row in _at(conn, tables.campaign, number)),
        obligations=tuple(Obligation(*row) for row in _at(conn, tables.obligation, number)),
    )


def four_eyes(conn: Connection) -> frozenset[str]:
    """The campaigns in whose lists a fix counts only when a second person has released it."""
    query = select(tables.campaign.c.campaign_code).where(
        tables.campaign.c.closed_by.is_(None), tables.campaign.c.four_eyes
    )
    return frozenset(conn.execute(query).scalars())


def _rows(registry: Registry) -> dict[Table, set[Row]]:
    return {
        tables.unit: {(u.unit_code, u.name, u.level, u.kind, u.valid_from, u.valid_to) for u in registry.units},
        tables.unit_parent: {(p.unit_code, p.parent_code, p.valid_from, p.valid_to) for p in registry.parents},
        tables.unit_alias: {(a.unit_code, a.alias) for a in registry.aliases},
        tables.campaign: {
            (c.campaign_code, c.name, c.award_code, c.year, c.opens_on, c.closes_on, c.four_eyes)
            for c in registry.campaigns
        },
        tables.obligation: {
            (o.campaign_code, o.kind, o.unit_level, o.unit_code, o.due_on) for o in registry.obligations
        },
    }


def _replace(conn: Connection, table: Table, rows: set[Row], load_no: int) -> bool:
    columns = [column for column in table.columns if column.name not in _SPAN]
    known = {tuple(row) for row in conn.execute(select(*columns).where(table.c.closed_by.is_(None)))}
    for row in known - rows:
        same = and_(*(column.is_not_distinct_from(value) for column, value in zip(columns, row, strict=True)))
        conn.execute(update(table).where(same, table.c.closed_by.is_(null())).values(closed_by=load_no))
    opened = _ordered(rows - known)
    if opened:
        names = [column.name for column in columns]
        conn.execute(insert(table), [{**dict(zip(names, row, strict=True)), "opened_by": load_no} for row in opened])
    return known != rows


def _at(conn: Connection, table: Table, load_no: int) -> list[Row]:
    columns = [column for column in table.columns if column.name not in _SPAN]
    holds = and_(table.c.opened_by <= load_no, or_(table.c.closed_by.is_(None), table.c.closed_by > load_no))
    return _ordered(tuple(row) for row in conn.execute(select(*columns).where(holds)))


def _ordered(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: tuple("" if value is None else str(value) for value in row))


def _checksum(registry: Registry) -> str:
    lines = (f"{table.name}{row!r}" for table, rows in _rows(registry).items() for row in _ordered(rows))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
