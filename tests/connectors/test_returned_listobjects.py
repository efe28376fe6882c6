"""Tables of Excel, threads of comments, macros and stacked lists in answered workbooks: nothing is lost."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from lxml import etree

from connectors.returned.answering import answer_file
from connectors.workbook import read
from schemas.answer import ERROR, ROW_KEY_HEADING, Answer, Cause, Mark
from tests.connectors.books import members, opened, part
from tests.skips import LIBREOFFICE

SHEET = "Danh sách"
HEADINGS = ("STT", "Họ và tên", "Số căn cước")
FIRST, SECOND = 3, 9  # rows of headings
TABLE = "xl/tables/table{}.xml"
KEYS = {(SHEET, row): f"k{row}" for row in (4, 5, 6, 10, 11)}
SAID = Answer(
    title="KẾT QUẢ",
    lines=(),
    marks=(Mark(SHEET, "C5", ERROR, "sai"), Mark(SHEET, "C10", ERROR, "thiếu")),
    causes=(Cause(ERROR, "Sai", "", "", 2, SHEET, ("C5", "C10")),),
    keys=KEYS,
    headers={SHEET: (FIRST, SECOND)},
)
FEWER = Answer(title="KẾT QUẢ", lines=(), marks=SAID.marks[:1], causes=SAID.causes[:1])


def stacked(*, narrow: bool = False) -> bytes:
    """Two lists, one below the other, each a table of Excel; the second may be narrower."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet(SHEET)
        sheet.write("A1", "DANH SÁCH CÔNG NHÂN GIỎI")
        for top, names, width in ((FIRST, "An Bình Chi", 3), (SECOND, "Dũng Em", 2 if narrow else 3)):
            rows = [(n, f"Nguyễn Văn {name}", f"00108500000{n}") for n, name in enumerate(names.split(), 1)]
            columns = [{"header": heading} for heading in HEADINGS[:width]]
            data = [row[:width] for row in rows]
            sheet.add_table(top - 1, 0, top - 1 + len(rows), width - 1, {"columns": columns, "data": data})
    return buffer.getvalue()


def table(data: bytes, number: int) -> tuple[str, str, list[str]]:
    """The range of a table, of its filter, and its columns."""
    root = etree.fromstring(part(data, TABLE.format(number)))
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    names = [str(one.get("name")) for one in root.findall(".//m:tableColumn", space)]
    found = root.find("m:autoFilter", space)
    assert found is not None
    return str(root.get("ref")), str(found.get("ref")), names


def test_the_tables_of_a_sheet_take_their_keys_along_and_give_them_back() -> None:
    first = answer_file(stacked(), SAID).data
    assert table(first, 1) == ("A3:D6", "A3:D6", [*HEADINGS, ROW_KEY_HEADING])
    assert table(first, 2) == ("A9:D11", "A9:D11", [*HEADINGS, ROW_KEY_HEADING])
    again = answer_file(first, SAID).data
    assert table(again, 2) == table(first, 2)
    assert table(answer_file(again, FEWER).data, 1) == ("A3:C6", "A3:C6", list(HEADINGS))


def test_every_list_of_a_sheet_names_the_column_of_keys() -> None:
    sheet = opened(answer_file(stacked(), SAID).data)[SHEET]
    assert [sheet.cell(row, 4).value for row in (FIRST, 4, SECOND, 10)] == [ROW_KEY_HEADING, "k4"] * 1 + [
        ROW_KEY_HEADING,
        "k10",
    ]
    assert sheet.column_dimensions["D"].hidden


def test_a_table_that_cannot_take_its_keys_along_gets_none() -> None:
    answered = answer_file(stacked(narrow=True), SAID).data
    assert table(answered, 2) == ("A9:B11", "A9:B11", list(HEADINGS[:2]))
    sheet = opened(answered)[SHEET]
    assert [sheet.cell(row, 4).value for row in (FIRST, 4, SECOND, 10)] == [ROW_KEY_HEADING, "k4", None, None]


@LIBREOFFICE
@pytest.mark.parametrize("narrow", [False, True])
def test_libreoffice_opens_and_saves_tables_with_their_keys(narrow: bool, tmp_path: Path) -> None:
    file = tmp_path / "in.xlsx"
    file.write_bytes(answer_file(stacked(narrow=narrow), SAID).data)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "out"), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    before, after = (read(path.read_bytes()).sheets[1].rows for path in (file, tmp_path / "out" / "in.xlsx"))
    assert [row[:4] for row in after] == [row[:4] for row in before]


