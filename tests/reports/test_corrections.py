from __future__ import annotations

import io
import json
from datetime import date, datetime
from typing import Any
from unicodedata import normalize

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from reports.corrections import MESSAGES, Correction, Corrections, read_corrections
from reports.held import HeldRow
from reports.rejects import FIRST_ROW, ORIGINALS, reject_workbook
from schemas.sheet import TEXT, Sheet
from tests.reports.factories import AUTHORS, PERSON, held, held_initiative
from tests.reports.sheets import sheets

LIST = "Danh sách Công nhân giỏi"
FIRST = FIRST_ROW + 1


class Office:
    """A clerk with a spreadsheet program: opens a reject workbook, edits it, sends it back."""

    def __init__(self, *rows: HeldRow) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(reject_workbook(rows, date(2025, 6, 10))))
        self.page: Any = self.book[LIST] if LIST in self.book.sheetnames else self.book.worksheets[1]

    def column(self, name: str) -> int:
        return int(next(c.column for c in self.page[1] if c.value == name))

    def write(self, name: str, value: Any, row: int = FIRST) -> None:
        self.page.cell(row, self.column(name)).value = value

    def sent(self) -> Corrections:
        data = io.BytesIO()
        self.book.save(data)
        return read_corrections(sheets(openpyxl.load_workbook(io.BytesIO(data.getvalue()))))


def codes(result: Corrections) -> list[str]:
    return [problem.code for problem in result.problems]


def test_a_workbook_that_nobody_edits_corrects_nothing() -> None:
    assert Office(held(), held("k2"), held_initiative()).sent() == Corrections("A")


def test_an_edited_cell_is_a_correction_with_what_it_said_before() -> None:
    office = Office(held())
    office.write("id_number", "001185123456")
    office.write("reason", "theo CCCD gốc")
    expected = Correction("k1", "id_number", "00118512345", "001185123456", "theo CCCD gốc")
    assert office.sent() == Corrections("A", rows=(expected,))


def test_a_cleared_cell_is_a_correction_to_blank() -> None:
    office = Office(held())
    office.write("phone", None)
    assert office.sent().rows == (Correction("k1", "phone", "0912345678", ""),)


def test_a_blank_that_is_filled_in_is_a_correction() -> None:
    office = Office(held(values={**PERSON, "phone": ""}))
    office.write("phone", "0987654321")
    assert office.sent().rows == (Correction("k1", "phone", "", "0987654321"),)


def test_rows_are_found_wherever_sorting_put_them() -> None:
    office = Office(held("k1"), held("k2"), held("k3"))
    office.write("full_name", "Lê Thị Mận", FIRST + 2)
    rows = [[c.value for c in row] for row in office.page.iter_rows(min_row=FIRST, max_row=FIRST + 2)]
    for number, values in enumerate(reversed(rows)):
        for column, value in enumerate(values, start=1):
            office.page.cell(FIRST + number, column).value = value
    assert [(one.row_key, one.new_value) for one in office.sent().rows] == [("k3", "Lê Thị Mận")]


def test_columns_are_found_wherever_they_were_moved() -> None:
    office = Office(held())
    office.write("phone", "0987654321")
    office.page.move_range(f"A1:{office.page.cell(FIRST, office.page.max_column).coordinate}", cols=3)
    assert [one.field for one in office.sent().rows] == ["phone"]


def test_a_deleted_column_corrects_nothing() -> None:
    office = Office(held())
    office.page.delete_cols(office.column("phone"))
    assert office.sent() == Corrections("A")


def test_titles_serve_when_the_technical_row_was_deleted() -> None:
    office = Office(held())
    office.write("phone", "0987654321")
    office.page.delete_rows(1)
    assert office.sent().rows == (Correction("k1", "phone", "0912345678", "0987654321"),)


def test_a_deleted_row_corrects_nothing() -> None:
    office = Office(held("k1"), held("k2"))
    office.page.delete_rows(FIRST)
    assert office.sent() == Corrections("A")


@pytest.mark.parametrize(
    ("field", "raw", "turned"),
    [
        ("id_number", "001185123456", 1185123456),
        ("phone", "0912345678", 912345678),
        ("date_of_birth", "7/3/1985", datetime(1985, 3, 7)),
        ("date_of_birth", "1985-03-07", datetime(1985, 3, 7)),
        ("full_name", "Nguyễn  Thị Đào ", "Nguyễn Thị Đào"),
        ("full_name", "Nguyễn Thị Hòa", normalize("NFD", "Nguyễn Thị Hòa")),
    ],
)
def test_what_a_spreadsheet_program_does_by_itself_is_no_edit(field: str, raw: str, turned: Any) -> None:
    office = Office(held(values={**PERSON, field: raw}))
    office.write(field, turned)
    assert office.sent() == Corrections("A")


@pytest.mark.parametrize(
    ("field", "typed", "new"),
    [
        ("phone", 987654321, "987654321"),
        ("date_of_birth", datetime(1985, 7, 3), "1985-07-03"),
        ("full_name", "Nguyễn Thị Đảo", "Nguyễn Thị Đảo"),
    ],
)
def test_an_edit_is_noticed_whatever_the_program_makes_of_its_type(field: str, typed: Any, new: str) -> None:
    office = Office(held())
    office.write(field, typed)
    assert [one.new_value for one in office.sent().rows] == [new]


def test_nothing_of_a_skipped_row_is_taken_over() -> None:
    office = Office(held())
    office.write("phone", "0987654321")
    office.write("action", "bỏ qua")
    assert office.sent() == Corrections("A", skipped=("k1",))


