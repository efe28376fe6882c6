"""Opening a warehouse: one engine per database, whose transactions mean the same on SQLite and PostgreSQL.

Use ``writing(engine)`` and ``reading(engine)``: a writer holds the database from its first statement to its commit, a
reader sees one state from its first statement to its last, and neither waits for the other.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from warehouse.lock import turn

SCHEMES = ("sqlite", "postgresql+psycopg")
BUSY_SECONDS = 60
_KEPT = 5  # of a pool's connections those that stay open when nobody needs them
# Bulk loading uses the drivers directly, so their own errors come through as well.
_LOST = (sqlite3.OperationalError, psycopg.OperationalError)
_PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA cache_size = -262144",
    "PRAGMA temp_store = MEMORY",
    # A night's write-ahead log may grow to the size of its load; give the disk back afterwards.
    "PRAGMA journal_size_limit = 67108864",
)


class WarehouseUnavailable(Exception):
    """The warehouse cannot be used as it is: mend what the one line says, then run again."""


def open_engine(url: str, connections: int = 15) -> Engine:
    """The engine of a warehouse, tried once; a missing SQLite file is made (mode 0600), a database is not.

    ``connections``: how many may be open at once; who asks for one more waits for 30 s.

    Raises ``WarehouseUnavailable`` with one line that names the place, never a password.
    """
    parsed = _parse(url)
    make = _sqlite if parsed.drivername == "sqlite" else _postgresql
    engine = make(parsed, connections)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")
    except DBAPIError as error:
        engine.dispose()
        raise WarehouseUnavailable(f"cannot open the warehouse {shown(parsed)}: {_reason(error.orig)}") from None
    return engine


def shown(url: URL) -> str:
    """A warehouse's address as it may be printed."""
    return url.set(query={}).render_as_string(hide_password=True)


@contextmanager
def writing(engine: Engine, *, wait: bool = True) -> Iterator[Connection]:
    """One unit of work: committed when the block ends, rolled back when it raises.

    Without ``wait`` it raises ``Locked`` where it would have to wait for another writer's turn.
    """
    with _explained(engine), turn(engine, wait=wait), engine.begin() as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state of the warehouse throughout, and never waits for a writer."""
    level = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with _explained(engine), engine.connect().execution_options(thidua_reading=True, **level) as connection:
        yield connection


@contextmanager
def _explained(engine: Engine) -> Iterator[None]:
    """A lost server, a full disk or a lock that is not given becomes one line that a person can act on."""
    try:
        yield
    except (OperationalError, *_LOST) as error:
        cause = error.orig if isinstance(error, OperationalError) else error
        raise WarehouseUnavailable(f"the warehouse {shown(engine.url)} failed: {_reason(cause)}") from error


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise WarehouseUnavailable("the warehouse's address is not a URL; write sqlite:///path/to/file.db") from None
    if parsed.drivername not in SCHEMES:
        schemes = " or ".join(f"{scheme}://" for scheme in SCHEMES)
        raise WarehouseUnavailable(f"a warehouse cannot be {parsed.drivername}://; use {schemes}")
    if parsed.drivername == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise WarehouseUnavailable("a SQLite warehouse needs a file; write sqlite:///path/to/file.db")
    return parsed


def _sqlite(url: URL, connections: int) -> Engine:
    path = Path(str(url.database))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise WarehouseUnavailable(f"cannot open the warehouse {path}: {error.strerror}") from None
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_size=_KEPT,
        max_overflow=connections - _KEPT,
        connect_args={"timeout": BUSY_SECONDS},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver would open transactions by itself, late and deferred; ours are opened by _begin_sqlite.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that turns writer may fail at once when another has written; an immediate one waits.
    reads = connection.get_execution_options().get("thidua_reading", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _postgresql(url: URL, connections: int) -> Engine:
    # Values must not appear in an error's text: they are personal data.
    return create_engine(
        url,
        hide_parameters=True,
        pool_size=_KEPT,
        max_overflow=connections - _KEPT,
        pool_pre_ping=True,
        connect_args={"connect_timeout": 10, "options": "-c timezone=UTC", "application_name": "thidua"},
    )


def _reason(error: BaseException | None) -> str:
    lines = str(error).strip().splitlines()
    reason = lines[0] if lines else type(error).__name__
    return "the file is not a SQLite database" if "not a database" in reason else reason
