"""Frames in and out of tables, in bulk and inside the caller's transaction.

PostgreSQL takes rows by COPY on the transaction's own connection. SQLite takes them by ``executemany`` on the raw
connection: measured with a million rows it equals ADBC into a staging file followed by INSERT … SELECT (1.5 s against
1.8 s), and it is atomic with everything else of the run, which a second connection is not.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import polars as pl
from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Date,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Select,
    Table,
    and_,
    any_,
    delete,
    exists,
    literal,
    select,
    update,
)
from sqlalchemy.types import TypeEngine

from warehouse.moment import Moment

# From this many rows on, filling an empty table is cheaper without its indexes, made afterwards.
_REINDEX_ROWS = 50_000
# After so many rows, and after the first ones of a table, PostgreSQL is told to count again.
_ANALYZED_ROWS = 10_000
# Up to so many keys are named in the query itself: a page asks for a hundred rows, and need not make a table for that.
# PostgreSQL is given them as one array, so that the query is the same for any number and is prepared once.
_FEW = {"sqlite": 500, "postgresql": 5_000}
_counter = itertools.count(1)


def dtype(kind: TypeEngine[Any]) -> pl.DataType:
    """The polars type that a column of the warehouse has in frames."""
    for known, found in (
        (Moment, pl.Datetime("us", "UTC")),
        (BigInteger, pl.Int64()),
        (Integer, pl.Int32()),
        (Float, pl.Float64()),
        (Boolean, pl.Boolean()),
        (Date, pl.Date()),
        (LargeBinary, pl.Binary()),
    ):
        if isinstance(kind, known):
            return found
    return pl.String()


def empty(table: Table, *without: str) -> pl.DataFrame:
    """A frame without rows that has a table's columns and types."""
    return pl.DataFrame(schema={c.name: dtype(c.type) for c in table.columns if c.name not in without})


def read(conn: Connection, query: Select[Any]) -> pl.DataFrame:
    """The rows of a query as a frame, typed by its columns, also when there are none."""
    schema = {column.name: dtype(column.type) for column in query.selected_columns}
    result = conn.execute(query)
    # The driver's own tuples: a row object and a converter a value cost more than the query.
    rows = result.cursor.fetchall() if result.cursor else []
    result.close()
    if not rows:
        return pl.DataFrame(schema=schema)
    columns = zip(schema.items(), zip(*rows, strict=True), strict=True)
    convert = _of_sqlite if conn.dialect.name == "sqlite" else pl.Series
    return pl.DataFrame([convert(name, values, kind) for (name, kind), values in columns])


def append(conn: Connection, table: Table, frame: pl.DataFrame) -> int:
    """Insert a frame's rows; its columns are columns of the table, those it lacks become null.

    Types are converted (any zone to UTC, whole numbers to the column's width). Raises ``KeyError`` for a column the
    table does not have. Returns how many rows were inserted.
    """
    if frame.is_empty():
        return 0
    frame = _typed(frame, table)
    fresh = is_empty(conn, table)
    if frame.height >= _REINDEX_ROWS and fresh:
        with _without_indexes(conn, table):
            # Keys in their order fill the tree page by page; hashes as they come would visit it all over.
            _insert(conn, table, frame.sort([column.name for column in table.primary_key] or frame.columns[:1]))
    else:
        _insert(conn, table, frame)
    if conn.dialect.name == "postgresql" and (fresh or frame.height >= _ANALYZED_ROWS):
        # Until the server looks by itself it takes a table just filled for an empty one, and joins it row by row.
        conn.exec_driver_sql(f'ANALYZE "{table.name}"')
    return frame.height


@contextmanager
def staged(conn: Connection, frame: pl.DataFrame, like: Table) -> Iterator[Table]:
    """A temporary table of a frame, its columns typed like those of the same name in ``like``.

    It costs what the frame has, not what the warehouse has, and is gone when the block ends.
    """
    name = f"staged_{next(_counter)}"
    stage = Table(
        name,
        MetaData(),
        *(Column(column, like.c[column].type) for column in frame.columns),
        prefixes=["TEMPORARY"],
    )
    stage.create(conn)
    if not frame.is_empty():
        _insert(conn, stage, _typed(frame, stage))
    if conn.dialect.name == "postgresql":
        conn.exec_driver_sql(f"ANALYZE {name}")
    yield stage
    # Not in a ``finally``: after an error the transaction rolls back, and the temporary table with it.
    stage.drop(conn)


def lookup(conn: Connection, query: Select[Any], column: Column[Any], values: pl.Series) -> pl.DataFrame:
    """The rows of a query whose ``column`` is one of ``values``; the cost follows the values, through the index."""
    keys = pl.DataFrame({column.name: values.drop_nulls().unique()})
    if not keys.is_empty() and keys.height <= _FEW[conn.dialect.name]:
        return read(conn, query.where(_among(conn, column, keys[column.name].to_list())))
    # A first night asks for a hundred thousand rows of tables that have none: nothing is staged for that.
    if keys.is_empty() or is_empty(conn, column.table):
        return read(conn, query.where(column.is_(None) & column.is_not(None)))
    with staged(conn, keys, column.table) as stage:
        return read(conn, query.where(column.in_(select(stage.c[column.name]))))


def _among(conn: Connection, column: Column[Any], values: list[Any]) -> ColumnElement[bool]:
    if conn.dialect.name == "postgresql":
        return column == any_(literal(values, ARRAY(column.type)))
    return column.in_(values)


def close(conn: Connection, table: Table, keys: pl.DataFrame, run_no: int, **values: object) -> int:
    """Close the open rows that match the keys: ``closed_by`` becomes the run; returns how many.

    Every column of ``keys`` is a key, except ``closed_why``, which is written. ``values`` are written to every row.
    """
    written = [name for name in ("closed_why",) if name in keys.columns]
    return amend(
        conn,
        table,
        keys,
        on=[name for name in keys.columns if name not in written],
        where=table.c.closed_by.is_(None),
        closed_by=run_no,
        **values,
    )


