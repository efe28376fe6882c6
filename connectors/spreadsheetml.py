"""SpreadsheetML of Office 2003: the XML that reporting systems write and name .xls or .xml.

Read by expat alone, which is told nothing of document types: they are refused before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TypeVar
from xml.parsers import expat

from connectors import dense
from connectors.cells import Cell, Place, Row, row_of
from connectors.details import Detail, Grid, completed
from connectors.encoding import decode
from connectors.failures import Unreadable
from connectors.fonts import letter_of
from connectors.numberformat import ZeroFormat, zero_format
from schemas.sheet import BLANK, BOOLEAN, DATE, ERROR, NUMBER, TEXT, Merge, Workbook, letters

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_EXCEL = "urn:schemas-microsoft-com:office:excel"
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
_CHARSET = re.compile(rb"""encoding\s*=\s*["']([\w-]+)""")
_MIDNIGHT = re.compile(r"T00:00:00(?:\.0+)?$")
_NO_DAY = "1899-12-3"  # the day of a time that has none
_ABOVE = re.compile(r"^=?R\[-1\]C\+1$")

Attributes = dict[str, str]
Told = TypeVar("Told")


@dataclass(slots=True)
class _Page:
    """A worksheet while it is read."""

    name: str
    cells: dict[Place, Cell] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    fonts: dict[Place, str] = field(default_factory=dict)
    formulas: dict[Place, str] = field(default_factory=dict)
    hidden: bool = False
    row: int = -1
    column: int = -1
    next_column: int = 0  # of the column definitions

    def grid(self) -> Grid:
        """The cells as a dense grid; Unreadable when it is too large."""
        height = max((row for row, _ in self.cells), default=-1) + 1
        width = max((column for _, column in self.cells), default=-1) + 1
        dense.check_grid(height, width)
        texts, kinds = [[""] * width for _ in range(height)], [[BLANK] * width for _ in range(height)]
        for (row, column), (text, kind) in self.cells.items():
            texts[row][column], kinds[row][column] = text, kind
        rows: list[Row] = [(tuple(line), "".join(kind)) for line, kind in zip(texts, kinds, strict=True)]
        return Grid(self.name, rows, tuple(self.merges), self.hidden)

    def detail(self) -> Detail:
        """What the page says beside its cells."""
        hidden = frozenset(self.hidden_rows), frozenset(self.hidden_columns)
        return Detail({}, *hidden, self.fonts, formulas=self.formulas)


