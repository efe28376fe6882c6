"""What a reader hands on: the cells of one sheet as text, with their addresses and their kinds."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.table import Inference, Table

# One letter per cell, so that a sheet's kinds travel between processes as one short string per row.
BLANK, TEXT, NUMBER, DATE, BOOLEAN, ERROR = " ", "s", "n", "d", "b", "e"
# One letter per cell likewise, for the font it is written in; BLANK is every font of Unicode.
IN_TCVN3, IN_TCVN3_CAPITALS, IN_VNI = "t", "T", "v"


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, zero-based and inclusive on both ends."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as a dense grid of text that starts at cell A1; ``rows[r][c]`` is row ``r + 1``.

    Numbers are written without exponent, trailing ``.0`` or thousands marks; dates as ISO
    (``1985-03-07``), date-times as ISO too; booleans as ``TRUE``/``FALSE``; an error cell keeps its code (``#REF!``).
    ``kinds[r][c]`` is the letter of this module for the cell; every row of both has the same width.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    kinds: tuple[str, ...]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    legacy_font: str = ""  # "tcvn3" or "vni" where all text of the file is in one old alphabet
    hidden_rows: frozenset[int] = frozenset()  # zero-based rows of the grid that nobody sees, filtered ones too
    hidden_columns: frozenset[int] = frozenset()  # zero-based columns
    fonts: tuple[str, ...] = ()  # as ``kinds``, where the file names an old font for some of its cells


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of one file, in its order; ``format`` is what the bytes were: xlsx, xls, ods, csv, html …"""

    format: str
    sheets: tuple[Sheet, ...]
    encoding: str = ""  # of a text file
    inferences: tuple[Inference, ...] = ()  # what the reader concluded about the file
    template: str = ""  # the property of the document by which a blank workbook of ours says which it is


def address(row: int, column: int) -> str:
    """The spreadsheet address of a one-based row and zero-based column: ``address(12, 5)`` is ``F12``."""
    return f"{letters(column)}{row}"


def letters(column: int) -> str:
    """The letters of a zero-based column: 0 is ``A``, 26 is ``AA``."""
    name = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        name = chr(65 + digit) + name
    return name


def head_cell(table: Table) -> str:
    """The first cell of the lowest row of headings: where something about a list without rows is told."""
    left = min((column.index for column in table.columns), default=0)
    return f"{letters(left)}{max(table.header_rows, default=1)}"


def row_of(cell: str) -> int:
    """The row of a cell's address: 12 of ``F12``."""
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
