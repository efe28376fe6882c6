"""Notes taken while walking the records of a binary sheet, .xls or .xlsb: they become its Detail."""

from __future__ import annotations

import struct
from collections.abc import Iterable

from connectors import dense
from connectors.cells import Cell, Place
from connectors.details import Detail
from connectors.styles import Styles
from schemas.sheet import ERROR, NUMBER, Merge

# The codes of errors in the binary formats.
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}


class Notes:
    """What one sheet says of its cells; styles are places in the workbook's list of cell formats."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._cells: dict[Place, Cell] = {}
        self._fonts: dict[Place, str] = {}
        self._rows: set[int] = set()
        self._columns: set[int] = set()
        self._merges: list[Merge] = []
        self._last = (0, 0)  # row and column

    def reach(self, row: int, column: int) -> None:
        """A cell stands there, whatever it holds."""
        last_row, last_column = self._last
        if row > last_row or column > last_column:
            self._last = max(row, last_row), max(column, last_column)

    def text(self, row: int, column: int, style: int) -> None:
        """A cell of text."""
        if letter := self._styles.fonts.get(style):
            self._fonts[row, column] = letter

    def number(self, row: int, column: int, style: int, value: float) -> None:
        """A cell of a number."""
        zeros = self._styles.zeros.get(style)
        if zeros and value == value // 1 and (shown := zeros.show(f"{value:.0f}")):
            self._cells[row, column] = shown, NUMBER

    def error(self, row: int, column: int, code: int) -> None:
        """A cell that shows an error."""
        self._cells[row, column] = _ERRORS.get(code, "#VALUE!"), ERROR

    def hidden_row(self, row: int) -> None:
        """A row that nobody sees."""
        self._rows.add(row)

    def hidden_columns(self, columns: Iterable[int]) -> None:
        """Columns that nobody sees."""
        self._columns.update(columns)

    def merge(self, one: Merge) -> None:
        """A merged range that the reading library does not hand on."""
        self._merges.append(one)

    def detail(self) -> Detail:
        """All notes of the sheet; Unreadable when a grid of its cells would be too large."""
        dense.check_grid(self._last[0] + 1, self._last[1] + 1)
        return Detail(self._cells, frozenset(self._rows), frozenset(self._columns), self._fonts, tuple(self._merges))


def rk(number: int) -> float:
    """The value of a number packed into 30 bits, as both binary formats do."""
    value = float(number >> 2) if number & 2 else struct.unpack("<d", struct.pack("<Q", (number & 0xFFFFFFFC) << 32))[0]
    return value / 100 if number & 1 else value