class _Reader:
    """Takes the elements as they come; names are ``namespace local``."""

    def __init__(self) -> None:
        self.pages: list[_Page] = []
        self._fonts: dict[str, str] = {}
        self._zeros: dict[str, ZeroFormat] = {}
        self._parents: dict[str, str] = {}
        self._style = ""  # being defined, then of the cell being read
        self._kind = ""
        self._place: Place | None = None
        self._text: list[str] | None = None
        self._noted = False  # inside the comment of a cell, which holds data elements of its own

    def start(self, name: str, attributes: Attributes) -> None:
        begin = _BEGINS.get(name)
        if begin and not self._noted:
            begin(self, attributes)

    def end(self, name: str) -> None:
        if name == f"{NAMESPACE} Comment":
            self._noted = False
        elif self._noted:
            return
        elif name == f"{NAMESPACE} Data":
            self._end_data()
        elif name == f"{_EXCEL} Visible" and self._text is not None and self.pages:
            self.pages[-1].hidden = "".join(self._text) != "SheetVisible"
            self._text = None

    def characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def style(self, attributes: Attributes) -> None:
        self._style = attributes.get(f"{NAMESPACE} ID", "")
        self._parents[self._style] = attributes.get(f"{NAMESPACE} Parent", "")

    def font(self, attributes: Attributes) -> None:
        if not self.pages:
            self._fonts[self._style] = letter_of(attributes.get(f"{NAMESPACE} FontName", ""))

    def format(self, attributes: Attributes) -> None:
        if form := zero_format(attributes.get(f"{NAMESPACE} Format", "")):
            self._zeros[self._style] = form

    def worksheet(self, attributes: Attributes) -> None:
        if len(self.pages) >= dense.SHEETS:
            raise Unreadable("too_many_cells")
        self.pages.append(_Page(attributes.get(f"{NAMESPACE} Name", "")))

    def column(self, attributes: Attributes) -> None:
        page = self._page()
        first = _number(attributes, "Index", page.next_column + 1) - 1
        page.next_column = first + 1 + _number(attributes, "Span")
        dense.check_grid(1, page.next_column)
        if attributes.get(f"{NAMESPACE} Hidden") == "1":
            page.hidden_columns.update(range(first, page.next_column))

    def row(self, attributes: Attributes) -> None:
        page = self._page()
        first = _number(attributes, "Index", page.row + 2) - 1
        page.row, page.column = first + _number(attributes, "Span"), -1
        dense.check_grid(page.row + 1, 1)
        if attributes.get(f"{NAMESPACE} Hidden") == "1":
            page.hidden_rows.update(range(first, page.row + 1))

    def cell(self, attributes: Attributes) -> None:
        page = self._page()
        row, column = page.row, _number(attributes, "Index", page.column + 2) - 1
        right, down = _number(attributes, "MergeAcross"), _number(attributes, "MergeDown")
        dense.check_grid(row + down + 1, column + right + 1)
        if right or down:
            page.merges.append(Merge(row, column, row + down, column + right))
        page.column = column + right
        self._style = attributes.get(f"{NAMESPACE} StyleID", "Default")
        if formula := attributes.get(f"{NAMESPACE} Formula"):
            above = f"{letters(column)}{row}+1"
            page.formulas[row, column] = above if _ABOVE.match(formula) else formula.removeprefix("=")
        self._place = row, column

    def data(self, attributes: Attributes) -> None:
        self._page()
        self._kind, self._text = attributes.get(f"{NAMESPACE} Type", "String"), []

    def comment(self, _: Attributes) -> None:
        self._noted = True

    def visible(self, _: Attributes) -> None:
        self._text = []

    def _page(self) -> _Page:
        if not self.pages:
            raise Unreadable("file_damaged")
        return self.pages[-1]

    def _end_data(self) -> None:
        text, self._text = "".join(self._text or ()), None
        page, place = self._page(), self._place
        if place is None:
            raise Unreadable("file_damaged")
        page.formulas.pop(place, None)
        page.cells[place] = cell = self._cell(text)
        dense.check_grid(1 + len(page.cells) // dense.COLUMNS, dense.COLUMNS, dense.FILLED)
        if cell[1] == TEXT and (letter := self._inherited(self._fonts)):
            page.fonts[place] = letter

    def _cell(self, text: str) -> Cell:
        if self._kind == "Number":
            return self._number(text)
        if self._kind == "DateTime":
            day = _MIDNIGHT.sub("", text)
            return (day.split("T")[-1][:8] if day.startswith(_NO_DAY) else day.removesuffix(".000")), DATE
        if self._kind == "Boolean":
            return ("TRUE" if text == "1" else "FALSE"), BOOLEAN
        if self._kind == "Error":
            return text, ERROR
        return text, TEXT if text.strip() else BLANK

    def _number(self, text: str) -> Cell:
        try:
            (shown,), kind = row_of([float(text)])
        except ValueError:
            return text, TEXT if text.strip() else BLANK
        zeros = self._inherited(self._zeros)
        return (zeros.show(shown) if zeros else "") or shown, kind if kind == ERROR else NUMBER

    def _inherited(self, known: dict[str, Told]) -> Told | None:
        """What the style of the cell says, or the one that style builds upon."""
        if self._style in known:
            return known[self._style]
        return known.get(self._parents.get(self._style, ""))


_BEGINS = {
    f"{NAMESPACE} Style": _Reader.style,
    f"{NAMESPACE} Font": _Reader.font,
    f"{NAMESPACE} NumberFormat": _Reader.format,
    f"{NAMESPACE} Worksheet": _Reader.worksheet,
    f"{NAMESPACE} Column": _Reader.column,
    f"{NAMESPACE} Row": _Reader.row,
    f"{NAMESPACE} Cell": _Reader.cell,
    f"{NAMESPACE} Data": _Reader.data,
    f"{NAMESPACE} Comment": _Reader.comment,
    f"{_EXCEL} Visible": _Reader.visible,
}


def read_spreadsheetml(data: bytes) -> Workbook:
    """The sheets of the workbook; Unreadable when its XML is broken, forbidden or too large."""
    declared = _CHARSET.search(data[:200])
    text = decode(data, declared[1].decode("ascii", "replace") if declared else "").text
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise Unreadable("xml_forbidden")
    reader = _Reader()
    parser = expat.ParserCreate("utf-8", " ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    try:
        parser.Parse(_DECLARED.sub("", text).encode())
        parser.Parse(b"", True)  # noqa: FBT003 - the call of the library
    except (expat.ExpatError, UnicodeEncodeError) as error:
        raise Unreadable("file_damaged") from error
    found = [completed(page.grid(), page.detail()) for page in reader.pages]
    if not any(sheet.rows for sheet, _ in found):
        raise Unreadable("file_empty")
    told = tuple(one for _, inferences in found for one in inferences)
    return Workbook("xml", tuple(sheet for sheet, _ in found), inferences=told)


def _number(attributes: Attributes, name: str, default: int = 0) -> int:
    text = attributes.get(f"{NAMESPACE} {name}", "")
    if not text:
        return default
    if not text.isdecimal() or len(text) > 8:
        raise Unreadable("file_damaged")
    return max(int(text), 1) if name == "Index" else int(text)
