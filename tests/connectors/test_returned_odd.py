"""Workbooks that other programs write: legal, unlike the usual, and answered in place all the same."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from connectors.returned.answering import answer_file
from connectors.workbook import read
from schemas.answer import ERROR, ROW_KEY_HEADING, Answer, Cause, Mark
from tests.connectors.books import HEADER, LIST, ROWS, by_openpyxl, by_xlsxwriter, members, opened, part
from tests.connectors.files import patched

SHEET, BOOK, RELATIONS = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
STYLES = "xl/styles.xml"
ORANGE = "FFF8CBAD"
SAID = Answer(
    title="KẾT QUẢ",
    lines=(),
    marks=(Mark(LIST, "E7", ERROR, "sai"), Mark(LIST, "D40", ERROR, "thiếu"), Mark(LIST, "J9", ERROR, "thừa")),
    causes=(Cause(ERROR, "Sai", "", "", 2, LIST, ("E7", "D40")),),
    keys={(LIST, row): f"k{row}" for row in ROWS},
    headers={LIST: (HEADER,)},
)
Change = Callable[[bytes], bytes]


def prefixed(xml: bytes) -> bytes:
    """The same with every tag of the default namespace under a prefix."""
    xml = re.sub(rb"<(/?)(?=[a-zA-Z]+[\s/>])", rb"<\1q:", xml)
    return re.sub(rb'\sxmlns="', rb' xmlns:q="', xml, count=1)


def strict(xml: bytes) -> bytes:
    base = b"http://schemas.openxmlformats.org"
    xml = xml.replace(base + b"/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main")
    return xml.replace(
        base + b"/officeDocument/2006/relationships", b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    )


def swapped(old: str, new: str) -> Change:
    def change(xml: bytes) -> bytes:
        assert re.search(old.encode(), xml)
        return re.sub(old.encode(), new.encode(), xml)

    return change


def single_quoted(xml: bytes) -> bytes:
    return re.sub(rb'="([^"\']*)"', rb" = '\1'", xml)


def with_noise(xml: bytes) -> bytes:
    noise = b'<!-- <c r="E7"><v>1</v></c> --><?app <row r="7">?><row r="5"'
    return xml.replace(b'<row r="5"', noise, 1).replace(b"<v>1</v>", b"<v><![CDATA[1]]></v>", 1)


def with_controls(xml: bytes) -> bytes:
    """Form controls as an office program offers them to newer and older programs, behind where notes are anchored."""
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    controls = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="x14"><controls><control xmlns:r="{relation}" shapeId="1" r:id="rId99"/></controls>'
        "</mc:Choice></mc:AlternateContent><extLst/></worksheet>"
    )
    return xml.replace(b"</worksheet>", controls.encode())


def in_another_encoding(xml: bytes) -> bytes:
    text = xml.decode().partition("?>")[2] if xml.startswith(b"<?") else xml.decode()
    return b'<?xml version="1.0" encoding="windows-1252"?>' + text.encode("windows-1252", "xmlcharrefreplace")


def left_out(xml: bytes) -> bytes:
    return b""


ODD: Mapping[str, Mapping[str, Change]] = {
    "prefixes": {SHEET: prefixed, BOOK: prefixed, STYLES: prefixed},
    "strict": dict.fromkeys((SHEET, BOOK, RELATIONS, STYLES, "_rels/.rels", "xl/sharedStrings.xml"), strict),
    "absolute targets": {RELATIONS: swapped('Target="(?!/)', 'Target="/xl/')},
    "single quotes": {SHEET: single_quoted, RELATIONS: single_quoted},
    "noise between tags": {SHEET: with_noise},
    "no styles": {
        RELATIONS: swapped("<Relationship [^>]*styles[^>]*/>", ""),
        SHEET: swapped(' (?:s|dxfId)="\\d+"', " "),
        STYLES: left_out,
    },
    "no addresses of rows": {SHEET: swapped('(<row[^>]*?) r="(?:6|7|8|9)"', "\\1")},
    "no addresses of cells": {SHEET: swapped('<c r="(?:A|B|C)\\d+"', "<c")},
    "no dimension": {SHEET: swapped("<dimension[^>]*>", "")},
    "a byte order mark": {SHEET: lambda xml: b"\xef\xbb\xbf" + xml.lstrip()},
    "another encoding": {SHEET: in_another_encoding},
    "form controls": {SHEET: with_controls},
    "old cells out to the last column": {
        SHEET: swapped("<sheetData>", '<cols><col min="2" max="16384" width="12.5" style="1"/></cols><sheetData>')
    },
}
WRITERS = {"xlsxwriter": by_xlsxwriter, "openpyxl": by_openpyxl}


def made(writer: str, changes: Mapping[str, Change]) -> bytes:
    data = WRITERS[writer]()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
    changed = patched(data, {name: change for name, change in changes.items() if name in names})
    return without(changed, STYLES) if STYLES in changes and not part(changed, STYLES) else changed


def without(data: bytes, gone: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != gone:
                new.writestr(name, old.read(name))
    return buffer.getvalue()


def normal(data: bytes) -> bytes:
    """The workbook in the dialect, prefixes and encoding that openpyxl knows."""
    loose = (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    )
    other = (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
    return patched(data, dict.fromkeys(names, lambda xml: xml.replace(*loose).replace(*other)))


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("oddity", ODD)
def test_an_odd_workbook_is_answered_in_place(oddity: str, writer: str) -> None:
    data = made(writer, ODD[oddity])
    answered = answer_file(data, SAID)
    assert not answered.rebuilt
    book = opened(normal(answered.data))
    sheet = book[LIST]
    assert book.sheetnames[0] == "Kết quả kiểm tra"
    assert [sheet[cell].fill.fgColor.rgb for cell in ("E7", "D40", "J9")] == [ORANGE] * 3
    assert [sheet[cell].comment.text.split("\n")[1] for cell in ("E7", "D40", "J9")] == ["sai", "thiếu", "thừa"]
    keys = [(cell.row, cell.value) for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("k")]
    assert keys == [(row, f"k{row}") for row in ROWS]
    before = [row[:7] for row in opened(normal(data))[LIST].iter_rows(max_row=30, values_only=True)]
    assert [row[:7] for row in sheet.iter_rows(max_row=30, max_col=7, values_only=True)] == before


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("oddity", ODD)
def test_an_odd_workbook_is_answered_again_without_a_trace_of_the_first(oddity: str, writer: str) -> None:
    data = made(writer, ODD[oddity])
    nothing = replace(SAID, marks=(), causes=(), keys={})
    sheet = opened(normal(answer_file(answer_file(data, SAID).data, nothing).data))[LIST]
    fills = {cell.fill.fgColor.rgb for row in sheet.iter_rows() for cell in row}
    assert ORANGE not in fills
    notes = [cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment]
    assert not [text for text in notes if "thidua" in text]
    assert ROW_KEY_HEADING not in {cell.value for row in sheet.iter_rows() for cell in row}


def test_a_missing_cell_takes_the_format_of_its_row_or_its_column() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet(LIST)
        sheet.set_column("D:F", 20, book.add_format({"num_format": "0.00"}))
        sheet.set_row(6, None, book.add_format({"bold": True}))
        sheet.write("A1", "x")
    marks = (Mark(LIST, "E3", ERROR, "a"), Mark(LIST, "E7", ERROR, "b"))
    sheet = opened(answer_file(buffer.getvalue(), replace(SAID, marks=marks, keys={})).data)[LIST]
    assert (sheet["E3"].number_format, sheet["E7"].font.b) == ("0.00", True)
    assert [sheet[cell].fill.fgColor.rgb for cell in ("E3", "E7")] == [ORANGE] * 2


def test_the_key_column_is_cut_out_of_a_range_of_columns() -> None:
    data = made(
        "openpyxl",
        {SHEET: swapped("<cols>.*</cols>|(?=<sheetData>)", '<cols><col min="6" max="30" width="33"/></cols>')},
    )
    text = part(answer_file(data, SAID).data, SHEET).decode()
    found = re.findall(r'<col min="(\d+)" max="(\d+)" width="33"( hidden="1")?', text)
    assert found == [("6", "7", ""), ("8", "8", ' hidden="1"'), ("9", "30", "")]


def test_keys_go_behind_everything_if_the_column_beside_the_table_is_used() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet(LIST)
        sheet.write_row(4, 0, ["STT", "Họ và tên"])
        sheet.write_row(5, 0, [1, "An"])
        sheet.write("C1", "Biểu số 1")
        sheet.write("E2", "ở xa")
    found = opened(answer_file(buffer.getvalue(), replace(SAID, marks=(), keys={(LIST, 6): "k6"})).data)[LIST]
    assert (found["F5"].value, found["F6"].value, found["C1"].value) == (ROW_KEY_HEADING, "k6", "Biểu số 1")


def test_a_colour_of_the_senders_comes_back_when_the_mark_goes() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet(LIST)
        sheet.write("E7", "x", book.add_format({"bg_color": "#00B0F0", "border": 1}))
    first = answer_file(buffer.getvalue(), replace(SAID, keys={})).data
    assert opened(first)[LIST]["E7"].fill.fgColor.rgb == ORANGE
    second = opened(answer_file(first, replace(SAID, marks=(), keys={})).data)[LIST]["E7"]
    assert (second.fill.fgColor.rgb, second.border.left.style) == ("FF00B0F0", "thin")


def test_a_sheet_of_a_chart_is_left_alone_and_not_opened_on() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet, page = book.add_worksheet(LIST), book.add_chartsheet("Biểu đồ")
        sheet.write_column("A1", [1, 2, 3])
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": f"='{LIST}'!$A$1:$A$3"})
        page.set_chart(chart)
        page.activate()
    answered = answer_file(buffer.getvalue(), replace(SAID, keys={}))
    assert not answered.rebuilt
    assert opened(answered.data).sheetnames == ["Kết quả kiểm tra", LIST, "Biểu đồ"]
    assert b"tabSelected" not in part(answered.data, "xl/chartsheets/sheet1.xml")


@pytest.mark.parametrize("count", [1000, 2500])
def test_many_notes_beside_those_of_two_sheets_have_ids_of_their_own(count: int) -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        for name in (LIST, "B"):
            sheet = book.add_worksheet(name)
            sheet.write("A1", "x")
            sheet.write_comment("A1", "của đơn vị")
    marks = tuple(Mark(LIST, f"C{row}", ERROR, f"sai {row}") for row in range(2, count + 2))
    answered = answer_file(buffer.getvalue(), replace(SAID, marks=marks, causes=(), keys={})).data
    drawings = [part(answered, f"xl/drawings/vmlDrawing{number}.vml").decode() for number in (1, 2)]
    ids = [one for xml in drawings for one in re.findall(r'<v:shape id="_x0000_s(\d+)"', xml)]
    assert len(ids) == len(set(ids)) == count + 2
    blocks = [set(re.findall(r"\d+", re.findall(r'data="([\d,]+)"', xml)[0])) for xml in drawings]
    assert not blocks[0] & blocks[1]
    assert {str(int(one) // 1024) for one in ids} <= blocks[0] | blocks[1]
    sheet = opened(answered)[LIST]
    assert sheet["A1"].comment.text == "của đơn vị"
    assert sum(1 for row in sheet.iter_rows() for cell in row if cell.comment) == count + 1


def test_what_no_xml_can_hold_does_not_break_an_answer() -> None:
    marks = (Mark(LIST, "E7", ERROR, "đang ghi: a\x01b\x0b\ud800c & <d> _x000D_"),)
    causes = (Cause(ERROR, "=1+1 \x02", "_x0041_", '"<&>"', 1, LIST, ("E7",)),)
    book = opened(answer_file(by_openpyxl(), replace(SAID, marks=marks, causes=causes)).data)
    assert book[LIST]["E7"].comment.text.split("\n")[1] == "đang ghi: a\ufffdb\ufffd\ufffdc & <d> _x000D_"
    texts = {str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row}
    assert {"'=1+1 \ufffd", '"<&>"'} <= texts


@pytest.mark.parametrize("name", ["Kết quả kiểm tra", "it's", "a&b <c>", "'", "Ngày 1.5", "=1", "x" * 31])
def test_links_find_sheets_of_any_name(name: str) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = name
    book.worksheets[0]["A1"] = "x"
    buffer = io.BytesIO()
    book.save(buffer)
    marks, causes = (Mark(name, "A1", ERROR, "a"),), (Cause(ERROR, "x", "", "", 1, name, ("A1",)),)
    made = answer_file(buffer.getvalue(), Answer("t", (), marks, causes, {(name, 1): "k"}, {name: (1,)}))
    first, second = opened(made.data).worksheets
    assert (second.title, second["A1"].fill.fgColor.rgb) == (name, ORANGE)
    links = [cell.hyperlink.location for row in first.iter_rows() for cell in row if cell.hyperlink]
    assert links == ["'{}'!A1".format(name.replace("'", "''"))]


def streamed(data: bytes) -> bytes:
    """The workbook as a program writes it that cannot go back in its output: sizes behind the bytes."""

    class Forward(io.RawIOBase):
        def __init__(self) -> None:
            self.out = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.out += bytes(data)  # type: ignore[call-overload]
            return len(bytes(data))  # type: ignore[call-overload]

    out = Forward()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            with new.open(name, "w", force_zip64=True) as member:
                member.write(old.read(name))
        new.comment = b"cua don vi"
    return bytes(out.out)


def test_members_written_as_a_stream_are_copied_with_the_sizes_behind_them() -> None:
    data = streamed(by_xlsxwriter())
    answered = answer_file(data, SAID).data
    old, new = members(data), members(answered)
    kept = [name for name in old if old[name] == new[name]]
    assert {"xl/sharedStrings.xml", "xl/charts/chart1.xml", "docProps/app.xml", "xl/media/image1.png"} <= set(kept)
    with zipfile.ZipFile(io.BytesIO(answered)) as archive:
        assert (archive.testzip(), archive.comment) == (None, b"cua don vi")
    assert read(answered).sheets[1].name == LIST


OFFICE = Path(__file__).parent / "office"


@pytest.mark.parametrize("name", ["list.xls", "list.ods", "list-2003.xml"])
def test_what_cannot_be_patched_is_made_anew_and_says_so(name: str) -> None:
    data = (OFFICE / name).read_bytes()
    before = read(data)
    where = before.sheets[0].name
    said = Answer("KẾT QUẢ", (), (Mark(where, "B2", ERROR, "sai"),), (), {(where, 2): "k2"}, {where: (1,)})
    made = answer_file(data, said)
    assert made.rebuilt
    after = read(made.data)
    assert f"Tệp gốc dạng {before.format}: đã dựng lại" in str(after.sheets[0].rows)
    width = len(before.sheets[0].rows[0])
    assert [row[:width] for row in after.sheets[1].rows] == list(before.sheets[0].rows)
    book = opened(made.data)
    sheet = book.worksheets[1]
    assert (sheet["B2"].fill.fgColor.rgb, sheet["B2"].number_format) == (ORANGE, "@")
    assert sheet["B2"].comment.text == "thidua: lỗi cần sửa\nsai"


def test_a_text_file_is_made_anew_with_its_zeros_and_formulas_as_text() -> None:
    data = "STT;Họ và tên;CCCD\n1;=1+1;001085000001\n2;Trần Thị B;@x\n".encode()
    where = read(data).sheets[0].name
    made = answer_file(data, Answer("t", (), (Mark(where, "C3", ERROR, "sai"),), (), {(where, 2): "k2"}, {where: (1,)}))
    sheet = opened(made.data).worksheets[1]
    assert [(cell.value, cell.data_type) for cell in sheet[2]][1:4] == [
        ("=1+1", "s"),
        ("001085000001", "s"),
        ("k2", "s"),
    ]


def test_a_workbook_whose_notes_have_no_end_is_made_anew() -> None:
    broken = patched(by_xlsxwriter(), {"xl/drawings/vmlDrawing1.vml": lambda xml: b"<xml><v:shape>"})
    assert answer_file(broken, SAID).rebuilt


def test_a_sheet_that_is_read_though_it_is_no_xml_is_made_anew() -> None:
    broken = patched(by_xlsxwriter(), {SHEET: lambda xml: xml.replace(b"</row>", b"", 1)})
    assert answer_file(broken, SAID).rebuilt
