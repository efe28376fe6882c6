"""Workbooks saved by another program, as the sheets our reader would hand on."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import openpyxl

from schemas.sheet import BLANK, DATE, ERROR, NUMBER, TEXT, Sheet


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def sheets(book: openpyxl.Workbook) -> list[Sheet]:
    return [_sheet(page) for page in book.worksheets]


def _sheet(page: Any) -> Sheet:
    cells = [[_cell(cell) for cell in row] for row in page.iter_rows()]
    rows = tuple(tuple(text for text, _ in row) for row in cells)
    kinds = tuple("".join(kind for _, kind in row) for row in cells)
    return Sheet(page.title, rows, kinds, hidden=page.sheet_state != "visible")


def _cell(cell: Any) -> tuple[str, str]:
    value = cell.value
    if value is None:
        return "", BLANK
    if isinstance(value, datetime):
        return value.date().isoformat(), DATE
    if isinstance(value, int | float):
        return f"{value:.15g}", NUMBER
    return str(value), ERROR if cell.data_type == "e" else TEXT
