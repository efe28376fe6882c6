from __future__ import annotations

import unicodedata

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaning.names import folded
from cleaning.text import fold, keyed, stripped, tidy


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("  Nguyễn\u00a0 Văn\n An ", "Nguyễn Văn An"),
        (unicodedata.normalize("NFD", "Nguyễn"), "Nguyễn"),
        ("Ng\u200buyễn\u202a Văn\ufeff", "Nguyễn Văn"),
        ("Ðỗ Ðức", "Đỗ Đức"),
        ("Hä vµ t\xadn", "Hä vµ t\xadn"),
    ],
)
def test_tidy_text_is_one_line_of_composed_letters(text: str, tidied: str) -> None:
    assert tidy(text) == tidied


@pytest.mark.parametrize(
    ("one", "other"), [("Khoẻ", "Khỏe"), ("HOÀ", "hòa"), ("Thuý", "Thúy"), ("Họ & tên", "Họ và tên")]
)
def test_keys_with_diacritics_agree_on_one_placement_of_tones(one: str, other: str) -> None:
    assert keyed(one) == keyed(other)


@pytest.mark.parametrize(
    ("one", "other"), [("năm", "Nam"), ("công nhân", "công nhận"), ("Hùng", "Hưng"), ("quý", "quy")]
)
def test_keys_with_diacritics_tell_words_apart(one: str, other: str) -> None:
    assert keyed(one) != keyed(other)


@pytest.mark.parametrize(("one", "other"), [("Lý", "Lí"), ("Quý", "Quí"), ("Hoà", "HÒA"), ("Đỗ-Đức", "do duc")])
def test_folded_keys_agree(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Hoàng", "Huỳnh"), ("Vũ", "Võ"), ("Thủy", "Thỉ"), ("Tây", "Tai")])
def test_folding_never_makes_two_names_of_people_one(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_a_stripped_key_keeps_its_signs() -> None:
    assert stripped(keyed("% đóng góp")) == "% dong gop"


_VIETNAMESE = st.text(st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyÀÁẢÃẠỲÝ ấềộợừỹ-./"), max_size=24)


@settings(max_examples=100, deadline=None)
@given(_VIETNAMESE)
def test_the_fold_of_a_text_and_of_a_column_are_the_same(text: str) -> None:
    assert fold(text) == (pl.select(folded(pl.lit(text))).item() or "")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=24))
def test_tidying_and_keying_twice_change_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert fold(fold(text)) == fold(text)
