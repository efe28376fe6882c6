from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaning.names import NAME, folded, joined
from cleaning.text import fold
from tests.cleaning.tables import cases, one, read


@cases("names")
def test_a_name_cell_is_split_as_a_person_would(case: dict[str, str]) -> None:
    told = read(NAME, case["input"])
    assert (told["full_name"], told["note"], told["title"]) == (case["full_name"], case["note"], case["title"])


@cases("names")
def test_a_clean_name_stays_as_it_is(case: dict[str, str]) -> None:
    once = str(read(NAME, case["input"])["full_name"])
    assert read(NAME, once)["full_name"] == once


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Nguyễn Thị Hoà", "Nguyễn Thị Hòa"),
        ("Trần Thuý", "Trần Thúy"),
        ("Lý Quý", "Lí Quí"),
        ("Đỗ Mỹ Uyên", "Do Mi Uyen"),
    ],
)
def test_spellings_of_one_name_share_a_key(left: str, right: str) -> None:
    assert one(folded(pl.lit(left))) == one(folded(pl.lit(right)))


@pytest.mark.parametrize(("left", "right"), [("Hoàng An", "Huỳnh An"), ("Vũ Mai", "Võ Mai"), ("Lê Hải", "Lê Hay")])
def test_different_names_keep_different_keys(left: str, right: str) -> None:
    assert one(folded(pl.lit(left))) != one(folded(pl.lit(right)))


@pytest.mark.parametrize("text", ["Lê Na (nữ) (tổ trưởng)", "Lê Na (]", "Lê Na (](x", "Lê Na [x (y)"])
def test_all_brackets_behind_a_name_go_at_once(text: str) -> None:
    assert read(NAME, text)["full_name"] == "Lê Na"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
@settings(max_examples=40, deadline=None)
def test_no_text_breaks_the_reading_of_names(text: str) -> None:
    name = read(NAME, text)["full_name"]
    assert read(NAME, str(name))["full_name"] in {name, ""} or name != name.strip()  # type: ignore[attr-defined]


@given(st.lists(st.sampled_from(["Nguyễn", "THUÝ", "Hòa", "lý", "Đặng", "Quý", "y", "ỷ"]), min_size=1, max_size=5))
@settings(max_examples=40, deadline=None)
def test_columns_and_single_texts_are_folded_alike(words: list[str]) -> None:
    assert one(folded(pl.lit(" ".join(words)))) == fold(" ".join(words))


def test_two_columns_make_one_name() -> None:
    assert one(joined(pl.lit("Nguyễn  Văn "), pl.lit("An"))) == "Nguyễn Văn An"
    assert one(joined(pl.lit("-"), pl.lit(None, pl.String))) == ""
