"""A sheet before it is a file: cells with styles, merged ranges, widths; what a layout draws and a format writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with the result that the sender's program stored beside it."""

    text: str
    result: str


class Stored(date):
    """A date that was typed as a date into a column where the others are texts."""


Value = str | int | float | date | Formula | None


@dataclass(slots=True)
class Page:
    """One sheet; rows and columns count from 0 here, truth and people count rows from 1."""

    name: str
    cells: dict[tuple[int, int], tuple[Value, str]] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)  # top, left, bottom, right
    widths: list[float] = field(default_factory=list)
    tall: set[int] = field(default_factory=set)  # rows of wrapped text
    hidden: bool = False
    font: str = "Times New Roman"
    next_row: int = 0

    def put(self, row: int, column: int, value: Value, style: str = "text") -> None:
        """Write a cell; a blank one still gets its border."""
        self.cells[row, column] = (value, style)
        self.next_row = max(self.next_row, row + 1)

    def merge(self, top: int, left: int, bottom: int, right: int, value: Value, style: str) -> None:
        """Write a value over a range; a range of one cell is no merge."""
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                self.put(row, column, None, style)
        self.put(top, left, value, style)
        if (top, left) != (bottom, right):
            self.merges.append((top, left, bottom, right))

    def line(self, value: Value, width: int, style: str) -> int:
        """Write a line over the whole width below all that is there; returns its row."""
        row = self.next_row
        self.merge(row, 0, row, max(width - 1, 0), value, style)
        return row
