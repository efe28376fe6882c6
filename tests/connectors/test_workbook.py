"""Workbooks to sheets of text: nothing moved, nothing rounded, nothing lost."""

from __future__ import annotations

from datetime import date, datetime
from datetime import time as clock
from pathlib import Path

import pytest
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from connectors.failures import Unreadable
from connectors.workbook import read
from schemas.sheet import Merge, Sheet
from tests.connectors.files import SHEET, good, patched, xlsx
from tests.corpus import spreadsheets


def sheet_of(data: bytes) -> Sheet:
    return read(data).sheets[0]


def beside(sheet: Worksheet, name: str, place: int) -> Worksheet:
    book = sheet.parent
    assert book is not None
    book.create_sheet(name, place)
    return book.worksheets[place]


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read(data)
    return caught.value.code


@pytest.mark.parametrize(
    ("value", "text", "kind"),
    [
        ("Nguyễn  Văn A ", "Nguyễn  Văn A ", "s"),
        ("001090123456", "001090123456", "s"),
        (1090123456, "1090123456", "n"),
        (123456789012, "123456789012", "n"),
        (1.5, "1.5", "n"),
        (0.1 + 0.2, "0.3", "n"),
        (1e20, "100000000000000000000", "n"),
        (-7, "-7", "n"),
        (0, "0", "n"),
        (0.00001, "0.00001", "n"),
        (date(1985, 3, 7), "1985-03-07", "d"),
        (datetime(1985, 3, 7), "1985-03-07", "d"),
        (datetime(1985, 3, 7, 1, 2, 3), "1985-03-07T01:02:03", "d"),
        (clock(7, 30), "07:30:00", "d"),
        (True, "TRUE", "b"),
        (False, "FALSE", "b"),
        ("a\nb", "a\nb", "s"),
    ],
)
def test_a_cell_keeps_its_value_and_kind(value: object, text: str, kind: str) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append([value, "end"])

    found = sheet_of(xlsx(fill))
    assert (found.rows[0][0], found.kinds[0][0]) == (text, kind)


def test_cells_keep_their_addresses_when_the_list_starts_in_the_middle() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["C7"], sheet["D9"] = "Họ và tên", "x"

    found = sheet_of(xlsx(fill))
    assert len(found.rows) == 9
    assert {len(row) for row in found.rows} == {len(kinds) for kinds in found.kinds} == {4}
    assert (found.rows[6][2], found.rows[8][3]) == ("Họ và tên", "x")
    assert found.kinds[6] == "  s "


def test_an_error_cell_is_a_value_and_no_blank() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["a", "b", "c"])
        sheet["B2"] = "#REF!"
        sheet["B2"].data_type = "e"
        sheet["C2"] = 1

    found = sheet_of(xlsx(fill))
    assert (found.rows[1], found.kinds[1]) == (("", "#REF!", "1"), " en")


def test_errors_are_put_on_the_sheet_they_stand_on() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "first"
        second = beside(sheet, "second", 0)
        second["A1"], second["B1"] = "#N/A", "x"
        second["A1"].data_type = "e"

    book = read(xlsx(fill))
    assert [(sheet.name, sheet.rows[0][0]) for sheet in book.sheets] == [("second", "#N/A"), ("Sheet", "first")]


def test_merged_cells_beside_all_that_is_filled_are_none_of_the_grid() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "Họ và tên"
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("D1:E2")

    assert sheet_of(xlsx(fill)).merges == (Merge(0, 0, 1, 0),)


def test_merges_and_hidden_sheets_are_told() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B3"] = "Năm sinh", "x"
        sheet.merge_cells("A1:B2")
        hidden = beside(sheet, "mã", 1)
        hidden["A1"] = "x"
        hidden.sheet_state = "veryHidden"

    book = read(xlsx(fill))
    assert book.sheets[0].merges == (Merge(0, 0, 1, 1),)
    assert [sheet.hidden for sheet in book.sheets] == [False, True]


def test_rows_and_columns_that_nobody_sees_are_told() -> None:
    def fill(sheet: Worksheet) -> None:
        for row in range(1, 6):
            sheet.append([row, "Nguyễn Văn A", "mã", "x"])
        sheet.row_dimensions[3].hidden = True
        sheet.row_dimensions[900].hidden = True
        sheet.column_dimensions.group("B", "C", hidden=True)
        sheet.column_dimensions["ZZ"].hidden = True

    found = sheet_of(xlsx(fill))
    assert (found.hidden_rows, found.hidden_columns) == (frozenset({2}), frozenset({1, 2}))


