"""An answered workbook made anew, for formats that cannot be patched: the texts, their places and our marks."""

from __future__ import annotations

import io
from collections import defaultdict
from datetime import datetime
from typing import Any

import xlsxwriter

from connectors.returned.notes import AUTHOR
from connectors.returned.styles import COLOURS
from connectors.returned.worksheet import place
from schemas.answer import ROW_KEY_HEADING, Answer, Mark
from schemas.sheet import Sheet, Workbook

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_TEXT = {"num_format": "@", "font_name": "Times New Roman", "font_size": 12, "valign": "top"}
_LIMIT = 32_767
_NAME = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def rebuild(workbook: Workbook, answer: Answer) -> tuple[bytes, dict[str, str]]:
    """The sheets as xlsx, every cell as text so that no zero is lost, with marks and keys but without the first page.

    Returns the bytes and the new name of each sheet: names that the format forbids are changed.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties({"created": datetime(2025, 1, 1)})
    text = book.add_format(_TEXT)
    inks = {severity: book.add_format({**_TEXT, "bg_color": f"#{ink[2:]}"}) for severity, ink in COLOURS.items()}
    marks: dict[str, list[Mark]] = defaultdict(list)
    for mark in answer.marks:
        marks[mark.sheet].append(mark)
    names: dict[str, str] = {}
    for sheet in workbook.sheets:
        names[sheet.name] = _named(sheet.name, set(names.values()))
        page = book.add_worksheet(names[sheet.name])
        _fill(page, sheet, text)
        _mark(page, sheet, marks[sheet.name], inks)
        _key(page, sheet, answer, text)
        if sheet.hidden:
            page.hide()
    book.close()
    return out.getvalue(), names


def _named(name: str, taken: set[str]) -> str:
    plain = (name.translate(_FORBIDDEN).strip(" '") or "Trang")[:_NAME]
    number = 1
    while plain.casefold() in {one.casefold() for one in taken}:
        number += 1
        plain = f"{plain[: _NAME - 4]} {number}"
    return plain


def _fill(page: Any, sheet: Sheet, text: Any) -> None:
    widths: dict[int, int] = defaultdict(lambda: 8)
    for number, row in enumerate(sheet.rows):
        for column, value in enumerate(row):
            if value:
                page.write_string(number, column, value[:_LIMIT], text)
                widths[column] = max(widths[column], min(40, len(value)))
    for column, width in widths.items():
        page.set_column(column, column, width + 2)
    for merge in sheet.merges:
        if (merge.bottom, merge.right) != (merge.top, merge.left) and merge.top < len(sheet.rows):
            value = sheet.rows[merge.top][merge.left] if merge.left < len(sheet.rows[merge.top]) else ""
            page.merge_range(merge.top, merge.left, merge.bottom, merge.right, "", text)
            page.write_string(merge.top, merge.left, value[:_LIMIT], text)


def _mark(page: Any, sheet: Sheet, marks: list[Mark], inks: dict[str, Any]) -> None:
    notes: dict[tuple[int, int], str] = {}
    for mark in sorted(marks, key=lambda one: one.severity, reverse=True):
        column, number = place(mark.cell)
        at = (number - 1, column)
        value = sheet.rows[at[0]][column] if at[0] < len(sheet.rows) and column < len(sheet.rows[at[0]]) else ""
        page.write_string(*at, value[:_LIMIT], inks[mark.severity])
        notes[at] = f"{notes[at]}\n\n{mark.note}" if at in notes else mark.note
    for (row, column), note in notes.items():
        page.write_comment(row, column, note[:_LIMIT], {"author": AUTHOR, "x_scale": 2.2, "y_scale": 1.3})


def _key(page: Any, sheet: Sheet, answer: Answer, text: Any) -> None:
    keys = {row: key for (name, row), key in answer.keys.items() if name == sheet.name}
    if not keys:
        return
    header = sheet.rows[answer.headers.get(sheet.name, 1) - 1]
    column = header.index(ROW_KEY_HEADING) if ROW_KEY_HEADING in header else max(map(len, sheet.rows), default=0)
    page.write_string(answer.headers.get(sheet.name, 1) - 1, column, ROW_KEY_HEADING, text)
    for row, key in keys.items():
        page.write_string(row - 1, column, key, text)
    page.set_column(column, column, 9, None, {"hidden": True})
