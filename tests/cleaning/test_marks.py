from __future__ import annotations

import polars as pl
import pytest

from cleaning.marks import MARK, flag
from tests.cleaning.tables import cases, read


@cases("marks")
def test_a_mark_says_yes_no_or_a_sex(case: dict[str, str]) -> None:
    told = read(MARK, case["input"])
    assert (told["gender"], told["belongs"]) == (case["gender"], case["belongs"])
    expected = {"yes": True, "no": False, "": None}[case["flag"]]
    assert pl.select(flag(pl.lit(case["input"]))).item() is expected


@pytest.mark.parametrize(
    ("text", "expected"), [("Ông", "male"), ("Bà ThS.", "female"), ("Ông/Bà", ""), ("Đ/c", ""), ("Bác sĩ", "")]
)
def test_a_form_of_address_may_tell_the_sex(text: str, expected: str) -> None:
    assert read(MARK, text)["addressed"] == expected
