from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import duckdb
import pytest

from bench.people import population, records
from matching.engines import EngineUnavailable, engine
from matching.features import features
from matching.scoring import score


@pytest.mark.parametrize("name", ["sqlite", "local[two]", "spark:", ""])
def test_an_engine_nobody_knows_is_named_with_those_there_are(name: str) -> None:
    with pytest.raises(EngineUnavailable, match=r"duckdb, local\[2\] or spark://"), engine(name):
        pass


@pytest.mark.skipif(importlib.util.find_spec("pyspark") is not None, reason="opt-in: Spark is installed here")
def test_without_spark_the_line_says_what_to_install() -> None:
    with pytest.raises(EngineUnavailable, match=r"thidua\[spark\]"), engine("local[2]"):
        pass


def test_where_memory_is_short_nobody_is_put_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    people = features(records(population(20_000, seed=5), seed=5))
    open_database = duckdb.connect

    def tight(*given: Any) -> duckdb.DuckDBPyConnection:
        connection = open_database(*given)
        connection.execute("SET memory_limit = '30MB'")
        return connection

    monkeypatch.setattr(duckdb, "connect", tight)
    with pytest.raises(EngineUnavailable, match="memory is too short"):
        score(people, people.clear())
    assert list(tmp_path.iterdir()) == []