def added(data: bytes, parts: dict[str, bytes], relations: str, kinds: str) -> bytes:
    """The workbook with further parts, related to its sheet, and their content types."""
    about, types = "xl/worksheets/_rels/sheet1.xml.rels", "[Content_Types].xml"
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            xml = old.read(name)
            if name == about:
                xml = xml.replace(b"</Relationships>", relations.encode() + b"</Relationships>")
            if name == types:
                xml = xml.replace(b"</Types>", kinds.encode() + b"</Types>")
            new.writestr(name, xml)
        for name, content in parts.items():
            new.writestr(name, content)
    return buffer.getvalue()


def threaded() -> bytes:
    """A list with a thread of comments, and the old note that stands for it in older programs."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet(SHEET)
        for row, cells in enumerate((("DANH SÁCH",), (), HEADINGS, (1, "Lê An", "12"), (2, "Lê Bình", "13"))):
            sheet.write_row(row, 0, cells)
        sheet.write_comment("C5", "[Threaded comment]\n\nComment:\n    Chị xem lại", {"author": "tc={1}"})
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    person = '<person displayName="Lan" id="{A}" userId="lan" providerId="None"/>'
    thread = '<threadedComment ref="C5" dT="2025-05-20T08:00:00.00" personId="{A}" id="{1}"><text>Chị xem lại</text>'
    parts = {
        "xl/persons/person.xml": f'<personList xmlns="{space}">{person}</personList>'.encode(),
        "xl/threadedComments/threadedComment1.xml": (
            f'<ThreadedComments xmlns="{space}">{thread}</threadedComment></ThreadedComments>'.encode()
        ),
    }
    relation = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    target = "../threadedComments/threadedComment1.xml"
    kind = "application/vnd.ms-excel.threadedcomments+xml"
    return added(
        buffer.getvalue(),
        parts,
        f'<Relationship Id="rId77" Type="{relation}" Target="{target}"/>',
        f'<Override PartName="/xl/threadedComments/threadedComment1.xml" ContentType="{kind}"/>',
    )


def test_a_thread_of_comments_stays_and_our_note_goes_with_the_next_answer() -> None:
    data = threaded()
    said = Answer("KẾT QUẢ", (), SAID.marks[:1], SAID.causes[:1], {(SHEET, 4): "k4"}, {SHEET: (3,)})
    first = answer_file(data, said).data
    for name in ("xl/threadedComments/threadedComment1.xml", "xl/persons/person.xml"):
        assert members(first)[name] == members(data)[name]
    assert b"threadedComment1.xml" in part(first, "xl/worksheets/_rels/sheet1.xml.rels")
    assert opened(first)[SHEET]["C5"].comment.text.endswith("sai")
    again = answer_file(first, Answer("KẾT QUẢ", ())).data
    assert opened(again)[SHEET]["C5"].comment.text == opened(data)[SHEET]["C5"].comment.text


def macros(data: bytes) -> bytes:
    """The same as xlsm, with a part of macros."""
    main = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    relation = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    changes = {
        "[Content_Types].xml": lambda xml: xml.replace(
            main, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
        ).replace(
            b"<Override", b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override', 1
        ),
        "xl/_rels/workbook.xml.rels": lambda xml: xml.replace(
            b"</Relationships>",
            f'<Relationship Id="rId88" Type="{relation}" Target="vbaProject.bin"/></Relationships>'.encode(),
        ),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, bytes)(old.read(name)))
        new.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + bytes(range(256)) * 8)
    return buffer.getvalue()


def test_macros_stay_as_they_are() -> None:
    data = macros(stacked())
    answered = answer_file(data, SAID)
    assert not answered.rebuilt and answered.format == "xlsm"
    assert members(answered.data)["xl/vbaProject.bin"] == members(data)["xl/vbaProject.bin"]
    assert b"vbaProject.bin" in part(answered.data, "xl/_rels/workbook.xml.rels")
    assert b"macroEnabled" in part(answered.data, "[Content_Types].xml")
