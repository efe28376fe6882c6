"""Who may write when: one run at a time, and small writers one after another.

A run turns others away (``hold``); its lock is not per date, since two nights of different dates would open and close
the same facts. A steward's change waits for its turn (``turn``, ``in_turn``). Both end with the process that has them.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, Engine, text

# Any constant of ours; PostgreSQL's advisory locks are numbers, scoped to the database.
_ADVISORY = 7_203_455_120_611_001
_TURNS = 7_203_455_120_611_002


class Locked(Exception):
    """Another run is writing to this warehouse: wait for it to end, or try again later."""


@contextmanager
def hold(engine: Engine, business_date: date) -> Iterator[None]:
    """Hold the warehouse's lock for a block; raises ``Locked`` at once when another process holds it.

    SQLite: ``flock`` on ``<file>.lock``, released by the kernel however the process ends. PostgreSQL: an advisory
    lock on a connection of its own, released when that connection ends.
    """
    note = f"thidua {business_date.isoformat()}"
    if engine.dialect.name == "sqlite":
        with _hold_file(Path(f"{engine.url.database}.lock"), f"{note} process {os.getpid()}"):
            yield
    else:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            _hold_advisory(connection, note)
            try:
                yield
            finally:
                # Ending the session, not just returning it to the pool, is what frees the lock for certain.
                connection.invalidate()


@contextmanager
def _hold_file(path: Path, note: str) -> Iterator[None]:
    # The file stays: removing it would let a third process lock a new file of the same name.
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(descriptor, 200).decode(errors="replace") or "another process"
            raise Locked(f"another run holds the warehouse: {holder}") from None
        os.ftruncate(descriptor, 0)
        os.write(descriptor, note.encode())
        yield
    finally:
        os.close(descriptor)


@contextmanager
def turn(engine: Engine, *, wait: bool = True) -> Iterator[None]:
    """Wait until no other writer of a SQLite file is at work, however long that takes; for PostgreSQL nothing.

    Without ``wait`` it raises ``Locked`` instead.

    SQLite's own waiting is a poll that gives up after a while and prefers nobody: of twenty writers one may never get
    in. The kernel wakes those who wait for a file's lock.
    """
    if engine.dialect.name != "sqlite":
        yield
        return
    descriptor = os.open(f"{engine.url.database}.turn", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise Locked("another writer is at work") from None
    finally:
        os.close(descriptor)


def in_turn(connection: Connection) -> None:
    """Make a transaction on PostgreSQL wait for those before it that asked the same; SQLite's writers always do.

    For changes that number what they add, or look before they write. A run does not ask: nobody waits for its load.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _TURNS})


def _hold_advisory(connection: Connection, note: str) -> None:
    connection.execute(text("SELECT set_config('application_name', :note, false)"), {"note": note})
    if connection.execute(text("SELECT pg_try_advisory_lock(:number)"), {"number": _ADVISORY}).scalar():
        return
    holder = connection.execute(
        text(
            "SELECT a.application_name || ' process ' || a.pid FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
            " WHERE l.locktype = 'advisory' AND l.granted AND (l.classid::bigint << 32) + l.objid::bigint = :number"
        ),
        {"number": _ADVISORY},
    ).scalar()
    connection.invalidate()
    raise Locked(f"another run holds the warehouse: {holder or 'another process'}")
