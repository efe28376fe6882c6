"""Sheets as a clerk lays them out: cells with a look, merges, what is hidden. Nothing here knows the reader."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with the result Excel stored beside it."""

    text: str
    result: str | int | float = ""


Value = str | int | float | date | Formula | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with number format and font ("" = the program's own)."""

    value: Value
    fmt: str = ""
    font: str = ""


@dataclass(slots=True)
class Page:
    """One sheet; rows count from 1 as in Excel, columns from 0; a merge is (row, column, last row, last column)."""

    name: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden: bool = False

    def put(self, row: int, column: int, value: Value, fmt: str = "", font: str = "") -> None:
        """Write a cell; None leaves it blank."""
        if value is not None:
            self.cells[row, column] = Cell(value, fmt, font)

    def merge(self, row: int, column: int, last_row: int, last_column: int) -> None:
        """Merge a rectangle of more than one cell."""
        if (row, column) != (last_row, last_column):
            self.merges.append((row, column, last_row, last_column))

    @property
    def last_row(self) -> int:
        """The last row with a cell, 0 for an empty sheet."""
        return max((row for row, _ in self.cells), default=0)

    @property
    def last_column(self) -> int:
        """The last column with a cell, 0 for an empty sheet."""
        return max((column for _, column in self.cells), default=0)


@dataclass(slots=True)
class Book:
    """A workbook of pages."""

    pages: list[Page]
    epoch_1904: bool = False
