"""Answered workbooks through a real office program: nothing lost, and known again after it saved them."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

from connectors.returned.answering import answer_file
from connectors.workbook import read
from schemas.answer import ROW_KEY_HEADING
from tests.connectors.books import HEADER, LIST, OTHER, ROWS, by_xlsxwriter, members, opened
from tests.connectors.test_returned_whole import KEYS, ORANGE, SAID, YELLOW
from tests.skips import LIBREOFFICE

pytestmark = LIBREOFFICE
# What LibreOffice writes that has nothing to do with an answer.
ANSWERED_PARTS = (
    "xl/worksheets/",
    "xl/comments",
    "xl/drawings/vmlDrawing",
    "xl/styles.xml",
    "xl/workbook.xml",
    "[",
    "xl/_",
)


def saved(data: bytes, folder: Path) -> bytes:
    """The workbook after LibreOffice has opened and saved it."""
    folder.mkdir()
    (folder / "in.xlsx").write_bytes(data)
    command = ["soffice", f"-env:UserInstallation=file://{folder.parent}/profile", "--headless", "--convert-to"]
    where = ["--outdir", str(folder / "out"), str(folder / "in.xlsx")]
    subprocess.run([*command, "xlsx:Calc MS Excel 2007 XML", *where], check=True, capture_output=True, timeout=180)
    return (folder / "out" / "in.xlsx").read_bytes()


def test_a_file_of_libreoffice_is_answered_saved_and_answered_again(tmp_path: Path) -> None:
    data = saved(by_xlsxwriter(), tmp_path / "own")
    first = answer_file(data, SAID).data
    _only_the_answer_differs(data, first)

    back = saved(first, tmp_path / "back")
    sheet = opened(back)[LIST]
    assert [sheet[cell].fill.fgColor.rgb for cell in ("E7", "B8", "C9")] == [ORANGE, YELLOW, ORANGE]
    assert sheet["B8"].comment.text == "Chị xem lại tên này\n\nthidua: cần giải trình\nTên này đã có ở dòng 7"
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == ["D6:D30"]
    assert sheet.column_dimensions["H"].hidden
    assert [sheet.cell(row, 8).value for row in ROWS] == list(KEYS.values())
    assert sheet["F7"].value == "=A7*1000"
    assert [row[5] for row in read(back).sheets[1].rows[5:8]] == ["1000", "2000", "3000"]
    places = [
        cell.hyperlink.location for row in opened(back).worksheets[0].iter_rows() for cell in row if cell.hyperlink
    ]
    assert len(places) == 4 and "E7" in str(places[1])

    fewer = replace(SAID, marks=SAID.marks[:1], causes=SAID.causes[:1], keys={(LIST, 6): "k6"})
    again = opened(answer_file(back, fewer).data)
    assert again.sheetnames == ["Kết quả kiểm tra", LIST, OTHER]
    sheet = again[LIST]
    noted = {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}
    assert noted.keys() == {"A2", "B8", "E7"} and noted["B8"] == "Chị xem lại tên này"
    filled = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb in (ORANGE, YELLOW)]
    assert filled == ["E7"]
    assert [sheet.cell(row, 8).value for row in (HEADER, 6, 7)] == [ROW_KEY_HEADING, "k6", None]


def _only_the_answer_differs(before: bytes, after: bytes) -> None:
    old, new = members(before), members(after)
    changed = [name for name in old if new.get(name) != old[name]]
    assert [name for name in changed if not name.startswith(ANSWERED_PARTS)] == []
    assert any("chart" in name for name in old) and any("media" in name for name in old)
