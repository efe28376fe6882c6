"""Stewards: the people who may work in the workbench, their visits, and the attempts that are counted against them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import polars as pl
from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from warehouse import bulk
from warehouse.tables import attempt, steward, visit

ROLES = ("viewer", "steward", "approver", "administrator")


@dataclass(frozen=True, slots=True)
class Steward:
    """An account: whose data it may see (``unit_code`` and all under it) and what it may do there (``role``)."""

    steward_id: str
    login: str
    name: str
    role: str
    unit_code: str
    language: str
    made_by: str
    made_at: datetime
    password_hash: str | None = None
    disabled_at: datetime | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody signed in, known by the hash of the token in the cookie."""

    token_hash: str
    steward_id: str
    csrf: str
    opened_at: datetime
    seen_at: datetime
    ends_at: datetime
    reveals_until: datetime | None = None


def add(conn: Connection, made: Steward) -> None:
    """Append an account."""
    conn.execute(insert(steward).values(**asdict(made)))


def next_id(conn: Connection) -> str:
    """The id of the account about to be made."""
    count = conn.execute(select(func.count()).select_from(steward)).scalar_one()
    return f"S{count + 1:04d}"


def all_of(conn: Connection) -> list[Steward]:
    """Every account, by login."""
    return [Steward(**row._mapping) for row in conn.execute(select(*_COLUMNS).order_by(steward.c.login))]


def by_login(conn: Connection, login: str) -> Steward | None:
    """The account of a login, also one that is disabled."""
    return _one(conn, func.lower(steward.c.login) == login.lower())


def by_subject(conn: Connection, subject: str, login: str) -> Steward | None:
    """The account that an identity provider means; the first time, the one of that login, which is its from then on."""
    known = _one(conn, steward.c.subject == subject)
    if known is not None:
        return known
    named = by_login(conn, login)
    if named is None or named.subject is not None or named.disabled_at is not None:
        return None
    conn.execute(update(steward).where(steward.c.steward_id == named.steward_id).values(subject=subject))
    return replace(named, subject=subject)


def by_id(conn: Connection, steward_id: str) -> Steward | None:
    """The account of an id."""
    return _one(conn, steward.c.steward_id == steward_id)


def change(conn: Connection, steward_id: str, **values: Any) -> None:
    """Write new values to an account; who loses rights or changes a password is signed out everywhere."""
    conn.execute(update(steward).where(steward.c.steward_id == steward_id).values(**values))
    if values.keys() & {"password_hash", "disabled_at", "role", "unit_code"}:
        conn.execute(delete(visit).where(visit.c.steward_id == steward_id))


def enter(conn: Connection, made: Visit) -> None:
    """Record a visit; those that have ended are swept away."""
    conn.execute(delete(visit).where(visit.c.ends_at < made.opened_at))
    conn.execute(insert(visit).values(**asdict(made)))


def visit_of(conn: Connection, token_hash: str) -> Visit | None:
    """The visit of a token, however old."""
    found = conn.execute(select(visit).where(visit.c.token_hash == token_hash)).first()
    return Visit(**found._mapping) if found else None


def note(conn: Connection, token_hash: str, **values: Any) -> None:
    """Write new values to a visit."""
    conn.execute(update(visit).where(visit.c.token_hash == token_hash).values(**values))


def leave(conn: Connection, token_hash: str) -> None:
    """End a visit."""
    conn.execute(delete(visit).where(visit.c.token_hash == token_hash))


def attempts(conn: Connection, key: str, since: datetime) -> int:
    """How often something was tried since a moment."""
    tried = select(func.count()).select_from(attempt).where(attempt.c.key == key, attempt.c.at >= since)
    return int(conn.execute(tried).scalar_one())


def count_attempt(conn: Connection, key: str, at: datetime) -> None:
    """Count an attempt; those of yesterday are forgotten."""
    conn.execute(delete(attempt).where(attempt.c.at < at - timedelta(days=1)))
    conn.execute(insert(attempt).values(key=key, at=at))


def forgive(conn: Connection, key: str) -> None:
    """Forget the attempts of a key: it was its owner after all."""
    conn.execute(delete(attempt).where(attempt.c.key == key))


def names(conn: Connection) -> pl.DataFrame:
    """login and name of every account."""
    return bulk.read(conn, select(steward.c.login, steward.c.name))


_COLUMNS = tuple(steward.c[name] for name in Steward.__dataclass_fields__)


def _one(conn: Connection, which: ColumnElement[bool]) -> Steward | None:
    found = conn.execute(select(*_COLUMNS).where(which)).first()
    return Steward(**found._mapping) if found else None
