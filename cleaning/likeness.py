"""What the records of a table have in common, by which a row under a sum or a signature is known to be one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cleaning.header import Grid
from cleaning.shape import Shape

_LAST = 8  # records looked at


@dataclass(frozen=True, slots=True)
class Likeness:
    """The columns that most records fill, and those in which most have figures: years, dates, ids."""

    count: int  # records there were when this was seen
    filled: frozenset[int]
    figured: frozenset[int]

    def fits(self, row: Sequence[str]) -> bool:
        """Whether a row fills what records fill, with figures where they have figures."""
        filled = [index for index in self.filled if row[index]]
        if len(filled) < 2 or len(filled) * 5 < len(self.filled) * 3:
            return False
        return not self.figured or any(_has_figure(row[index]) for index in self.figured)


def likeness(grid: Grid, form: Shape, records: Sequence[int]) -> Likeness:
    """What the last of these rows have in common."""
    rows = [grid[row] for row in records[-_LAST:]]
    filled = frozenset(index for index in form.data if sum(1 for row in rows if row[index]) * 2 > len(rows))
    figured = frozenset(index for index in filled if sum(1 for row in rows if _has_figure(row[index])) * 2 > len(rows))
    return Likeness(len(records), filled, figured)


def _has_figure(text: str) -> bool:
    return any(map(str.isdigit, text))
