"""Forms about one person or one work: a field a row, its words left of its value or in the same cell."""

from __future__ import annotations

import json

import pytest

from tests.cleaning.sheets import HEADER, LETTERHEAD, SIGNED, TITLE, people, read, sheet, table

CARD = ("PHIẾU ĐỀ NGHỊ CÔNG NHẬN CÔNG NHÂN GIỎI CẤP CƠ SỞ NĂM 2025",)
TOLD = {"full_name": ["Lê Văn An"], "date_of_birth": ["01/05/1985"], "job": ["Thợ hàn"]}


@pytest.mark.parametrize(
    "rows",
    [
        (("1. Họ và tên:", "Lê Văn An"), ("2. Ngày sinh:", "01/05/1985"), ("3. Công việc đang làm:", "Thợ hàn")),
        (("1", "Họ và tên", "Lê Văn An"), ("2", "Ngày sinh", "01/05/1985"), ("3", "Công việc đang làm", "Thợ hàn")),
        (("Họ và tên: Lê Văn An",), ("Ngày sinh: 01/05/1985",), ("Công việc đang làm: Thợ hàn",)),
    ],
)
def test_a_form_about_a_person_is_one_record(rows: tuple[tuple[str, ...], ...]) -> None:
    found = table(*LETTERHEAD, CARD, *rows, (), *SIGNED)
    assert (found.kind, found.award_code, found.award_level, found.year) == ("cng_list", "CNG", "grassroots", 2025)
    assert (found.values, found.row_numbers) == (TOLD, (5,))
    assert {told.code for told in found.inferences} == {"card_upright"}


def test_a_form_about_an_initiative_names_its_authors() -> None:
    found = table(
        ("PHIẾU ĐĂNG KÝ SÁNG KIẾN NĂM 2025",),
        ("Tên sáng kiến:", "Cải tiến máy may"),
        ("Tác giả:", "Lê Văn An (60%), Trần Thị Bình (40%)"),
        ("Lĩnh vực:", "Kỹ thuật"),
        ("Giá trị làm lợi:", "12 triệu"),
    )
    assert (found.kind, found.values["benefit_vnd"]) == ("initiative_list", ["12 triệu"])
    named = [(one["full_name"], one["contribution_pct"]) for one in json.loads(found.values["authors"][0])]
    assert named == [("Lê Văn An", "60%"), ("Trần Thị Bình", "40%")]


def test_a_value_that_reads_as_a_heading_is_a_value_and_words_beside_words_are_none() -> None:
    rows = (("Họ và tên:", "Lê Văn An"), ("Giới tính:", "Nam"), ("Chức vụ:", "Số điện thoại:"))
    assert table(CARD, *rows).values == {"full_name": ["Lê Văn An"], "gender": ["Nam"], "position": [""]}


def test_a_form_that_lacks_only_the_name_is_a_record_without_one() -> None:
    rows = (("Họ và tên:", ""), ("Ngày sinh:", "1985"), ("Giới tính:", "Nam"), ("Chức vụ:", "Tổ trưởng"))
    assert table(CARD, *rows).values["full_name"] == [""]


def test_each_field_of_a_form_knows_its_own_cell() -> None:
    found = table(CARD, ("Họ và tên:", "Lê Văn An"), ("Ngày sinh:", "1985"), ("Công việc đang làm:", ""))
    assert [(column.field, column.index, column.row) for column in found.columns] == [
        ("full_name", 1, 2),
        ("date_of_birth", 1, 3),
        ("job", 1, 4),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        (("GIẤY MỜI HỌP",), ("Họ và tên:", "Lê Văn An"), ("Ngày sinh:", "1985"), ("Chức vụ:", "Thợ hàn")),
        (CARD, ("Họ và tên:", ""), ("Ngày sinh:", "1985"), ("Chức vụ:", "Thợ hàn")),
        (CARD, ("Họ và tên:", "Lê Văn An")),
    ],
)
def test_a_letter_or_a_form_without_name_or_fields_is_no_record(rows: tuple[tuple[str, ...], ...]) -> None:
    found = read(sheet(TITLE, HEADER, *people(2)), sheet(*rows, name="Khác"))
    assert [one.sheet for one in found.tables] == ["Sheet1"]
