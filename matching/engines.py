"""Engines: where pairs are found and weighed; DuckDB runs the declared model in this process, Spark runs it anywhere.

Spark is the way out when one machine is too small: it gives the same pairs, and costs more on one machine
(docs/matching.md). It is an extra of this package and needs Java.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, Protocol

import duckdb
import polars as pl
import pyarrow as pa
from splink import DuckDBAPI
from splink.internals.exceptions import SplinkException

DUCKDB: Final = "duckdb"
# The masters of Spark: threads of this machine, a cluster of its own, or another's scheduler.
MASTERS: Final = r"local(\[(\d+|\*)\])?|spark://.+|k8s://.+|yarn"
_BATCH: Final = 20_000  # rows


class EngineUnavailable(Exception):
    """The engine asked for cannot be used here: the one line says what to install, start or write."""


class Engine(Protocol):
    """A database that Splink can work on."""

    dialect: str
    api: Any

    def register(self, frame: pl.DataFrame, name: str) -> Any:
        """A frame as a table that Splink takes."""

    def collected(self, table: Any, columns: Sequence[str]) -> pl.DataFrame:
        """Some columns of a table of Splink's."""


@contextmanager
def engine(name: str = DUCKDB) -> Iterator[Engine]:
    """The engine of that name, ``duckdb`` or a Spark master (``local[2]``, ``spark://host:7077``), and nothing after.

    Raises ``EngineUnavailable`` when there is none, or it does not start.
    """
    if name == DUCKDB:
        with duckdb.connect(":memory:") as connection, _told_of_memory():
            yield _DuckDB(connection)
    elif re.fullmatch(MASTERS, name):
        session = _spark(name)
        try:
            yield _Spark(session)
        finally:
            session.stop()
    else:
        raise EngineUnavailable(f"no such engine of matching: {name}; use duckdb, local[2] or spark://host:port")


@contextmanager
def _told_of_memory() -> Iterator[None]:
    try:
        yield
    except (SplinkException, duckdb.OutOfMemoryException) as error:
        if not isinstance(error.__cause__ or error, duckdb.OutOfMemoryException):
            raise
        raise EngineUnavailable(
            "memory is too short to weigh these records at once (a million need about 4 GiB); nothing was written"
        ) from None


class _DuckDB:
    dialect = "duckdb"

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        # Where memory is short, nobody's data goes to the disk.
        connection.execute("SET temp_directory = ''")
        # Nothing a submission says may make the database open a file.
        connection.execute("SET enable_external_access = false")
        self.api: Any = DuckDBAPI(connection)

    def register(self, frame: pl.DataFrame, name: str) -> Any:
        whole = frame.to_arrow()
        # One batch is read by one thread.
        batches = pa.Table.from_batches(whole.to_batches(max_chunksize=_BATCH), schema=whole.schema)
        return self.api.register(batches, dataset_display_name=name)

    def collected(self, table: Any, columns: Sequence[str]) -> pl.DataFrame:
        return pl.DataFrame(table.as_duckdbpyrelation().to_arrow_table()).select(columns)


class _Spark:
    dialect = "spark"

    def __init__(self, session: Any) -> None:
        from splink.backends import spark

        # Kept where they are computed; the default writes every intermediate table to a folder.
        api: Any = spark.SparkAPI
        self.api: Any = api(spark_session=session, break_lineage_method="persist")

    def register(self, frame: pl.DataFrame, name: str) -> Any:
        return self.api.register(self.api.spark.createDataFrame(frame.to_arrow()).persist(), dataset_display_name=name)

    def collected(self, table: Any, columns: Sequence[str]) -> pl.DataFrame:
        return pl.DataFrame(pl.from_arrow(table.as_spark_dataframe().select(*columns).toArrow()))


def _spark(master: str) -> Any:
    try:
        from pyspark.sql import SparkSession
        from splink.backends.spark import similarity_jar_location
    except ImportError:
        raise EngineUnavailable("Spark is not installed: pip install 'thidua[spark]', and Java 17 or later") from None
    builder = SparkSession.builder.master(master).appName("thidua")
    for name, value in _spark_settings(master, similarity_jar_location()).items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except Exception as error:
        said = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise EngineUnavailable(f"Spark does not start at {master} (is Java installed?): {said}") from error
    session.sparkContext.setLogLevel("ERROR")
    return session


def _spark_settings(master: str, jar: str) -> dict[str, str]:
    told = {
        "spark.jars": jar,  # edit distances
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.maxResultSize": "0",  # the pairs come back whole
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        # Else the records become a literal of every query, computed upon by the planner and sent with every task.
        "spark.sql.execution.arrow.localRelationThreshold": "0",
    }
    if master.startswith("local"):
        told |= {
            "spark.driver.memory": "4g",
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.sql.shuffle.partitions": "8",
        }
    return told
