from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaning.doubts import masked
from cleaning.layout import find_tables
from schemas.question import HEADING, UNUSED, Question
from schemas.sheet import Workbook
from schemas.table import Table
from tests.cleaning.sheets import TITLE, people, sheet, table

_NAMES = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Thu Hà", "Phạm Văn Đức")
_IDS = ("001085012345", "001190023456", "034078004567", "001099012345")


def _read(heading: str, cells: Sequence[str], answers: dict[str, str] | None = None) -> Table:
    """A list of people with one more column."""
    rows = [(str(n), name, cell) for n, (name, cell) in enumerate(zip(_NAMES, cells, strict=True), 1)]
    listed = sheet(TITLE, ("STT", "Họ và tên", heading), *rows)
    (found,) = find_tables(Workbook("xlsx", (listed,)), "ds.xlsx", answers or {}).tables
    return found


def _asked(found: Table) -> Question:
    (asked,) = found.questions
    return asked


@pytest.mark.parametrize(
    ("heading", "cells", "candidates"),
    [
        ("Mã số", ("8012345678", "8112345679", "8212345670", "8312345671"), ("social_insurance_no", "tax_code")),
        ("Mã tra cứu", _IDS, ("id_number",)),
        ("Ngày", ("12/3/2010", "5/9/2011", "1/12/2009", "3/4/2010"), ("decision_date", "date_of_birth")),
    ],
)
def test_a_doubtful_column_of_weight_is_one_question(
    heading: str, cells: tuple[str, ...], candidates: tuple[str, ...]
) -> None:
    asked = _asked(_read(heading, cells))
    assert (asked.code, asked.cell, asked.details) == (HEADING, "C2", {"heading": heading})
    assert asked.candidates[-1] == UNUSED
    assert set(asked.candidates[:-1]) <= set(candidates) and asked.candidates[0] in candidates


def test_a_list_without_names_asks_for_the_column_that_looks_like_names() -> None:
    rows = [(str(n), name, "1985") for n, name in enumerate(_NAMES, 1)]
    found = table(TITLE, ("STT", "Thành viên tiêu biểu", "Năm sinh"), *rows)
    assert found.kind == "cng_list" and _asked(found).candidates == ("full_name", UNUSED)
    assert found.values["full_name"] == list(_NAMES)


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("NS", ("1985", "1990", "1978", "1980")),
        ("ĐV", ("Xưởng 1", "Xưởng 2", "Xưởng 1", "Phòng A")),
        ("TT", ("Vượt năng suất ba năm", "Có hai sáng kiến hay", "Hoàn thành nhiệm vụ", "Giỏi việc")),
        ("Mã số", ("NV001", "NV002", "NV003", "NV004")),
        ("Cỡ áo", ("M", "L", "XL", "M")),
        ("Người giới thiệu", ("Vũ Thị Hoa", "Vũ Thị Hoa", "Vũ Thị Hoa", "Vũ Thị Hoa")),
        ("Ngày", ("", "", "", "")),
    ],
)
def test_what_is_clear_or_of_no_weight_is_not_asked(heading: str, cells: tuple[str, ...]) -> None:
    assert _read(heading, cells).questions == ()


def test_an_answer_settles_the_column_in_every_list_of_that_layout() -> None:
    asked = _asked(_read("Mã tra cứu", _IDS))
    again = _read("Mã tra cứu", _IDS[::-1], {asked.key: "id_number"})
    assert again.questions == () and again.values["id_number"] == list(_IDS[::-1])
    assert [told.code for told in again.inferences] == ["heading_answered"]


def test_an_answer_that_a_column_is_not_used_leaves_it_to_the_sender() -> None:
    asked = _asked(_read("Mã tra cứu", _IDS))
    again = _read("Mã tra cứu", _IDS, {asked.key: UNUSED})
    assert again.questions == () and "id_number" not in again.values


def test_an_answer_for_one_layout_says_nothing_of_another() -> None:
    asked = _asked(_read("Mã tra cứu", _IDS))
    assert _read("Mã tra cứu khác", _IDS, {asked.key: "id_number"}).questions != ()


def test_of_two_columns_of_identity_numbers_the_citizen_id_is_read() -> None:
    old, new = ("012345678", "012345679", "012345670"), _IDS[:3]
    rows = [(*person[:2], o, n) for person, o, n in zip(people(3), old, new, strict=True)]
    listed = sheet(TITLE, ("STT", "Họ và tên", "Số CMND", "Số CCCD"), *rows)
    (found,) = find_tables(Workbook("xlsx", (listed,)), "ds.xlsx").tables
    assert found.values["id_number"] == list(new)


def test_samples_show_the_shape_of_a_cell_and_not_the_person() -> None:
    assert masked("Nguyễn Văn An") == "N••••• V•• A•"
    assert masked("001085012345") == "001•••••••••"
    assert masked("12/03/1985") == "12/0•/••••"


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "Zs")), max_size=80))
def test_a_masked_text_never_shows_four_digits_or_two_letters_of_a_word(text: str) -> None:
    shown = masked(text)
    assert sum(letter.isdigit() and letter.isdecimal() for letter in shown) <= 3
    assert len(shown) <= 40
