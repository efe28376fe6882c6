"""A workbook made anew from the text that was read, for formats whose files cannot be changed in place."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import xlsxwriter

from schemas.sheet import Sheet, Workbook

# Fixed, so that the same file gives the same bytes.
_CREATED = datetime(2025, 1, 1)
_RESERVED = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NAME_LIMIT, _CELL_LIMIT = 31, 32_767
_LONGEST, _SHORTEST, _SAMPLE = 45, 8, 200
_UNNAMED = "Danh sách"


def rebuild(workbook: Workbook) -> tuple[bytes, Mapping[str, str]]:
    """An xlsx of the sheets' text, and the name of each sheet in it by its old name.

    Every cell is text, so that no leading zero is lost and nothing opens as a formula.
    """
    buffer = io.BytesIO()
    names = _names([sheet.name for sheet in workbook.sheets])
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": _CREATED})
        text = book.add_format({"num_format": "@", "font_name": "Times New Roman", "font_size": 12})
        for sheet in workbook.sheets:
            _fill(book.add_worksheet(names[sheet.name]), sheet, text)
        visible = [n for n, sheet in enumerate(workbook.sheets) if not sheet.hidden]
        for number, page in enumerate(book.worksheets()):
            if visible and number not in visible:
                page.hide()
        if visible:
            book.worksheets()[visible[0]].set_first_sheet()
            book.worksheets()[visible[0]].activate()
    return buffer.getvalue(), names


def _fill(page: Any, sheet: Sheet, text: Any) -> None:
    for merge in sheet.merges:
        if (merge.top, merge.left) != (merge.bottom, merge.right):
            page.merge_range(merge.top, merge.left, merge.bottom, merge.right, "", text)
    for number, row in enumerate(sheet.rows):
        for column, value in enumerate(row):
            if value:
                page.write_string(number, column, value[:_CELL_LIMIT], text)
    for column in range(len(sheet.rows[0]) if sheet.rows else 0):
        longest = max(len(row[column]) for row in sheet.rows[:_SAMPLE])
        page.set_column(column, column, min(max(longest + 2, _SHORTEST), _LONGEST), text)


def _names(wanted: list[str]) -> dict[str, str]:
    """A name for each sheet that spreadsheet programs accept; names that are one to them are numbered."""
    given: dict[str, str] = {}
    taken: set[str] = set()
    for name in wanted:
        base = _RESERVED.sub(" ", name).strip().strip("'")[:_NAME_LIMIT].strip() or _UNNAMED
        if base.lower() == "history":  # reserved by office programs
            base = f"{base} 1"
        new, number = base, 1
        while new.lower() in taken:
            number += 1
            new = f"{base[: _NAME_LIMIT - 6]} ({number})"
        taken.add(new.lower())
        given[name] = new
    return given
