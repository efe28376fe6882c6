from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import numerals


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (999, "999"), (1168, "1.168"), (-1168, "-1.168"), (None, "–")])
def test_thousands_are_parted_by_dots(value: int | None, text: str) -> None:
    assert numerals.integer(value) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (730, 1168, "62,5% (730/1.168)"),
        (0, 30, "0,0% (0/30)"),
        (1, 3, "33,3% (1/3)"),
        (1, 400, "0,3% (1/400)"),
        (3, 3, "100,0% (3/3)"),
        (0, 0, "–"),
    ],
)
def test_a_share_never_stands_without_its_denominator(part: int, whole: int, text: str) -> None:
    assert numerals.share(part, whole) == text


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 10**9).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_a_share_is_within_half_a_tenth_of_the_truth(pair: tuple[int, int]) -> None:
    part, whole = pair
    shown = numerals.percent(part, whole).rstrip("%").replace(".", "").replace(",", "")
    assert abs(int(shown) * whole - 1000 * part) * 2 <= whole


@pytest.mark.parametrize(("value", "pattern"), [(0, "0"), (999, "0"), (1168, r"0\.000"), (12_210_000, r"0\.000\.000")])
def test_a_cell_shows_dots_whatever_the_language_of_the_program(value: int, pattern: str) -> None:
    assert numerals.pattern(value) == pattern


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2025, 6, 10), "ngày 10 tháng 6 năm 2025"),
        (date(2025, 2, 3), "ngày 03 tháng 02 năm 2025"),
        (date(2025, 12, 9), "ngày 09 tháng 12 năm 2025"),
    ],
)
def test_days_below_ten_and_the_first_two_months_carry_a_zero(day: date, text: str) -> None:
    assert numerals.long_day(day) == text
