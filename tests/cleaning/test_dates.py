from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaning.dates import DATE, birth, iso, swappable
from tests.cleaning.tables import cases, one, read


@cases("dates")
def test_a_date_is_read_with_the_precision_it_was_given(case: dict[str, str]) -> None:
    told = read(DATE, case["input"])
    assert (told["iso"], told["birth"]) == (case["iso"], case["birth"])


@cases("dates")
def test_a_clean_date_stays_as_it_is(case: dict[str, str]) -> None:
    told = read(DATE, case["input"])
    assert read(DATE, str(told["iso"]))["iso"] == told["iso"]
    assert read(DATE, str(told["birth"]))["birth"] == told["birth"]


@given(
    st.dates(date(1920, 1, 1), date(2011, 12, 31)),
    st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%d%m%Y"]),
)
@settings(max_examples=40, deadline=None)
def test_every_real_birth_date_is_read_in_every_form(day: date, form: str) -> None:
    assert one(birth(pl.lit(day.strftime(form)))) == day.isoformat()


@given(st.text(alphabet="0123456789/-. \nngàythágăm…_xTe", max_size=14))
@settings(max_examples=40, deadline=None)
def test_whatever_is_read_as_a_day_is_a_real_day(text: str) -> None:
    told = str(one(iso(pl.lit(text))))
    assert len(told) < 10 or date.fromisoformat(told)


@pytest.mark.parametrize(("text", "expected"), [("7/3/85", "yes"), ("85", "yes"), ("7/3/1985", ""), ("1985", "")])
def test_a_year_of_two_digits_is_noticed(text: str, expected: str) -> None:
    assert read(DATE, text)["two_digit"] == expected


@pytest.mark.parametrize(
    ("day", "expected"), [("1980-01-05", "yes"), ("1980-05-05", ""), ("1980-01-13", ""), ("1980", "")]
)
def test_only_a_day_up_to_twelve_can_be_swapped(day: str, expected: str) -> None:
    assert one(swappable(pl.lit(day))) == expected
