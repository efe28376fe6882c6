from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaning.identifiers import NUMBER, restored, social_insurance, trusted, valid
from schemas.citizen_id import birth_year_of, provinces, sex_of
from tests.cleaning.tables import cases, one, read


@cases("identifiers")
def test_an_id_cell_gives_its_bare_digits(case: dict[str, str]) -> None:
    told = read(NUMBER, case["input"])
    assert {name: told[name] for name in ("number", "second", "unreadable")} == {
        name: case[name] for name in ("number", "second", "unreadable")
    }


@cases("citizen_ids")
def test_a_citizen_id_is_weighed_with_sex_and_birth_year(case: dict[str, str]) -> None:
    gender = pl.lit(case["gender"] or None, pl.String)
    year = pl.lit(int(case["birth_year"]) if case["birth_year"] else None, pl.Int32)
    number = restored(pl.lit(case["number"]), gender, year)
    told = (one(number), one(valid(number, gender, year)), one(trusted(number, gender, year)))
    assert told == (case["restored"], case["valid"], case["trusted"])


@given(
    st.sampled_from(sorted(provinces())),
    st.integers(1930, 2009),
    st.sampled_from(["male", "female"]),
    st.integers(0, 999_999),
)
@settings(max_examples=40, deadline=None)
def test_zeros_lost_by_a_spreadsheet_come_back(province: str, year: int, sex: str, serial: int) -> None:
    century = (year - 1900) // 100 * 2 + (sex == "female")
    number = f"{province}{century}{year % 100:02}{serial:06}"
    as_number = str(int(number))
    assert one(restored(pl.lit(as_number), pl.lit(sex), pl.lit(year))) == number
    assert (one(sex_of(pl.lit(number))), one(birth_year_of(pl.lit(number)))) == (sex, year)


@given(st.text(max_size=20))
@settings(max_examples=40, deadline=None)
def test_no_text_breaks_the_reading_of_ids(text: str) -> None:
    number = str(read(NUMBER, text)["number"])
    assert number == "" or (number.isascii() and number.isdigit())


@pytest.mark.parametrize(
    ("number", "expected"),
    [("0123456789", "0123456789"), ("123456789", "0123456789"), ("12345678", ""), ("01234567890", "")],
)
def test_a_social_insurance_number_has_ten_digits_and_may_have_lost_one_zero(number: str, expected: str) -> None:
    assert one(social_insurance(pl.lit(number))) == expected