def amend(
    conn: Connection,
    table: Table,
    frame: pl.DataFrame,
    on: Sequence[str],
    where: ColumnElement[bool] | None = None,
    **values: object,
) -> int:
    """Write the frame's other columns, and ``values``, to the rows that match it in the ``on`` columns."""
    if frame.is_empty():
        return 0
    with staged(conn, frame, table) as stage:
        written: dict[str, Any] = {name: stage.c[name] for name in frame.columns if name not in on}
        match = and_(*(table.c[name] == stage.c[name] for name in on), *([] if where is None else [where]))
        return conn.execute(update(table).where(match).values({**written, **values})).rowcount


def merge(conn: Connection, table: Table, frame: pl.DataFrame, keep: Sequence[str] = ()) -> None:
    """Insert rows, or overwrite those of the same primary key except in the columns to ``keep``."""
    if frame.is_empty() or is_empty(conn, table):
        append(conn, table, frame)
        return
    keys = [column.name for column in table.primary_key]
    written = [name for name in frame.columns if name not in keys and name not in keep]
    with staged(conn, frame, table) as stage:
        same = and_(*(table.c[name] == stage.c[name] for name in keys))
        if written:
            conn.execute(update(table).where(same).values({name: stage.c[name] for name in written}))
        fresh = select(stage).where(~exists().where(same).correlate(stage))
        conn.execute(table.insert().from_select(frame.columns, fresh))


def discard(conn: Connection, table: Table, keys: pl.DataFrame) -> int:
    """Delete the rows that match the keys; only for evidence that can be computed again, never for facts."""
    if keys.is_empty():
        return 0
    with staged(conn, keys, table) as stage:
        same = and_(*(table.c[name] == stage.c[name] for name in keys.columns))
        return conn.execute(delete(table).where(exists().where(same).correlate(table))).rowcount


def is_empty(conn: Connection, table: Table) -> bool:
    """Whether a table has no row at all."""
    return conn.execute(select(*table.columns).limit(1)).first() is None


@contextmanager
def _without_indexes(conn: Connection, table: Table) -> Iterator[None]:
    indexes = sorted(table.indexes, key=lambda index: str(index.name))
    for index in indexes:
        index.drop(conn)
    yield
    for index in indexes:
        index.create(conn)


def _typed(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    return frame.select(_stored(table.c[name], kind) for name, kind in frame.schema.items())


def _stored(column: Column[Any], given: pl.DataType) -> pl.Expr:
    kind = dtype(column.type)
    expression = pl.col(column.name)
    if isinstance(given, pl.Datetime) and given.time_zone is None:
        return expression.cast(pl.Datetime("us")).dt.replace_time_zone("UTC")
    if isinstance(kind, pl.String) and given == pl.String:
        # PostgreSQL's text cannot hold NUL; what a hostile file puts into a sheet's name must not stop a night.
        return expression.str.replace_all("\0", "\ufffd", literal=True)
    return expression.cast(kind)


def _insert(conn: Connection, table: Table, frame: pl.DataFrame) -> None:
    if not conn.in_transaction():
        # The driver is used directly below; without this SQLite would commit every row by itself.
        conn.begin()
    if conn.dialect.name == "postgresql":
        _copy(conn, table, frame)
    else:
        names = ", ".join(f'"{name}"' for name in frame.columns)
        statement = f'INSERT INTO "{table.name}" ({names}) VALUES ({", ".join("?" * frame.width)})'  # noqa: S608 - our names
        driver: Any = conn.connection.driver_connection
        driver.executemany(statement, _for_sqlite(frame).iter_rows(buffer_size=20_000)).close()


def _for_sqlite(frame: pl.DataFrame) -> pl.DataFrame:
    """Dates and moments as the text in which SQLAlchemy's SQLite types keep them."""
    texts = []
    for name, kind in frame.schema.items():
        if isinstance(kind, pl.Datetime):
            texts.append(pl.col(name).dt.strftime("%Y-%m-%d %H:%M:%S%.6f"))
        elif kind == pl.Date:
            texts.append(pl.col(name).dt.strftime("%Y-%m-%d"))
    return frame.with_columns(texts)


def _of_sqlite(name: str, values: Sequence[Any], kind: pl.DataType) -> pl.Series:
    """A column as SQLite gives it: truth as a number, dates and moments as text."""
    if kind == pl.Boolean:
        return pl.Series(name, values, pl.Int64).cast(kind)
    if kind == pl.Date:
        return pl.Series(name, values, pl.String).str.to_date("%Y-%m-%d")
    if isinstance(kind, pl.Datetime):
        return pl.Series(name, values, pl.String).str.to_datetime("%Y-%m-%d %H:%M:%S%.f", time_unit="us").cast(kind)
    return pl.Series(name, values, kind)


def _copy(conn: Connection, table: Table, frame: pl.DataFrame) -> None:
    binary = [name for name, kind in frame.schema.items() if kind == pl.Binary]
    frame = frame.with_columns((pl.lit("\\x") + pl.col(name).bin.encode("hex")).alias(name) for name in binary)
    names = ", ".join(f'"{name}"' for name in frame.columns)
    driver: Any = conn.connection.driver_connection
    with (
        driver.cursor() as cursor,
        # In CSV a null is nothing at all and an empty text is "": polars writes them so, COPY reads them so.
        cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN (FORMAT csv)') as copy,
    ):
        for part in frame.iter_slices(100_000):
            copy.write(part.write_csv(include_header=False).encode())
