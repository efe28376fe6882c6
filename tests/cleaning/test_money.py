from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaning.money import amount, count, percent
from tests.cleaning.tables import cases, one


@cases("money")
def test_an_amount_is_read_as_whole_dong(case: dict[str, str]) -> None:
    value = amount(pl.lit(case["input"]), pl.lit(int(case["unit"])), numeric=pl.lit(bool(case["numeric"])))
    assert str(one(value)) == case["dong"]


@given(st.integers(1, 9_999_999_999_999))
@settings(max_examples=40, deadline=None)
def test_an_amount_written_the_vietnamese_way_is_read_back(dong: int) -> None:
    assert one(amount(pl.lit(f"{dong:,} đ".replace(",", ".")), pl.lit(1))) == dong


@given(st.text(alphabet="0123456789.,= triệuỷđồngk()/-", max_size=24))
@settings(max_examples=40, deadline=None)
def test_no_text_breaks_the_reading_of_amounts(text: str) -> None:
    value = one(amount(pl.lit(text), pl.lit(1_000)))
    assert value == "" or value > 0  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.168", 1168),
        ("1,168", 1168),
        ("1168", 1168),
        ("0", 0),
        ("12 người", 12),
        ("12,5", ""),
        ("-5", ""),
        ("abc", ""),
        ("-", ""),
    ],
)
def test_a_count_is_a_whole_number_and_zero_is_one(text: str, expected: object) -> None:
    assert one(count(pl.lit(text))) == expected


def test_the_dot_of_a_number_cell_is_a_decimal_point() -> None:
    assert one(count(pl.lit("1.168"), numeric=pl.lit(value=True))) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [("60%", 60.0), ("60,5 %", 60.5), ("60", 60.0), ("0,6", 0.6), ("0.6", 0.6), ("1/2", ""), ("abc", "")],
)
def test_a_share_is_read_as_it_is_written(text: str, expected: object) -> None:
    assert one(percent(pl.lit(text))) == expected
