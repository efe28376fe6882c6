"""Spark gives the pairs and the persons that DuckDB gives; run by ``make spark``."""

from __future__ import annotations

import polars as pl
import pytest

from bench.people import population, records
from matching.clusters import partition
from matching.features import features
from matching.scoring import score
from tests.skips import SPARK

pytestmark = [SPARK, pytest.mark.filterwarnings("ignore")]
SPARK_HERE = "local[2]"
PEOPLE = 11_000  # about 20,000 records


@pytest.fixture(scope="module")
def people() -> pl.DataFrame:
    return features(records(population(PEOPLE, seed=5), seed=5))


def parts(people: pl.DataFrame, edges: pl.DataFrame) -> tuple[tuple[str, ...], ...]:
    trusted = people.filter("citizen_trusted").select("record_id", "citizen_id").rows()
    ties = edges.select("record_l", "record_r", "weight").rows()
    return partition(people["record_id"].to_list(), ties, citizen_ids=dict(trusted)).parts


def test_pairs_weights_and_persons_are_those_of_duckdb(people: pl.DataFrame) -> None:
    ours, theirs = (score(people, people.clear(), engine=name) for name in ("duckdb", SPARK_HERE))
    assert ours.height > 10_000
    assert theirs.select("record_l", "record_r", "evidence").equals(ours.select("record_l", "record_r", "evidence"))
    assert float((theirs["weight"] - ours["weight"]).abs().max()) <= 1e-6  # type: ignore[arg-type]
    assert parts(people, theirs) == parts(people, ours)


def test_a_night_of_new_records_against_known_ones_finds_the_same_pairs(people: pl.DataFrame) -> None:
    new, known = people.head(300), people.tail(3_000)
    assert (
        score(new, known, engine=SPARK_HERE)
        .select("record_l", "record_r")
        .equals(score(new, known).select("record_l", "record_r"))
    )
