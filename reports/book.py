"""A workbook to print: Times New Roman, A4, and text that stays text whatever it begins with.

Bytes depend on the contents alone: the creation date is fixed and the writer stamps no clock into the archive.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter

from reports.numerals import ABSENT, pattern

FONT = "Times New Roman"
EPOCH = datetime(2025, 1, 1)
A4 = 9
# A spreadsheet may take text with these at its start for a formula when somebody edits the cell.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# The limit of a cell; longer text would make the program repair the file.
CELL_LIMIT = 32_767

Style = Mapping[str, Any]
PLAIN: Style = {"valign": "vcenter", "text_wrap": True}
CENTRE: Style = {"align": "center", "valign": "vcenter", "text_wrap": True}
BOLD: Style = {"bold": True}
ITALIC: Style = {"italic": True}
BOX: Style = {"border": 1}
LEFT: Style = {"align": "left", "indent": 1}
RIGHT: Style = {"align": "right", "indent": 1}
HEAD: Style = {**CENTRE, **BOLD, **BOX, "bg_color": "#E8EEF4"}


class Book:
    """A workbook under construction; ``finish`` gives its bytes, once."""

    def __init__(self, title: str, size: int = 12) -> None:
        self._bytes = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._book = xlsxwriter.Workbook(self._bytes, options)
        self._book.set_properties({"title": title, "created": EPOCH})
        self._book.set_calc_mode("auto")
        self._size = size
        self._styles: dict[tuple[tuple[str, Any], ...], Any] = {}

    def set_property(self, name: str, value: str) -> None:
        """A property of the document that programs read."""
        self._book.set_custom_property(name, value)

    def style(self, *parts: Style) -> Any:
        """The cell format of some properties over the book's font; equal properties share one format."""
        merged: dict[str, Any] = {"font_name": FONT, "font_size": self._size}
        for part in parts:
            merged.update(part)
        key = tuple(sorted(merged.items()))
        if key not in self._styles:
            self._styles[key] = self._book.add_format(merged)
        return self._styles[key]

    def page(self, name: str, *, landscape: bool = False, numbered: bool = True) -> Page:
        """A new sheet, set up for A4 and one page wide; numbers stand in the middle of the top (Decree 30/2020)."""
        sheet = self._book.add_worksheet(name)
        sheet.set_paper(A4)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(left=0.79, right=0.59, top=0.79, bottom=0.79)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        if numbered:
            sheet.set_header(f'&C&"{FONT}"&12&P', {"margin": 0.4})
        sheet.hide_gridlines(2)
        return Page(self, sheet)

    def column_chart(self, options: Mapping[str, Any]) -> Any:
        """A bar chart that lies on its side, as a funnel is read from the top down."""
        return self._book.add_chart(dict(options))

    def finish(self) -> bytes:
        """Close the workbook and give its bytes."""
        self._book.close()
        return self._bytes.getvalue()


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet; rows and columns count from zero."""

    book: Book
    sheet: Any

    def widths(self, *characters: float) -> None:
        """The widths of the columns from A on."""
        for column, width in enumerate(characters):
            self.sheet.set_column(column, column, width, self.book.style())

    def text(self, row: int, column: int, value: str, *styles: Style) -> None:
        """A cell of text; one that looks like a formula is marked as text for the editor as well."""
        quoted: Style = {"quote_prefix": True} if value.startswith(FORMULA_STARTS) else {}
        self.sheet.write_string(row, column, value[:CELL_LIMIT], self.book.style(PLAIN, *styles, quoted))

    def number(self, row: int, column: int, value: int | None, *styles: Style) -> None:
        """A cell with a whole number, shown with Vietnamese thousands; a dash for what is not known."""
        if value is None:
            self.text(row, column, ABSENT, RIGHT, *styles)
            return
        shown: Style = {"num_format": pattern(value), "valign": "vcenter", **RIGHT}
        self.sheet.write_number(row, column, value, self.book.style(shown, *styles))

    def cell(self, row: int, column: int, value: str | int | None, *styles: Style) -> None:
        """A cell of text or number, by the type of its value."""
        if isinstance(value, str):
            self.text(row, column, value, *styles)
        else:
            self.number(row, column, value, *styles)

    def across(self, row: int, first: int, last: int, value: str, *styles: Style, height: float = 0) -> None:
        """Text over merged cells of one row, optionally with a height in points."""
        if first == last:
            self.text(row, first, value, *styles)
        else:
            self.sheet.merge_range(row, first, row, last, "", self.book.style(PLAIN, *styles))
            self.text(row, first, value, *styles)
        if height:
            self.sheet.set_row(row, height)

    def heads(self, row: int, titles: Sequence[str], height: float = 34) -> None:
        """A row of column titles, repeated on every printed page."""
        for column, title in enumerate(titles):
            self.text(row, column, title, HEAD)
        self.sheet.set_row(row, height)
        self.sheet.repeat_rows(row)
        self.sheet.freeze_panes(row + 1, 0)

    def line(self, row: int, values: Sequence[str | int | None], *styles: Style) -> None:
        """A bordered row of a table whose first column numbers the rows."""
        for column, value in enumerate(values):
            align: Style = {"align": "center"} if column == 0 else LEFT if isinstance(value, str) else RIGHT
            self.cell(row, column, value, BOX, align, *styles)

    def title(self, value: str, note: str, last: int) -> int:
        """The title of an annex and a line on what it shows; returns the row of the column titles."""
        self.across(0, 0, last, value, CENTRE, BOLD, {"font_size": 14}, height=24)
        self.across(1, 0, last, note, CENTRE, ITALIC, height=34)
        return 3
