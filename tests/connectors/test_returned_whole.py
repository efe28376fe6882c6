"""The answer in workbooks of two writers: marked where they are wrong, and nothing else changed."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from connectors.returned.answering import answer_file
from connectors.workbook import read
from schemas.answer import ANSWER, ERROR, QUERY, ROW_KEY_HEADING, Answer, Cause, Mark
from tests.connectors.books import HEADER, LIST, OTHER, ROWS, by_openpyxl, by_xlsxwriter, members, opened, part

NOTE = "Tìm thấy: “00108500007”.\nCần: 12 chữ số.\nVí dụ: 001085012345"
MARKS = (
    Mark(LIST, "E7", ERROR, NOTE),
    Mark(LIST, "B8", QUERY, "Tên này đã có ở dòng 7"),
    Mark(LIST, "C9", QUERY, "Ngày và tháng có thể bị đảo"),
    Mark(LIST, "C9", ERROR, "Ngày sinh không có thật"),
    Mark(LIST, "D40", ERROR, "Thiếu giới tính"),
    Mark(LIST, "C1", ERROR, "Tiêu đề ghi đơn vị khác"),
)
CAUSES = (
    Cause(ERROR, "Ngày sinh", "ngày/tháng/năm", "đọc lại cả cột", 20, LIST, tuple(f"C{row}" for row in ROWS)),
    Cause(ERROR, "Số căn cước thiếu chữ số", "12 chữ số", "Ghi lại theo thẻ", 1, LIST, ("E7", "E9", "E10")),
    Cause(QUERY, "Thiếu", "", "", 2, OTHER, ("B3",)),
)
KEYS = {(LIST, row): f"khoa{row}.{row * 7919:x}" for row in ROWS}
SAID = Answer("KẾT QUẢ", ("Công đoàn Công ty X",), MARKS, CAUSES, KEYS, {LIST: (HEADER,)})
BOOKS = pytest.mark.parametrize("data", [by_xlsxwriter(), by_openpyxl()], ids=["xlsxwriter", "openpyxl"])
ORANGE, YELLOW = "FFF8CBAD", "FFFFE699"
TOUCHED = ("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml")


def answered(data: bytes, said: Answer = SAID) -> bytes:
    made = answer_file(data, said)
    assert not made.rebuilt
    return made.data


def charts(sheet: object) -> int:
    return len(sheet._charts)  # type: ignore[attr-defined]


@BOOKS
def test_what_is_not_touched_stays_byte_for_byte_and_in_order(data: bytes) -> None:
    old, new = members(data), members(answered(data))
    assert [name for name in new if name in old] == list(old)
    changed = {name for name in old if new[name] != old[name]}
    sheet = {"xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels"}
    notes = {name for name in old if "omment" in name or name.endswith(".vml")}
    assert changed - notes - sheet <= set(TOUCHED)
    assert len([name for name in old if name not in changed]) >= 6


@BOOKS
def test_marked_cells_have_a_fill_over_their_own_format_and_a_note(data: bytes) -> None:
    before, after = opened(data)[LIST], opened(answered(data))[LIST]
    for cell, colour in {"E7": ORANGE, "B8": YELLOW, "C9": ORANGE, "D40": ORANGE, "A1": ORANGE}.items():
        assert after[cell].fill.fgColor.rgb == colour
        assert after[cell].number_format == before[cell].number_format
        assert repr(after[cell].font) + repr(after[cell].border) == repr(before[cell].font) + repr(before[cell].border)
        assert after[cell].value == before[cell].value
    assert after["E7"].comment.text == f"thidua: lỗi cần sửa\n{NOTE}"
    assert after["C9"].comment.text.split("\n", 1)[1] == "Ngày sinh không có thật\n\nNgày và tháng có thể bị đảo"


@BOOKS
def test_a_note_of_the_senders_stays_and_ours_follows(data: bytes) -> None:
    text = opened(answered(data))[LIST]["B8"].comment.text
    assert text == "Chị xem lại tên này\n\nthidua: cần giải trình\nTên này đã có ở dòng 7"


@BOOKS
def test_values_formulas_results_and_rules_stay(data: bytes) -> None:
    before, after = opened(data)[LIST], opened(answered(data))[LIST]
    rows = list(after.iter_rows(max_col=7, max_row=before.max_row, values_only=True))
    assert rows == list(before.iter_rows(max_col=7, values_only=True))
    assert [str(one.sqref) for one in after.data_validations.dataValidation] == ["D6:D30"]
    assert [str(one.sqref) for one in after.conditional_formatting] == ["F6:F30"]
    assert charts(before) == charts(after) == 1
    again = {sheet.name: sheet for sheet in read(answered(data)).sheets}
    assert [row[5] for row in again[LIST].rows[5:30]] == [row[5] for row in read(data).sheets[0].rows[5:30]]


@BOOKS
def test_row_keys_stand_in_a_hidden_column_beside_the_table(data: bytes) -> None:
    book = opened(answered(data))
    assert book[LIST].column_dimensions["H"].hidden
    assert book[LIST].cell(HEADER, 8).value == ROW_KEY_HEADING
    assert [book[LIST].cell(row, 8).value for row in ROWS] == list(KEYS.values())
    if book[LIST].auto_filter.ref:
        assert book[LIST].auto_filter.ref == "A5:H30"
        assert "'Danh sách'!$A$5:$H$30" in part(answered(data), "xl/workbook.xml").decode()


@BOOKS
def test_the_first_sheet_lists_causes_with_links_to_their_cells(data: bytes) -> None:
    book = opened(answered(data))
    sheet = book.worksheets[0]
    assert (sheet.title, book.active) == ("Kết quả kiểm tra", sheet)
    assert [one.title for one in book.worksheets if one.sheet_view.tabSelected] == [sheet.title]
    texts = [str(row[1]) for row in sheet.iter_rows(values_only=True) if row[1]]
    assert texts == ["Nguyên nhân", "Ngày sinh", "Số căn cước thiếu chữ số", "Thiếu"]
    places = [cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert places == ["'Danh sách'!C6:C30", "'Danh sách'!E7", "'Danh sách'!E9:E10", "'Lãnh đạo''s'!B3"]
    assert ANSWER in {cell.value for row in sheet.iter_rows(max_row=12) for cell in row}


@BOOKS
def test_names_of_a_sheet_move_with_it(data: bytes) -> None:
    before, after = opened(data), opened(answered(data))
    assert [after[name].print_area for name in (LIST, OTHER)] == [before[name].print_area for name in (LIST, OTHER)]
    assert after.defined_names.keys() == before.defined_names.keys()


@BOOKS
def test_answering_again_replaces_what_was_said(data: bytes) -> None:
    said = replace(SAID, marks=MARKS[:1], causes=CAUSES[:1], keys={(LIST, 6): "k6"})
    once, again = answered(data, said), answered(answered(data), said)
    first, second = opened(once), opened(again)
    assert first.sheetnames == second.sheetnames == ["Kết quả kiểm tra", LIST, OTHER]
    for ours, theirs in zip(first.worksheets, second.worksheets, strict=True):
        for row in ours.iter_rows():
            for cell in row:
                same = theirs[cell.coordinate]
                assert (cell.value, cell.fill.fgColor.rgb, cell.number_format) == (
                    same.value,
                    same.fill.fgColor.rgb,
                    same.number_format,
                )
                assert (cell.comment and cell.comment.text) == (same.comment and same.comment.text)
    assert second[LIST]["B8"].comment.text == "Chị xem lại tên này"


@BOOKS
def test_the_same_answer_again_changes_nothing(data: bytes) -> None:
    second = answered(answered(data))
    assert answered(second) == second


def test_notes_go_even_if_the_first_page_was_deleted() -> None:
    book = opened(answered(by_openpyxl()))
    book.remove(book.worksheets[0])
    buffer = io.BytesIO()
    book.save(buffer)
    sheet = opened(answered(buffer.getvalue(), replace(SAID, marks=(), keys={})))[LIST]
    noted = {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}
    assert noted == {"B8": "Chị xem lại tên này"}
    assert sheet["E7"].fill.fgColor.rgb not in (ORANGE, YELLOW)


def test_an_unknown_sheet_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="no sheet"):
        answered(by_openpyxl(), Answer("", (), (Mark("không có", "A1", ERROR, ""),)))
