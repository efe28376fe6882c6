"""Formulas that no program has calculated yet: a workbook written by a program keeps none of their results.

Numbering is worked out, totals are checked against the rows anyhow; a formula in a row of the list is data we cannot
know, and the sender can give it with a click.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from connectors.cells import Cell, Place, Row
from connectors.failures import Unreadable
from schemas.sheet import BLANK, NUMBER, address, letters

_TOTAL = re.compile(r"^\+?(?:ROUND\()?(?:SUM|SUBTOTAL|COUNT|MAX|MIN|AVERAGE|AGGREGATE|ROWS?\b)", re.IGNORECASE)
_BESIDE = 2  # filled and numbered cells that make a row one of a list


def settled(rows: list[Row], formulas: Mapping[Place, str]) -> tuple[dict[Place, Cell], tuple[str, ...]]:
    """The cells that could be worked out, and the addresses of those that stand alone and stay unknown.

    Raises Unreadable(formulas_not_calculated) for a formula among the data of a row.
    """
    cells: dict[Place, Cell] = dict.fromkeys(formulas, ("", BLANK))  # a result of 0 is none either
    alone: list[str] = []
    numbering = {place for place, formula in formulas.items() if _numbers(formula, *place)}
    numbered = Counter(row for row, _ in numbering)
    for place in sorted(formulas):
        row, column = place
        own = _own(rows, formulas, row)
        if place in numbering:
            above = _number_at(rows, cells, (row - 1, column))
            if above and own:
                cells[place] = (str(int(above) + 1), NUMBER)
        elif not _TOTAL.match(formulas[place]):
            if own and own + numbered[row] >= _BESIDE:
                raise Unreadable("formulas_not_calculated", cell=address(row + 1, column))
            alone.append(address(row + 1, column))
    return cells, tuple(alone)


def _own(rows: list[Row], formulas: Mapping[Place, str], row: int) -> int:
    """How many cells of a row hold something that is no formula."""
    if row >= len(rows):
        return 0
    return sum(1 for column, kind in enumerate(rows[row][1]) if kind.strip() and (row, column) not in formulas)


def _numbers(formula: str, row: int, column: int) -> bool:
    """Whether a formula is one more than the cell above, however it is wrapped."""
    plain = formula.replace("$", "").replace(" ", "").upper()
    above = f"{letters(column)}{row}"
    return f"{above}+1" in plain or f"1+{above}" in plain


def _number_at(rows: list[Row], cells: Mapping[Place, Cell], place: Place) -> str:
    row, column = place
    if place in cells:
        return cells[place][0]
    text = rows[row][0][column] if 0 <= row < len(rows) and column < len(rows[row][0]) else ""
    return text if text.isdecimal() and len(text) < 7 else ""
