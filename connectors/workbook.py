"""Bytes to sheets of text: tells the format by content, looks for danger, then reads.

Runs in a guarded process only: the library underneath aborts the interpreter on some files.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from connectors import biff, dense
from connectors.cells import Value, row_of, rows_of
from connectors.compound import book_stream
from connectors.details import NOTHING, Detail, Grid, completed
from connectors.failures import Unreadable
from connectors.opened import Opened, open_archive
from connectors.sniff import COMPOUND, HTML, XML, ZIP, sniff
from connectors.spreadsheetml import read_spreadsheetml
from connectors.textfile import read_text
from connectors.webpage import read_page
from schemas.sheet import Merge, Workbook


def read(data: bytes) -> Workbook:
    """The sheets of a file; raises Unreadable with a refusal code. The name of the file plays no part."""
    dense.check_size(len(data))
    family = sniff(data)
    if family == ZIP:
        return _calamine(data, open_archive(data))
    if family == COMPOUND:
        stream = book_stream(data)
        if biff.is_locked(stream):
            raise Unreadable("file_encrypted")
        return _calamine(data, Opened("xls", biff.read_details(stream)))
    if family == XML:
        return read_spreadsheetml(data)
    return read_page(data) if family == HTML else read_text(data)


def _calamine(data: bytes, opened: Opened) -> Workbook:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        found = [completed(grid, about) for grid, about in _grids(book, opened)]
    except PasswordError as error:
        raise Unreadable("file_encrypted") from error
    except (CalamineError, OSError, ValueError) as error:
        raise Unreadable("file_damaged") from error
    except BaseException as error:
        # Where the library meets what it never expected it panics, which is no Exception of Python.
        if type(error).__name__ == "PanicException":
            raise Unreadable("file_damaged") from error
        raise
    if not any(sheet.rows for sheet, _ in found):
        raise Unreadable("file_empty")
    told = tuple(one for _, inferences in found for one in inferences)
    return Workbook(opened.format, tuple(sheet for sheet, _ in found), inferences=told, template=opened.template)


def _grids(book: CalamineWorkbook, opened: Opened) -> Iterator[tuple[Grid, Detail]]:
    if len(book.sheets_metadata) > dense.SHEETS:
        raise Unreadable("too_many_cells")
    for place, about in enumerate(book.sheets_metadata):
        if about.typ == SheetTypeEnum.WorkSheet:
            hidden = about.visible != SheetVisibleEnum.Visible
            grid = _grid(book.get_sheet_by_index(place), hidden=hidden)
            # Code page 1258 writes tones apart, in the names of sheets as well.
            named = replace(grid, name=unicodedata.normalize("NFC", grid.name)) if opened.format == "xls" else grid
            yield named, opened.details.get(place, NOTHING)


def _grid(sheet: CalamineSheet, *, hidden: bool) -> Grid:
    end = sheet.end
    if end is None:
        return Grid(sheet.name, [], hidden=hidden)
    dense.check_grid(end[0] + 1, end[1] + 1)
    blanks: list[Value] = [""] * (end[1] + 1)
    values = sheet.to_python(skip_empty_area=False)
    # A stray blank in the last row makes a million blank rows: those are compared, not converted.
    filled = iter(rows_of([row for row in values if row != blanks]))
    blank = row_of(blanks)
    rows = [blank if row == blanks else next(filled) for row in values]
    merges = tuple(Merge(*first, *last) for first, last in sheet.merged_cell_ranges or [])
    return Grid(sheet.name, rows, merges, hidden)
