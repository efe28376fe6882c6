"""How large a grid may be: one rule for every format."""

from __future__ import annotations

from connectors.failures import Unreadable

ROWS, COLUMNS = 1_048_576, 16_384  # of the largest sheet a spreadsheet program makes
# A stray blank in the last row makes four million cells of a small list; more than that is no list of a unit.
CELLS = 5_000_000
# Cells with a value, blanks at the edges not counted.
FILLED = 2_000_000
FILE = 64 << 20  # bytes
SHEETS = 500


def check_size(size: int) -> None:
    """Unreadable for a file of more than FILE bytes."""
    if size > FILE:
        raise Unreadable("file_too_large", limit=f"{FILE >> 20} MB")


def check_grid(rows: int, columns: int, limit: int = CELLS) -> None:
    """Unreadable for a grid that no spreadsheet program makes, or too large to be a list."""
    if rows > ROWS or columns > COLUMNS or rows * columns > limit:
        raise Unreadable("too_many_cells")
