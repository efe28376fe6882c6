"""Cells told as runs: three hundred cells below each other are one link."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from connectors.worksheet import column_number
from schemas.sheet import address

_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass(frozen=True, slots=True)
class Run:
    """Cells of one column that follow each other; rows one-based, the column zero-based."""

    column: int
    first: int
    last: int

    @property
    def count(self) -> int:
        """How many cells it has."""
        return self.last - self.first + 1

    @property
    def range(self) -> str:
        """``F12`` or ``F12:F38``."""
        start = address(self.first, self.column)
        return start if self.count == 1 else f"{start}:{address(self.last, self.column)}"


def runs(cells: Iterable[str]) -> list[Run]:
    """The runs of some addresses, by column and row."""
    places = set()
    for cell in cells:
        found = _ADDRESS.fullmatch(cell)
        if not found:
            raise ValueError(f"{cell!r} is no address of a cell")
        places.add((column_number(found[1].encode()), int(found[2])))
    told: list[Run] = []
    for column, row in sorted(places):
        last = told[-1] if told else None
        if last and (last.column, last.last) == (column, row - 1):
            told[-1] = Run(column, last.first, row)
        else:
            told.append(Run(column, row, row))
    return told
