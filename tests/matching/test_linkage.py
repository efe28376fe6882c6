from __future__ import annotations

import json

import polars as pl
import pytest

from bench.people import population, records
from matching.evaluation import evaluate
from matching.linkage import LINKED, match


@pytest.fixture(scope="module")
def people() -> pl.DataFrame:
    return records(population(4_000, seed=11), seed=11)


@pytest.fixture(scope="module")
def linked(people: pl.DataFrame) -> pl.DataFrame:
    return match(people.drop("person"))


def test_quality_on_invented_people_with_correlated_errors(people: pl.DataFrame, linked: pl.DataFrame) -> None:
    quality = evaluate(linked, people)
    assert quality.f1 >= 0.93
    assert quality.precision >= 0.99
    assert quality.mixed <= quality.persons * 0.003


def test_every_record_is_answered_in_the_order_given(people: pl.DataFrame, linked: pl.DataFrame) -> None:
    assert linked.schema == pl.Schema(LINKED)
    assert linked["record_id"].equals(people["record_id"])
    assert linked.null_count().sum_horizontal().item() == 0
    assert linked["match_probability"].is_between(0, 1).all()


def test_keys_are_the_same_however_the_rows_are_ordered(people: pl.DataFrame, linked: pl.DataFrame) -> None:
    shuffled = match(people.drop("person").sample(fraction=1, shuffle=True, seed=4))
    assert shuffled.sort("record_id").equals(linked.sort("record_id"))


def test_evidence_names_the_tie_and_what_agreed() -> None:
    rows = {"full_name": "Trần Thị Lan", "date_of_birth": "1985-03-07", "unit_code": "CS1"}
    found = match(pl.DataFrame([{"record_id": "b"} | rows, {"record_id": "a"} | rows]))
    assert found["worker_key"].to_list() == ["a", "a"]
    evidence = json.loads(found["evidence"][0])
    assert evidence["with"] == "a"
    assert evidence["birth"][0] == evidence["name"][0] == "same"
    assert "phone" not in evidence


def test_one_record_is_a_person_without_evidence() -> None:
    found = match(pl.DataFrame({"record_id": ["1"], "full_name": ["Trần An"]}))
    assert found.rows() == [("1", "1", 1.0, "")]


@pytest.mark.parametrize("ids", [["1", "1"], ["1", None]])
def test_record_ids_must_tell_rows_apart(ids: list[str | None]) -> None:
    with pytest.raises(ValueError, match="record_id"):
        match(pl.DataFrame({"record_id": ids, "full_name": ["Trần An", "Lê Bình"]}))
