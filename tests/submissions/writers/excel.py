"""xlsx by XlsxWriter and by openpyxl."""

from __future__ import annotations

import io
from datetime import date, datetime

import openpyxl
import xlsxwriter
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from tests.submissions.model import Book, Cell, Formula, Page
from tests.submissions.writers.compound import compound

# What Excel keeps in the stream PROJECT of vbaProject.bin, for a workbook with one module.
_PROJECT = (
    'ID="{00020819-0000-0000-C000-000000000046}"\r\nDocument=ThisWorkbook/&H00000000\r\nModule=Module1\r\n'
    'Name="VBAProject"\r\nHelpContextID="0"\r\nVersionCompatible32="393222000"\r\n'
)


def xlsm_file(book: Book) -> bytes:
    """The workbook as one with macros: beside its sheets a part with a project of Visual Basic, here of no code."""
    return xlsxwriter_file(book, compound("PROJECT", _PROJECT.encode("ascii")))


def xlsxwriter_file(book: Book, macros: bytes = b"") -> bytes:
    """The workbook as XlsxWriter writes it, formulas with their results."""
    data = io.BytesIO()
    out = xlsxwriter.Workbook(data, {"date_1904": book.epoch_1904, "in_memory": True})
    if macros:
        out.add_vba_project(io.BytesIO(macros), is_stream=True)
    out.set_properties({"created": datetime(2025, 4, 16)})
    formats: dict[tuple[str, str], object] = {}
    for page in book.pages:
        sheet = out.add_worksheet(page.name)
        for (row, column), cell in sorted(page.cells.items()):
            key = (cell.fmt or _date_format(cell), cell.font)
            if key not in formats and any(key):
                look = {"num_format": key[0]} if key[0] else {}
                formats[key] = out.add_format(look | ({"font_name": key[1]} if key[1] else {}))
            _write(sheet, row - 1, column, cell, formats.get(key))
        for row, column, last_row, last_column in page.merges:
            first = page.cells.get((row, column), Cell(None))
            style = formats.get((first.fmt or _date_format(first), first.font))
            sheet.merge_range(row - 1, column, last_row - 1, last_column, "", style)
            _write(sheet, row - 1, column, first, style)
        for row in page.hidden_rows:
            sheet.set_row(row - 1, None, None, {"hidden": True})
        if page.hidden:
            sheet.hide()
    out.close()
    return data.getvalue()


def _date_format(cell: Cell) -> str:
    return "dd/mm/yyyy" if isinstance(cell.value, date) else ""


def _write(sheet: object, row: int, column: int, cell: Cell, style: object) -> None:
    value = cell.value
    write = getattr  # XlsxWriter has no types
    if isinstance(value, Formula):
        write(sheet, "write_formula")(row, column, value.text, style, value.result)
    elif isinstance(value, str):
        write(sheet, "write_string")(row, column, value, style)
    elif isinstance(value, date):
        write(sheet, "write_datetime")(row, column, datetime(value.year, value.month, value.day), style)
    elif value is not None:
        write(sheet, "write_number")(row, column, value, style)


def openpyxl_file(book: Book) -> bytes:
    """The workbook as openpyxl writes it; only for books without formulas, since it stores no results."""
    out = openpyxl.Workbook()
    out.remove(out.worksheets[0])
    if book.epoch_1904:
        out.epoch = CALENDAR_MAC_1904
    for page in book.pages:
        _sheet(out.create_sheet(page.name), page)
    data = io.BytesIO()
    out.save(data)
    return data.getvalue()


def _sheet(sheet: Worksheet, page: Page) -> None:
    for (row, column), cell in page.cells.items():
        value = cell.value.result if isinstance(cell.value, Formula) else cell.value
        written = sheet.cell(row, column + 1, value)
        written.number_format = cell.fmt or _date_format(cell) or "General"
        if cell.font:
            written.font = Font(name=cell.font)
    for row, column, last_row, last_column in page.merges:
        sheet.merge_cells(start_row=row, start_column=column + 1, end_row=last_row, end_column=last_column + 1)
    for row in page.hidden_rows:
        sheet.row_dimensions[row].hidden = True
    if page.hidden:
        sheet.sheet_state = "hidden"


def has_formulas(book: Book) -> bool:
    """Whether any cell is a formula."""
    return any(isinstance(cell.value, Formula) for page in book.pages for cell in page.cells.values())
