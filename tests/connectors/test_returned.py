"""The sender's own workbook after our answer: what was marked, and that nothing else has changed."""

from __future__ import annotations

import io
import subprocess
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from connectors.failures import Unreadable
from connectors.returned.answering import answer_file
from connectors.returned.summary import TITLE
from schemas.answer import ROW_KEY_HEADING, Answer, Cause, Mark
from tests.skips import LIBREOFFICE

NOTE = "Số căn cước công dân không đủ 12 chữ số\nCần: 12 chữ số, ví dụ 001085000001"
ANSWER = Answer(
    title="KẾT QUẢ KIỂM TRA",
    lines=("CĐCS Công ty X",),
    marks=(Mark("DS CNG", "E5", "error", NOTE), Mark("DS CNG", "B4", "query", "Họ tên chỉ có một chữ")),
    causes=(
        Cause("error", "=HYPERLINK(1)", "12 chữ số", "+Ghi lại", 1, "DS CNG", ("E5",)),
        Cause("query", "Tổng số khác", "", "", 1, "It's 2", ("A1",)),
    ),
    keys={("DS CNG", row): f"key{row}.seal" for row in range(4, 10)},
    headers={"DS CNG": (3,)},
)
HEADINGS = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Cộng")


def ordinary() -> bytes:
    """With all that a clerk's workbook may hold beside its list."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": datetime(2025, 5, 20)})
    sheet, other, hidden = (book.add_worksheet(name) for name in ("DS CNG", "It's 2", "ma"))
    hidden.hide()
    number = book.add_format({"num_format": "000000000000", "border": 1, "bold": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.merge_range("A1:F1", "DANH SÁCH CÔNG NHÂN GIỎI CẤP CƠ SỞ NĂM 2025")
    sheet.write_row(2, 0, HEADINGS)
    for row in range(3, 9):
        sheet.write_row(row, 0, (row - 2, f"Nguyễn Văn {'ABCDEFGHI'[row]}"))
        sheet.write_datetime(row, 2, datetime(1985, 3, 7), day)
        sheet.write(row, 3, "Nam")
        sheet.write(row, 4, 1085000000 + row, number)
        sheet.write_formula(row, 5, f"=A{row + 1}*2", None, (row - 2) * 2)
    sheet.data_validation("D4:D99", {"validate": "list", "source": ["Nam", "Nữ"]})
    sheet.write_comment("B4", "ghi chú của đơn vị")
    sheet.insert_textbox("H20", "hộp chữ")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='DS CNG'!$A$4:$A$9"})
    sheet.insert_chart("H2", chart)
    sheet.autofilter("A3:F9")
    sheet.print_area("A1:F9")
    other.write(0, 0, "trang khác")
    book.close()
    return buffer.getvalue()


def by_openpyxl() -> bytes:
    """The same list from a writer that has no strings table habits of its own and no comments."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "DS CNG"
    sheet.append(["DANH SÁCH"])
    sheet.append([])
    sheet.append(list(HEADINGS))
    for row in range(4, 10):
        sheet.append([row - 3, "Nguyễn Văn An", "07/03/1985", "Nam", "0010850000", "=1+1"])
    book.create_sheet("It's 2")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def answered() -> bytes:
    return answer_file(ordinary(), ANSWER).data


def test_all_parts_but_those_that_carry_the_answer_are_the_same_to_the_byte(answered: bytes) -> None:
    before, after = parts(ordinary()), parts(answered)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        *("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"),
        *("xl/worksheets/sheet1.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"),
    }
    assert len(set(after) - set(before)) == 1


def test_marks_keep_the_format_of_their_cell_and_everything_else_of_the_sheet(answered: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(answered))["DS CNG"]
    assert (sheet["E5"].fill.fgColor.rgb, sheet["E5"].number_format, sheet["E5"].font.bold) == (
        "FFF8CBAD",
        "000000000000",
        True,
    )
    assert sheet["B4"].fill.fgColor.rgb == "FFFFE699"
    assert sheet["E6"].fill.fgColor.rgb != "FFF8CBAD"
    assert str(sheet.data_validations.dataValidation[0].sqref) == "D4:D99"
    assert sheet.print_area == "'DS CNG'!$A$1:$F$9"
    values = openpyxl.load_workbook(io.BytesIO(answered), data_only=True)["DS CNG"]
    assert [values.cell(row, 6).value for row in range(4, 10)] == [2, 4, 6, 8, 10, 12]