def test_blank_rows_and_columns_at_the_edges_are_no_data() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["D40"], sheet["H2"] = "x", " ", "  "

    found = sheet_of(xlsx(fill))
    assert (found.rows, found.kinds) == ((("x",),), ("s",))


def test_a_stray_blank_in_the_last_row_costs_little_and_hides_nothing() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["STT", "Họ và tên"])
        sheet["A1048576"] = " "

    assert sheet_of(xlsx(fill)).rows == (("STT", "Họ và tên"),)


@pytest.mark.parametrize("address", ["XFD1048576", "XFD60000"])
def test_a_value_far_out_is_refused_before_a_grid_is_made(address: str) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet[address] = "a", "x"

    assert refusal(xlsx(fill)) == "too_many_cells"


@pytest.mark.parametrize(
    ("font", "letter"),
    [(".VnTime", "t"), (".VnTimeH", "T"), (".VNTIMEH", "T"), ("VNI-Times", "v"), ("Times New Roman", "")],
)
def test_the_font_of_a_text_cell_tells_its_old_alphabet(font: str, letter: str) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Hä vµ tªn", "Họ và tên", 5])
        for column in (1, 3):
            sheet.cell(1, column).font = Font(name=font)

    assert sheet_of(xlsx(fill)).fonts == ((f"{letter}  ",) if letter else ())


def test_a_workbook_without_any_value_is_empty() -> None:
    assert refusal(xlsx(lambda sheet: None)) == "file_empty"


def test_a_nul_does_not_reach_the_database() -> None:
    data = patched(good(), {"xl/sharedStrings.xml": lambda xml: xml.replace(b"Tr", b"T_x0000_r")})
    assert sheet_of(data).rows[2][1] == "Trần Thị B"


def test_numbers_that_are_none_are_errors() -> None:
    data = patched(good(), {SHEET: lambda xml: xml.replace(b"<v>2</v>", b"<v>INF</v>", 1)})
    found = sheet_of(data)
    assert ("#NUM!", "e") in {(row[0], kinds[0]) for row, kinds in zip(found.rows, found.kinds, strict=True)}


@pytest.mark.parametrize(
    "fixture", sorted((Path(__file__).parent / "office").glob("list.*")), ids=lambda path: path.name
)
def test_every_office_format_gives_the_same_rows(fixture: Path) -> None:
    found = read(fixture.read_bytes())
    assert found.format == fixture.suffix[1:]
    assert found.sheets[0].rows[:2] == (("STT", "Họ và tên", "Ngày sinh"), ("1", "Nguyễn Văn A", "1985-03-07"))


@pytest.mark.parametrize(
    ("form", "value", "text"),
    [
        ("000000000000", 1090123456, "001090123456"),
        ("000000000000;-0", 1090123456, "001090123456"),
        ("[$-1010000]000000000000", 1090123456, "001090123456"),
        ("0000000000", 912345678, "0912345678"),
        ('"0"#########', 912345678, "0912345678"),
        ("0000 000 000", 912345678, "0912 345 678"),
        (r"0000\.000\.000", 912345678, "0912.345.678"),
        ("000", 1234, "1234"),
        ("000", 1.5, "1.5"),
        ("000000", -5, "-5"),
        ("0", 5, "5"),
        ("#,##0", 12210000, "12210000"),
        ("0.00", 3, "3"),
        ("[<=9999999]000-0000;000", 5, "5"),
        ('#,##0 "đ"', 5, "5"),
    ],
)
def test_zeros_that_only_the_format_shows_are_read(form: str, value: float, text: str) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["x", value])
        sheet["B1"].number_format = form

    found = sheet_of(xlsx(fill))
    assert (found.rows[0][1], found.kinds[0][1]) == (text, "n")


def test_cells_without_addresses_stand_behind_each_other() -> None:
    text = '<c t="inlineStr"><is><t>a</t></is></c>'
    rows = f'<row r="2">{text}</row><row hidden="1">{text}<c t="e"><v>#REF!</v></c></row><row>{text}</row>'
    found = sheet_of(spreadsheets.xlsx(spreadsheets.sheet(rows)))
    assert (found.rows[2], found.kinds[2], found.hidden_rows) == (("a", "#REF!"), "se", frozenset({2}))


def test_attributes_in_single_quotes_are_attributes() -> None:
    text = "<c r='B2' t='inlineStr'><is><t>a</t></is></c>"
    rows = f"<row r='2' hidden='1'><c r='A2' t='e'><v>#N/A</v></c>{text}</row>"
    found = sheet_of(spreadsheets.xlsx(spreadsheets.sheet(rows)))
    assert (found.rows[1], found.hidden_rows) == (("#N/A", "a"), frozenset({1}))
