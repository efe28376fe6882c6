from __future__ import annotations

import importlib.util

import pytest

from matching.engines import EngineUnavailable, engine


@pytest.mark.parametrize("name", ["sqlite", "local[two]", "spark:", ""])
def test_an_engine_nobody_knows_is_named_with_those_there_are(name: str) -> None:
    with pytest.raises(EngineUnavailable, match=r"duckdb, local\[2\] or spark://"), engine(name):
        pass


@pytest.mark.skipif(importlib.util.find_spec("pyspark") is not None, reason="opt-in: Spark is installed here")
def test_without_spark_the_line_says_what_to_install() -> None:
    with pytest.raises(EngineUnavailable, match=r"thidua\[spark\]"), engine("local[2]"):
        pass
