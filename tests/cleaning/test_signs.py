from __future__ import annotations

import pytest

from cleaning import signs
from cleaning.totals import declared
from tests.cleaning.tables import cases

_SIGNS = {"total": signs.is_total, "signed": signs.is_signed, "unit": signs.is_unit, "nobody": signs.says_nobody}


@cases("signs")
def test_a_text_shows_what_its_row_is(case: dict[str, str]) -> None:
    assert [name for name, shows in _SIGNS.items() if shows(case["text"])] == [case["sign"]] * bool(case["sign"])


@pytest.mark.parametrize("text", ["Nguyễn Văn An", "TRẦN THỊ BÌNH", "Lê Na (tổ 1)", "Vũ Đình Trọng"])
def test_names_of_people_read_as_such(text: str) -> None:
    assert signs.is_person(text)


@pytest.mark.parametrize("text", ["Văn phòng 1", "Tổ may", "An", "Ban giám đốc", "Công ty An Bình", "12"])
def test_other_words_read_as_no_person(text: str) -> None:
    assert not signs.is_person(text)


@pytest.mark.parametrize(
    ("row", "number"),
    [
        (("Tổng cộng: 30 người",), 30),
        (("Tổng cộng", "1.168 người"), 1168),
        (("Tổng cộng", "30"), 30),
        (("Tổng cộng", "30", "5000000"), 30),
        (("Tổng cộng", "12", "", "18"), None),
        (("Cộng: 12",), 12),
        (("Tổng cộng: 30 (Ba mươi) đồng chí",), 30),
        (("Tổng cộng: 30 (Ba mươi)",), 30),
        (("Ấn định danh sách: Ba mươi lăm người",), 35),
        (("Danh sách này có một nghìn không trăm linh bảy đồng chí./.",), 1007),
        (("Danh sách gồm năm mươi mốt công nhân",), 51),
        (("Danh sách gồm 02 tập thể, 15 cá nhân",), 15),
        (("Tổng cộng năm 2025",), None),
        (("Tổng cộng", ""), None),
    ],
)
def test_a_sum_declares_how_many_records_there_are(row: tuple[str, ...], number: int | None) -> None:
    assert declared(row, money=frozenset({2})) == number
