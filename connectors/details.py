"""What a file says of a sheet beside the values that the reading library hands on, and how both become a Sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from connectors import dense
from connectors.cells import Cell, Place, Row, put, trim
from connectors.formulas import settled
from schemas.sheet import BLANK, Merge, Sheet
from schemas.table import Inference


@dataclass(frozen=True, slots=True)
class Detail:
    """What would be lost of one sheet; rows and columns are zero-based.

    ``cells`` are those whose text is not what the library says: errors, and numbers shown with zeros in front.
    ``fonts`` has the letter of ``schemas.sheet`` of cells in an old font, ``formulas`` the text of those that no
    program has calculated yet.
    """

    cells: Mapping[Place, Cell] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    fonts: Mapping[Place, str] = field(default_factory=dict)
    merges: tuple[Merge, ...] = ()
    formulas: Mapping[Place, str] = field(default_factory=dict)


NOTHING = Detail()


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet before its details: every cell of the used range from A1 on."""

    name: str
    rows: list[Row]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False


def completed(grid: Grid, about: Detail) -> tuple[Sheet, tuple[Inference, ...]]:
    """The sheet with its details in place, and what is to be told of it; Unreadable when it is too large."""
    put(grid.rows, about.cells)
    told = _settle(grid, about) if about.formulas else ()
    rows, kinds = trim(grid.rows)
    if not rows:
        return Sheet(grid.name, (), (), hidden=grid.hidden), told
    height, width = len(rows), len(rows[0])
    dense.check_grid(height, width, dense.FILLED)
    merges = tuple(one for one in (*grid.merges, *about.merges) if one.top < height and one.left < width)
    sheet = Sheet(grid.name, rows, kinds, merges, grid.hidden)
    if about is NOTHING:
        return sheet, told
    return replace(
        sheet,
        hidden_rows=frozenset(row for row in about.hidden_rows if row < height),
        hidden_columns=frozenset(column for column in about.hidden_columns if column < width),
        fonts=_lettered(about.fonts, height, width),
    ), told


def _settle(grid: Grid, about: Detail) -> tuple[Inference, ...]:
    """Work out numbering; formulas of a hidden sheet are nobody's data."""
    if grid.hidden:
        return ()
    cells, alone = settled(grid.rows, about.formulas)
    put(grid.rows, cells)
    if not alone:
        return ()
    return (Inference("formula_not_calculated", alone[0], grid.name, {"cell": alone[0], "count": str(len(alone))}),)


def _lettered(fonts: Mapping[Place, str], height: int, width: int) -> tuple[str, ...]:
    if not fonts:
        return ()
    lines = [[BLANK] * width for _ in range(height)]
    for (row, column), letter in fonts.items():
        if row < height and column < width:
            lines[row][column] = letter
    return tuple("".join(line) for line in lines)
