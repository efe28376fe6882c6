"""Formulas in workbooks that no spreadsheet program has saved: nothing is lost unsaid, nothing is invented."""

from __future__ import annotations

import io

import pytest
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from connectors.failures import Unreadable
from connectors.workbook import read
from tests.connectors.files import SHEET, patched, xlsx


def filled(*rows: tuple[object, ...]) -> bytes:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["STT", "Họ và tên", "Đơn vị"])
        sheet.append([1, "Nguyễn Văn A", "X"])
        for row in rows:
            sheet.append(list(row))

    return xlsx(fill)


@pytest.mark.parametrize("formula", ["=A2+1", "=$A$2 + 1", "=1+A2", '=IF(B3="","",A2+1)'])
def test_numbering_is_worked_out(formula: str) -> None:
    book = read(filled((formula, "Trần Thị B", "X"), ("=A3+1", "Lê Văn C", "X"), ("=A4+1",)))
    assert [row[0] for row in book.sheets[0].rows] == ["STT", "1", "2", "3"]
    assert book.sheets[0].kinds[2] == "nss"
    assert not book.inferences


def test_a_formula_among_the_data_of_a_row_is_no_blank() -> None:
    with pytest.raises(Unreadable) as caught:
        read(filled((2, "=VLOOKUP(A3,ma!A:B,2,0)", "X")))
    assert (caught.value.code, caught.value.details) == ("formulas_not_calculated", {"cell": "B3"})


def test_formulas_of_rows_without_data_and_totals_are_nothing() -> None:
    book = read(filled((None, "=VLOOKUP(A3,ma!A:B,2,0)", "=B3"), (None, "Tổng cộng", "=COUNTA(B2:B3)")))
    assert [row[1] for row in book.sheets[0].rows] == ["Họ và tên", "Nguyễn Văn A", "", "Tổng cộng"]


def test_a_formula_that_stands_alone_is_told() -> None:
    book = read(filled(('="Hà Nội, ngày "&TODAY()',)))
    assert [(one.code, one.cell) for one in book.inferences] == [("formula_not_calculated", "A3")]


def test_an_empty_result_is_a_result() -> None:
    text = b'<c r="B3" t="str"><f>IF(1,"","x")</f><v></v></c>'
    data = patched(filled((2, "@", "X")), {SHEET: lambda xml: _replaced(xml, b'<c r="B3"', text)})
    assert read(data).sheets[0].rows[2] == ("2", "", "X")


def test_results_of_zero_that_a_program_made_up_are_no_data() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("STT", "Họ và tên", "CCCD"))
        sheet.write_row(1, 0, ("=ROW()-1", "Nguyễn Văn A", "001"))
        sheet.write_row(2, 0, ("=A2+1", "Trần Thị B", "=A9"))
    with pytest.raises(Unreadable) as caught:
        read(buffer.getvalue())
    assert caught.value.details == {"cell": "C3"}


def _replaced(xml: bytes, start: bytes, cell: bytes) -> bytes:
    at = xml.index(start)
    return xml[:at] + cell + xml[xml.index(b"</c>", at) + 4 :]
