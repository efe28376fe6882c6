"""Bytes to sheets of text: tells the format by content, looks for danger, then reads.

Runs in a guarded process only: the library underneath aborts the interpreter on some files.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from connectors import dense
from connectors.cells import Row, Value, row_of, trim
from connectors.compound import check_compound
from connectors.failures import Unreadable
from connectors.opened import Opened, open_archive
from connectors.sniff import COMPOUND, HTML, ZIP, sniff
from connectors.textfile import read_text
from connectors.webpage import read_page
from connectors.worksheet import Detail, Place
from schemas.sheet import ERROR, Merge, Sheet, Workbook

_NOTHING = Detail()


def read(data: bytes) -> Workbook:
    """The sheets of a file; raises Unreadable with a refusal code. The name of the file plays no part."""
    dense.check_size(len(data))
    family = sniff(data)
    if family == ZIP:
        return _calamine(data, open_archive(data))
    if family == COMPOUND:
        check_compound(data)
        return _calamine(data, Opened("xls"))
    return read_page(data) if family == HTML else read_text(data)


def _calamine(data: bytes, opened: Opened) -> Workbook:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = tuple(_sheets(book, opened))
    except PasswordError as error:
        raise Unreadable("file_encrypted") from error
    except (CalamineError, OSError, ValueError) as error:
        raise Unreadable("file_damaged") from error
    if not any(sheet.rows for sheet in sheets):
        raise Unreadable("file_empty")
    return Workbook(opened.format, sheets)


def _sheets(book: CalamineWorkbook, opened: Opened) -> list[Sheet]:
    if len(book.sheets_metadata) > dense.SHEETS:
        raise Unreadable("too_many_cells")
    sheets = []
    for place, about in enumerate(book.sheets_metadata):
        if about.typ == SheetTypeEnum.WorkSheet:
            hidden = about.visible != SheetVisibleEnum.Visible
            found = opened.details.get(place, _NOTHING)
            sheets.append(_sheet(book.get_sheet_by_index(place), found, hidden=hidden))
    return sheets


def _sheet(sheet: CalamineSheet, about: Detail, *, hidden: bool) -> Sheet:
    end = sheet.end
    if end is None:
        return Sheet(sheet.name, (), (), hidden=hidden)
    dense.check_grid(end[0] + 1, end[1] + 1)
    blanks: list[Value] = [""] * (end[1] + 1)
    blank = row_of(blanks)
    # A stray blank in the last row makes a million blank rows: those are compared, not converted.
    found = [blank if values == blanks else row_of(values) for values in sheet.to_python(skip_empty_area=False)]
    rows, kinds = trim(_with_errors(found, about.errors) if about.errors else found)
    if rows:
        dense.check_grid(len(rows), len(rows[0]), dense.FILLED)
    return Sheet(
        sheet.name,
        rows,
        kinds,
        _merges(sheet, len(rows)),
        hidden,
        about.font,
        about.hidden_rows & frozenset(range(len(rows))) if about.hidden_rows else about.hidden_rows,
        about.hidden_columns & frozenset(range(len(rows[0]))) if rows else frozenset(),
    )


def _with_errors(rows: list[Row], errors: Mapping[Place, str]) -> list[Row]:
    """The rows with the error cells that the library hands over as blanks."""
    for (row, column), code in errors.items():
        if row < len(rows) and column < len(rows[row][0]):
            texts, kinds = rows[row]
            rows[row] = (
                (*texts[:column], code, *texts[column + 1 :]),
                kinds[:column] + ERROR + kinds[column + 1 :],
            )
    return rows


def _merges(sheet: CalamineSheet, height: int) -> tuple[Merge, ...]:
    ranges = sheet.merged_cell_ranges or []
    return tuple(Merge(*first, *last) for first, last in ranges if first[0] < height)