def test_notes_stand_beside_those_of_the_sender(answered: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(answered))["DS CNG"]
    mine, theirs = sheet["E5"].comment, sheet["B4"].comment
    assert mine is not None and theirs is not None
    assert (mine.text, mine.author) == (f"thidua: lỗi cần sửa\n{NOTE}", "thidua")
    assert theirs.text.startswith("ghi chú của đơn vị") and theirs.text.endswith("Họ tên chỉ có một chữ")


def test_keys_stand_in_a_hidden_column_right_of_everything(answered: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(answered))["DS CNG"]
    assert [sheet.cell(row, 7).value for row in range(3, 10)] == [ROW_KEY_HEADING, *ANSWER.keys.values()]
    assert sheet.column_dimensions["G"].hidden


def test_the_first_page_lists_the_causes_with_links_and_no_formula(answered: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(answered))
    assert book.sheetnames == [TITLE, "DS CNG", "It's 2", "ma"]
    assert book.active is not None and book.active.title == TITLE
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible", "visible", "visible", "hidden"]
    page = book[TITLE]
    cells = [cell for row in page.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    links = [cell.hyperlink.location for cell in cells if cell.hyperlink]
    assert links == ["'DS CNG'!E5", "'It''s 2'!A1"]


def test_an_answer_replaces_an_earlier_one() -> None:
    first = answer_file(ordinary(), ANSWER).data
    second = replace(ANSWER, marks=(Mark("DS CNG", "E7", "error", "khác"),))
    again = openpyxl.load_workbook(io.BytesIO(answer_file(first, second).data))
    sheet = again["DS CNG"]
    assert again.sheetnames == [TITLE, "DS CNG", "It's 2", "ma"]
    assert sheet["E5"].comment is None and sheet["E5"].fill.fgColor.rgb != "FFF8CBAD"
    assert sheet["E7"].fill.fgColor.rgb == "FFF8CBAD"
    assert sheet["B4"].comment is not None and sheet["B4"].comment.text == "ghi chú của đơn vị"
    assert sheet["H3"].value is None


def test_a_file_of_another_writer_without_comments_is_answered_alike() -> None:
    book = openpyxl.load_workbook(io.BytesIO(answer_file(by_openpyxl(), ANSWER).data))
    sheet = book["DS CNG"]
    assert sheet["E5"].comment is not None and sheet["E5"].fill.fgColor.rgb == "FFF8CBAD"
    assert sheet["F4"].value == "=1+1"
    assert sheet["G3"].value == ROW_KEY_HEADING


def test_marks_outside_of_the_cells_there_are_make_their_cells() -> None:
    marks = (
        Mark("DS CNG", "J3", "error", "a"),
        Mark("DS CNG", "C2", "query", "b"),
        Mark("DS CNG", "B40", "error", "c"),
    )
    sheet = openpyxl.load_workbook(io.BytesIO(answer_file(ordinary(), replace(ANSWER, marks=marks)).data))["DS CNG"]
    notes = [sheet[mark.cell].comment for mark in marks]
    assert [note.text.split("\n")[1] for note in notes if note] == ["a", "b", "c"]


def test_a_page_name_that_is_taken_is_left_to_its_owner() -> None:
    book = openpyxl.load_workbook(io.BytesIO(by_openpyxl()))
    book.create_sheet("kết quả kiểm tra")
    buffer = io.BytesIO()
    book.save(buffer)
    names = openpyxl.load_workbook(io.BytesIO(answer_file(buffer.getvalue(), ANSWER).data)).sheetnames
    assert names == [f"{TITLE} (2)", "DS CNG", "It's 2", "kết quả kiểm tra"]


@pytest.mark.parametrize("cut", [100, 2_000, 6_000])
def test_a_damaged_file_is_refused_and_not_half_answered(cut: int) -> None:
    data = ordinary()
    with pytest.raises(Unreadable):
        answer_file(data[:-cut], ANSWER)


@LIBREOFFICE
def test_libreoffice_opens_and_saves_it_with_marks_notes_and_validation(answered: bytes, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    file = tmp_path / "in" / "answered.xlsx"
    file.write_bytes(answered)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    book = openpyxl.load_workbook(tmp_path / "answered.xlsx")
    sheet = book["DS CNG"]
    assert sheet["E5"].fill.fgColor.rgb == "FFF8CBAD"
    assert sheet["E5"].comment is not None and sheet["E5"].comment.text.endswith(NOTE)
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == ["D4:D99"]
    assert sheet.column_dimensions["G"].hidden
    links = [cell.hyperlink.location for row in book[TITLE].iter_rows() for cell in row if cell.hyperlink]
    assert links[0] in ("'DS CNG'!E5", "DS CNG!E5", "#'DS CNG'.E5")
