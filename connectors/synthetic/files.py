"""Pages to the bytes of a file: xlsx as office programs write it, and delimited text in old and new encodings."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from connectors.synthetic.grid import Formula, Page, Value
from connectors.synthetic.listing import Submission
from connectors.synthetic.windows1258 import to_cp1258

# Set for all workbooks, so that the same seed gives the same bytes.
_CREATED = datetime(2025, 5, 20, 8, 0, 0)
_DATE = "%d/%m/%Y"
_TALL = 33  # points: two lines of text
_CENTER = {"align": "center", "valign": "vcenter"}
_STYLES: dict[str, dict[str, Any]] = {
    "text": {"border": 1, "valign": "vcenter"},
    "wrap": {"border": 1, "valign": "vcenter", "text_wrap": True},
    "center": {"border": 1, **_CENTER},
    "number": {"border": 1, "num_format": "0"},
    "money": {"border": 1, "num_format": "#,##0"},
    "date": {"border": 1, "num_format": "dd/mm/yyyy", **_CENTER},
    "head": {"border": 1, "bold": True, "text_wrap": True, **_CENTER},
    "bold": {"border": 1, "bold": True},
    "plain": {},
    "middle": _CENTER,
    "title": {"bold": True, "font_size": 14, **_CENTER},
    "italic": {"italic": True, **_CENTER},
    "left": {},
    "left-bold": {"bold": True},
    "left-italic": {"italic": True},
    "right": {"italic": True, "align": "right"},
    "center-bold": {"bold": True, **_CENTER},
}
_TEXTS = {
    "csv": (",", "utf-8-sig"),
    "csv-semicolon": (";", "utf-8-sig"),
    "csv-utf16": ("\t", "utf-16"),
    "csv-cp1258": (";", "cp1258"),
}


def file_bytes(form: str, pages: Sequence[Page]) -> bytes:
    """The bytes of a file in one of the forms of ``layouts``; text forms hold the first page only."""
    return _workbook(pages) if form == "xlsx" else _text(form, pages[0])


def write(inbox: Path, submission: Submission) -> None:
    """The file of a submission in its place below the inbox; files are written in the order in which they arrive."""
    path = inbox / submission.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(file_bytes(submission.form, submission.pages) if submission.pages else submission.data)


def ending(form: str) -> str:
    """The ending of the file's name."""
    return form.split("-")[0]


def _workbook(pages: Sequence[Page]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_numbers": False}) as book:
        book.set_properties({"created": _CREATED, "author": "Văn phòng công đoàn"})
        formats: dict[tuple[str, str], Any] = {}
        for page in pages:
            sheet = book.add_worksheet(page.name)
            _fill(book, sheet, page, formats)
    return buffer.getvalue()


def _fill(book: Any, sheet: Any, page: Page, formats: dict[tuple[str, str], Any]) -> None:
    def look(style: str) -> Any:
        if (page.font, style) not in formats:
            formats[page.font, style] = book.add_format({"font_name": page.font, "font_size": 12, **_STYLES[style]})
        return formats[page.font, style]

    for column, width in enumerate(page.widths):
        sheet.set_column(column, column, width)
    for row in page.tall:
        sheet.set_row(row, _TALL)
    for top, left, bottom, right in page.merges:
        sheet.merge_range(top, left, bottom, right, "", look(page.cells[top, left][1]))
    for (row, column), (value, style) in sorted(page.cells.items()):
        _write(sheet, row, column, value, look(style))
    if page.hidden:
        sheet.hide()
    else:
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)


def _write(sheet: Any, row: int, column: int, value: Value, look: Any) -> None:
    if value is None:
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, Formula):
        sheet.write_formula(row, column, value.text, look, value.result)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, look)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, look)
    else:
        sheet.write_number(row, column, value, look)


def _text(form: str, page: Page) -> bytes:
    delimiter, encoding = _TEXTS[form]
    width = 1 + max(column for _, column in page.cells)
    lines = [[""] * width for _ in range(page.next_row)]
    for (row, column), (value, _) in page.cells.items():
        lines[row][column] = _plain(value)
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(lines)
    text = out.getvalue()
    return to_cp1258(text) if encoding == "cp1258" else text.encode(encoding)


def _plain(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Formula):
        value = value.result
    text = value.strftime(_DATE) if isinstance(value, date) else str(value)
    # A row of csv is a physical line (contract §4).
    return text.replace("\n", " ")
