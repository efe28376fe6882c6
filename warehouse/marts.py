"""The marts of contract §6: views over the edition in force, and any other edition drawn by the same text.

One `.sql` file per mart. Each reads ``current_edition``, where it rolls figures up ``current_placement``, and where it
names workers ``current_survivor``. As views these follow the pointer; `draw` puts another edition in their place as
CTEs of the same names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import polars as pl
import sqlalchemy as sa
from sqlalchemy import Connection

from schemas.marts import ALL, DATE, FLAG, INTEGER, MARTS, MOMENT, TEXT, Mart
from warehouse.moment import Moment

_PART = 100_000
# The marts that sum facts up: dear to draw, small when drawn.
AGGREGATES = ("award", "funnel", "reporting", "data_quality")
_SUPPORT = ("current_edition", "current_placement", "current_survivor", "current_owing")
_SQL_TYPES: dict[str, sa.types.TypeEngine[Any]] = {
    TEXT: sa.Text(),
    INTEGER: sa.BigInteger(),
    FLAG: sa.Boolean(),
    DATE: sa.Date(),
    MOMENT: Moment(),
}
_FRAME_TYPES: dict[str, pl.DataType] = {
    TEXT: pl.String(),
    INTEGER: pl.Int64(),
    FLAG: pl.Boolean(),
    DATE: pl.Date(),
    MOMENT: pl.Datetime("us", "UTC"),
}


@dataclass(frozen=True, slots=True)
class Edition:
    """What one publication shows or would show: facts of a run, the registry as a load knew it, and today."""

    run_no: int
    registry_load: int
    business_date: date


@cache
def sql(name: str) -> str:
    """The text of a mart or of what marts stand on, as packaged."""
    return (resources.files("warehouse") / "marts" / f"{name}.sql").read_text("utf-8").rstrip()


def view(conn: Connection, mart: str) -> str:
    """The name under which readers find a mart: ``mart.award`` on PostgreSQL, ``mart_award`` on SQLite."""
    return f"mart.{mart}" if conn.dialect.name == "postgresql" else f"mart_{mart}"


def drop(conn: Connection) -> None:
    """Takes the views away, as a migration of their tables needs; no view: nothing happens."""
    for mart in reversed(ALL):
        if conn.dialect.name == "sqlite" or _schema_exists(conn):
            conn.exec_driver_sql(f"DROP VIEW IF EXISTS {view(conn, mart.name)}")
    for name in reversed(_SUPPORT):
        conn.exec_driver_sql(f"DROP VIEW IF EXISTS {name}")


def rebuild(conn: Connection) -> None:
    """Makes all views anew from their files; safe to repeat. No commit inside."""
    if conn.dialect.name == "postgresql":
        conn.exec_driver_sql("CREATE SCHEMA IF NOT EXISTS mart")
    drop(conn)
    for name in _SUPPORT:
        conn.exec_driver_sql(f"CREATE VIEW {name} AS\n{sql(name)}")
    for mart in ALL:
        conn.exec_driver_sql(f"CREATE VIEW {view(conn, mart.name)} AS\n{sql(mart.name)}")
        if conn.dialect.name == "postgresql":
            _comment(conn, mart)


def current(conn: Connection) -> Edition | None:
    """The edition in force, None before the first publication."""
    query = sa.text(sql("current_edition")).columns(
        run_no=sa.Integer(), registry_load=sa.Integer(), business_date=sa.Date()
    )
    row = conn.execute(query).first()
    return None if row is None else Edition(row.run_no, row.registry_load, row.business_date)


def over(dialect: str, edition: Edition, query: str, kept: Collection[str] = ()) -> str:
    """A query in which the views that marts stand on, and ``mart_<name>``, mean this edition.

    Marts named in ``kept`` are left out: the caller has them as tables (see `keep`). SQLite keeps dates as text,
    PostgreSQL wants them typed; both numbers and dates are ours, so nothing is bound.
    """
    day = edition.business_date.isoformat()
    literal = f"DATE '{day}'" if dialect == "postgresql" else f"'{day}'"
    fixed = (
        f"SELECT CAST({int(edition.run_no)} AS INTEGER) AS run_no, "
        f"CAST({int(edition.registry_load)} AS INTEGER) AS registry_load, {literal} AS business_date"
    )
    texts = {"current_edition": fixed} | {name: sql(name) for name in _SUPPORT[1:]}
    texts |= {f"mart_{name}": sql(name) for name in MARTS if name not in kept and f"mart_{name}" in query}
    named = ",\n".join(f"{name} AS (\n{text}\n)" for name, text in texts.items())
    return f"WITH {named}\n{query}"


@contextmanager
def keep(conn: Connection, edition: Edition, names: Sequence[str]) -> Iterator[None]:
    """Holds marts of an edition as temporary tables ``mart_<name>`` for as long as many questions are asked of them.

    Temporary tables are the connection's own and hide the views of the same name; nobody else sees them.
    """
    for name in names:
        query = over(conn.dialect.name, edition, f"SELECT * FROM mart_{name}")  # noqa: S608
        conn.exec_driver_sql(f"CREATE TEMPORARY TABLE mart_{name} AS\n{query}")
    yield
    # Not in a ``finally``: after an error the transaction is gone, and the tables with it.
    temporary = "temp" if conn.dialect.name == "sqlite" else "pg_temp"
    for name in names:
        conn.exec_driver_sql(f"DROP TABLE {temporary}.mart_{name}")


def draw(conn: Connection, mart: str, edition: Edition, kept: Collection[str] = ()) -> pl.DataFrame:
    """A mart as the edition shows it: columns and types as promised, rows ordered by grain.

    The order is polars', by code point, since the two databases collate text differently.
    """
    promise = MARTS[mart]
    query = over(conn.dialect.name, edition, f"SELECT * FROM mart_{mart}", kept)  # noqa: S608
    return _frame(conn, promise, query)


def published(conn: Connection, mart: str) -> pl.DataFrame:
    """A mart as its view shows it to readers now; no rows before the first publication."""
    return _frame(conn, MARTS[mart], f"SELECT * FROM {view(conn, mart)}")  # noqa: S608


def _frame(conn: Connection, promise: Mart, query: str) -> pl.DataFrame:
    typed = sa.text(query).columns(*(sa.column(field.name, _SQL_TYPES[field.type]) for field in promise.fields))
    result = conn.execute(typed)
    if tuple(result.keys()) != promise.columns:
        raise RuntimeError(f"mart {promise.name} has columns {tuple(result.keys())}, not {promise.columns}")
    schema = {field.name: _FRAME_TYPES[field.type] for field in promise.fields}
    # In parts: a million rows as Python values at once take gigabytes.
    parts = [pl.DataFrame([tuple(row) for row in part], schema, orient="row") for part in result.partitions(_PART)]
    return pl.concat([pl.DataFrame(schema=schema), *parts]).sort(promise.grain)


def _schema_exists(conn: Connection) -> bool:
    return bool(conn.execute(sa.text("SELECT 1 FROM pg_namespace WHERE nspname = 'mart'")).first())


def _comment(conn: Connection, mart: Mart) -> None:
    name = view(conn, mart.name)
    conn.exec_driver_sql(f"COMMENT ON VIEW {name} IS {_quoted(mart.vi)}")
    for field in mart.fields:
        conn.exec_driver_sql(f'COMMENT ON COLUMN {name}."{field.name}" IS {_quoted(field.vi)}')


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
