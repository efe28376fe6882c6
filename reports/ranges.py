"""Many cells named in few words: C4, C5, C6 and C9 are "C4–C6, C9"."""

from __future__ import annotations

import re
from collections.abc import Iterable

_CELL = re.compile(r"^([A-Z]*)(\d+)$")


def ranges(cells: Iterable[str]) -> str:
    """The cells in the order given, runs down a column as first–last; what is no address stands as it is."""
    runs: list[tuple[str, int, int]] = []
    for cell in dict.fromkeys(cells):
        found = _CELL.match(cell)
        column, row = (found[1], int(found[2])) if found else (cell, 0)
        if found and runs and runs[-1][0] == column and runs[-1][2] == row - 1:
            runs[-1] = (column, runs[-1][1], row)
        else:
            runs.append((column, row, row))
    return ", ".join(_named(*run) for run in runs)


def _named(column: str, first: int, last: int) -> str:
    if not first:
        return column
    return f"{column}{first}" if first == last else f"{column}{first}–{column}{last}"
