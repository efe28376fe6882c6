"""Lists over several sheets, side by side, on hidden sheets, in hidden rows; totals over several tables."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cleaning.hidden import ranges
from schemas.sheet import Sheet
from schemas.table import Reading
from tests.cleaning.sheets import HEADER, SIGNED, TITLE, people, person, read, sheet

_TWO = ("STT", "Họ và tên", "Năm sinh", "", "STT", "Họ và tên", "Năm sinh")
_SIDE = (
    ("1", "Lê Văn An", "1985", "", "3", "Ngô Tú", "1990"),
    ("2", "Trần Thị Na", "1986", "", "4", "Lý Bình", "1991"),
)


def _names(found: Reading) -> list[list[str]]:
    return [table.values["full_name"] for table in found.tables]


def _told(found: Reading) -> set[str]:
    return {told.code for table in found.tables for told in table.inferences} | {t.code for t in found.inferences}


@pytest.mark.parametrize(
    "head",
    [
        _TWO,
        ("STT", "Họ và tên", "Năm sinh", "", "TT", "Họ và tên", "Năm sinh"),
        ("Mã", "Họ và tên", "Năm sinh", "", "Mã", "Họ và tên", "Năm sinh"),
    ],
)
def test_lists_side_by_side_are_two_tables_under_one_title(head: tuple[str, ...]) -> None:
    found = read(sheet(TITLE, head, *_SIDE, ("Danh sách này gồm 4 người./.",), *SIGNED))
    assert _names(found) == [["Lê Văn An", "Trần Thị Na"], ["Ngô Tú", "Lý Bình"]]
    assert [(one.kind, one.award_level, one.declared_total) for one in found.tables] == [
        ("cng_list", "grassroots", None)
    ] * 2
    assert "total_of_several" in _told(found)


def test_a_list_under_lists_side_by_side_is_a_table_of_its_own() -> None:
    found = read(sheet(TITLE, _TWO, *_SIDE, ("Cộng",), (), TITLE, HEADER, *people(2)))
    assert [len(names) for names in _names(found)] == [2, 2, 2]


def test_a_second_running_number_inside_a_table_begins_no_second_list() -> None:
    head = ("STT", "Tên sáng kiến", "STT", "Họ và tên", "Năm sinh")
    found = read(sheet(("DANH SÁCH SÁNG KIẾN CẤP CƠ SỞ NĂM 2025",), head, ("1", "Cải tiến", "1", "Lê An", "1985")))
    assert len(found.tables) == 1


def test_a_sheet_without_headings_goes_on_with_the_list_of_the_sheet_before() -> None:
    second = (*[person(n, name) for n, name in ((4, "Lê Ba"), (5, "Lê Tư"))], ("Danh sách này gồm 5 người./.",))
    found = read(sheet(TITLE, HEADER, *people(3)), sheet(*second, *SIGNED, name="Sheet2"))
    assert _names(found)[1] == ["Lê Ba", "Lê Tư"]
    assert [(one.kind, one.award_level, one.year) for one in found.tables] == [("cng_list", "grassroots", 2025)] * 2
    assert {"header_continued", "total_of_several"} <= _told(found)


@pytest.mark.parametrize(
    "rows",
    [
        (("Thợ may",), ("Thợ cắt",), ("Thợ hàn",)),
        (("1", "Thợ may"), ("2", "Thợ cắt")),
        (("Hướng dẫn", "Điền đủ các cột"), ("1", "Họ và tên ghi đủ")),
        ((),),
    ],
)
def test_a_sheet_of_other_things_goes_on_with_no_list(rows: tuple[tuple[str, ...], ...]) -> None:
    assert len(read(sheet(TITLE, HEADER, *people(3)), sheet(*rows, name="DM")).tables) == 1


@pytest.mark.parametrize("total", ["Tổng cộng hai trang: 5 người", "Tổng cộng: 5"])
def test_the_total_of_two_sheets_on_the_last_is_that_of_both(total: str) -> None:
    found = read(sheet(TITLE, HEADER, *people(3)), sheet(HEADER, *people(2), (total,), name="Sheet2"))
    assert [one.declared_total for one in found.tables] == [None, None]


def test_a_total_of_no_tables_stays_and_is_asked_about() -> None:
    found = read(sheet(TITLE, HEADER, *people(3)), sheet(HEADER, *people(2), ("Tổng cộng: 7 người",), name="Sheet2"))
    assert [one.declared_total for one in found.tables] == [None, 7]


def _hidden(count: int) -> Sheet:
    return sheet(TITLE, HEADER, *people(count), name="Cũ", hidden=True)


def test_a_list_on_a_hidden_sheet_is_told_and_not_counted() -> None:
    found = read(sheet(TITLE, HEADER, *people(2)), _hidden(3))
    assert [one.sheet for one in found.tables] == ["Sheet1"]
    assert [(told.code, told.details["rows"]) for told in found.inferences] == [("sheet_hidden_list", "3")]


def test_the_only_list_of_a_file_is_read_on_a_hidden_sheet_too() -> None:
    found = read(
        sheet(
            ("Bìa",),
        ),
        _hidden(3),
    )
    assert ([len(one.row_numbers) for one in found.tables], _told(found)) == ([3], {"sheet_hidden_read"})


def test_hidden_rows_and_columns_count_and_are_told() -> None:
    seen = sheet(TITLE, HEADER, *people(5))
    found = read(replace(seen, hidden_rows=frozenset((0, 3, 5, 6)), hidden_columns=frozenset((2, 9))))
    told = {one.code: one.details for one in found.tables[0].inferences}
    assert (len(found.tables[0].row_numbers), told["hidden_rows_read"]) == (5, {"rows": "4, 6–7"})
    assert told["hidden_columns_read"] == {"columns": "C (Năm sinh)"}


def test_numbers_are_told_in_runs() -> None:
    assert ranges([17, 14, 18, 19, 21, 22]) == "14, 17–19, 21–22"


@pytest.mark.parametrize("line", ["Phường Hạ Đình", "Công ty TNHH Hoa Sen"])
def test_a_line_under_the_title_names_the_part_a_sheet_is_of(line: str) -> None:
    found = read(sheet(("LIÊN ĐOÀN LAO ĐỘNG QUẬN THANH XUÂN",), TITLE, (), ("", line), HEADER, *people(2)))
    assert found.tables[0].part_text == line
