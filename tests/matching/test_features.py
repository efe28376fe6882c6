from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.features import FIELDS, SCHEMA, features, keys

with Path(__file__).parents[1].joinpath("cases", "features.csv").open(encoding="utf-8") as file:
    CASES = list(csv.DictReader(file))


def person(**fields: str | None) -> pl.DataFrame:
    return pl.DataFrame([{"record_id": "1", "full_name": "Trần An"} | fields])


@pytest.mark.parametrize("case", CASES, ids=[case["note"] for case in CASES])
def test_values_as_they_are_compared(case: dict[str, str]) -> None:
    found = features(person(**{name: case[name] or None for name in FIELDS if name in case}))[case["field"]].item()
    shown = "" if found is None else str(found).lower() if isinstance(found, bool) else str(found)
    assert shown == case["expected"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nguyễn Hòa", "Nguyễn Hoà"),
        ("Thuý Lý", "Thúy Lí"),
        ("Trần An", unicodedata.normalize("NFD", "TRẦN  AN")),
    ],
)
def test_one_name_in_two_spellings_is_compared_as_one(one: str, other: str) -> None:
    assert features(person(full_name=one))["name"].item() == features(person(full_name=other))["name"].item()


@pytest.mark.parametrize(("one", "other"), [("Hùng", "Hưng"), ("Hoàng", "Huỳnh"), ("Vũ", "Võ"), ("Thu", "Thư")])
def test_different_names_stay_different(one: str, other: str) -> None:
    assert features(person(full_name=one))["name"].item() != features(person(full_name=other))["name"].item()


def test_features_of_cleaned_values_do_not_change_when_made_again() -> None:
    cleaned = person(gender="female", date_of_birth="1985-03-07", citizen_id="001185123456", phone="0912345678")
    first = features(cleaned)
    again = features(
        first.rename({"name": "full_name", "sex": "gender", "birth_date": "date_of_birth", "unit": "unit_code"})
    )
    assert again.select("citizen_id", "phone", "sex", "birth_date", "birth_year").equals(
        first.select("citizen_id", "phone", "sex", "birth_date", "birth_year")
    )


def test_a_phone_of_more_than_five_names_is_dropped() -> None:
    names = ["An", "Bình", "Chi", "Dung", "Em", "Giang"]
    crowd = pl.DataFrame({"record_id": names, "full_name": names, "phone": ["0912345678"] * 6})
    assert features(crowd)["phone"].null_count() == 6
    assert features(crowd.head(5))["phone"].null_count() == 0


def test_absent_columns_and_no_rows_are_fine() -> None:
    assert features(person()).schema == pl.Schema(SCHEMA)
    assert features(person().clear()).is_empty()
    assert keys(features(person().clear())).is_empty()


def test_a_list_without_names_is_refused() -> None:
    with pytest.raises(ValueError, match="full_name"):
        features(pl.DataFrame({"record_id": ["1"]}))


def test_keys_name_their_rule_and_missing_values_give_none() -> None:
    full = person(date_of_birth="1985-07-03", citizen_id="001185123456", unit_code="CS1")
    assert keys(features(full))["key"].to_list() == [
        "birth:an|1985-03-07",
        "citizen:001185123456",
        "unit:an tran|CS1",
        "year:an tran|1985",
    ]
    assert keys(features(person()))["key"].to_list() == []


texts = st.one_of(st.none(), st.text(max_size=14), st.text("0123456789/.-E+ ", max_size=14))


@given(rows=st.lists(st.fixed_dictionaries(dict.fromkeys(FIELDS, texts)), min_size=1, max_size=4))
@settings(max_examples=500, deadline=None)
def test_no_text_whatever_breaks_the_features(rows: list[dict[str, str | None]]) -> None:
    schema = dict.fromkeys(("record_id", *FIELDS), pl.String)
    frame = pl.DataFrame([{"record_id": str(i)} | row for i, row in enumerate(rows)], schema=schema)
    assert features(frame)["record_id"].to_list() == frame["record_id"].to_list()


def test_work_and_place_are_compared_in_one_spelling() -> None:
    found = features(person(job=" Công nhân  MAY. ", hire_date="01/03/2019", district=" CT012 ", unit_code=""))
    assert found.select("job", "hired", "district", "unit").row(0) == ("công nhân may", "2019-03-01", "CT012", None)


@pytest.mark.parametrize("year", [1900, 1985, 1999, 2000, 2003, 2019, 2029])
def test_a_year_of_either_century_is_read(year: int) -> None:
    people = pl.DataFrame(
        {"record_id": ["a", "b"], "full_name": ["Lê Thị Mai"] * 2, "date_of_birth": [f"{year}-03-07", str(year)]}
    )
    assert features(people)["birth_year"].to_list() == [year, year]