def test_the_shares_of_authors_are_corrected_in_lines() -> None:
    office = Office(held_initiative())
    office.write("authors", "Trần Văn Bảo | 60\nLý Thị Cúc | 40")
    (one,) = office.sent().rows
    assert one.old_raw == AUTHORS
    assert [author["contribution_pct"] for author in json.loads(one.new_value)] == ["60", "40"]


def test_an_added_row_is_not_imported_and_told() -> None:
    office = Office(held())
    office.write("full_name", "Người mới", FIRST + 1)
    result = office.sent()
    assert (result.rows, codes(result)) == ((), ["row_added"])
    assert result.problems[0].cell == f"A{FIRST + 1}"


def test_a_key_that_was_never_here_is_told() -> None:
    office = Office(held())
    office.write("row_key", "k9")
    assert codes(office.sent()) == ["row_unknown"]


def test_a_row_that_stands_twice_with_different_edits_is_not_imported() -> None:
    office = Office(held())
    for offset, phone in enumerate(("0987654321", "0987654322")):
        for name, value in (*PERSON.items(), ("row_key", "k1"), ("phone", phone)):
            office.write(name, value, FIRST + offset)
    result = office.sent()
    assert (result.rows, codes(result)) == ((), ["row_twice"])


def test_a_row_copied_as_it_is_counts_once() -> None:
    office = Office(held())
    for offset in (0, 1):
        for name, value in (*PERSON.items(), ("row_key", "k1"), ("phone", "0987654321")):
            office.write(name, value, FIRST + offset)
    assert len(office.sent().rows) == 1


def test_an_action_of_ones_own_invention_is_told() -> None:
    office = Office(held())
    office.write("action", "xong rồi")
    office.write("phone", "0987654321")
    result = office.sent()
    assert (result.rows, codes(result)) == ((), ["action_unknown"])


def test_a_fix_that_changes_nothing_is_told() -> None:
    office = Office(held())
    office.write("action", "Sửa")
    assert codes(office.sent()) == ["fix_without_change"]


def test_an_error_cell_is_told_and_never_a_value() -> None:
    office = Office(held())
    office.write("phone", "#REF!")
    office.page.cell(FIRST, office.column("phone")).data_type = "e"
    result = office.sent()
    assert (result.rows, codes(result)) == ((), ["cell_error"])


def test_locked_columns_are_not_looked_at() -> None:
    office = Office(held(editable=("phone",)))
    office.write("full_name", "Ai đó")
    office.write("why", "…")
    assert office.sent() == Corrections("A")


def test_a_file_of_another_kind_is_told() -> None:
    sheet = Sheet("Sheet1", (("STT", "Họ và tên"), ("1", "A")), (TEXT * 2, TEXT * 2))
    assert codes(read_corrections([sheet])) == ["not_a_reject_workbook"]


def test_a_workbook_of_another_version_is_told() -> None:
    office = Office(held())
    office.book[ORIGINALS]["B1"].value = "2"
    assert codes(office.sent()) == ["template_version"]


def test_problems_speak_both_languages_and_quote_no_cell() -> None:
    office = Office(held())
    office.write("action", "bí mật")
    (problem,) = office.sent().problems
    assert (problem.message_vi, problem.message_en) == MESSAGES["action_unknown"]
    assert "bí mật" not in repr(problem)


RAW = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@settings(max_examples=40, deadline=None)
@given(RAW, RAW)
def test_no_text_looks_edited_after_the_way_there_and_back(name: str, phone: str) -> None:
    row = held(values={**PERSON, "full_name": name, "phone": phone})
    book = openpyxl.load_workbook(io.BytesIO(reject_workbook([row], date(2025, 6, 10))))
    assert read_corrections(sheets(book)) == Corrections("A")


@pytest.mark.parametrize("raw", ["  0912 345 678 ", "a\r\nb", "Hoa\u0300", "x\x0by", "_x000D_", "=1+1", "é" * 20_000])
def test_what_a_cell_said_before_comes_back_to_the_letter(raw: str) -> None:
    office = Office(held(values={**PERSON, "phone": raw}))
    office.write("phone", "0987654321")
    assert [one.old_raw for one in office.sent().rows] == [raw]


def test_a_workbook_is_read_back_by_our_own_kind_of_reader_too() -> None:
    row = held(values={**PERSON, "full_name": "a\r\nb\x0b  c", "phone": " 0912\t345 "})
    book = CalamineWorkbook.from_filelike(io.BytesIO(reject_workbook([row, held_initiative()], date(2025, 6, 10))))
    read = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
    grids = [tuple(tuple(str(cell) for cell in line) for line in grid) for grid in read]
    made = [Sheet(str(n), grid, tuple(TEXT * len(line) for line in grid)) for n, grid in enumerate(grids)]
    assert read_corrections(made) == Corrections("A")


CELLS = st.sampled_from(["", "k1", "row_key", "Mã dòng", "phone", "Bỏ qua", "Sửa", "thidua-rejects", "1", "x"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=6))
def test_no_arrangement_of_cells_makes_the_reader_fail(grid: list[list[str]]) -> None:
    rows = tuple(tuple(row) for row in grid)
    source = Sheet("o", (("thidua-rejects", "1", "A"), ("k1", "phone", '"0912345678"')), (TEXT * 3, TEXT * 3))
    result = read_corrections([Sheet("s", rows, tuple(TEXT * 3 for _ in rows)), source])
    assert {one.row_key for one in result.rows} <= {"k1"}
