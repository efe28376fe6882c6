"""The lines above a table: letterhead, titles, and what they say of all its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from cleaning import signs, template, titles
from cleaning.header import Grid
from cleaning.text import keyed
from cleaning.titles import Titles
from schemas.table import Table
from schemas.template import template_id

# What is as short as a cell of data is no title that a page repeats.
_SHORTEST = 5


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the lines above a header say."""

    said: Titles
    lines: tuple[str, ...]
    keys: frozenset[str]  # of the lines, and of cells of several lines, which each page may repeat
    part: str = ""  # the part of the sender that a line under the title names: "Phường Hạ Đình"

    def entitle(self, table: Table) -> Table:
        """The table with what its titles say, but its award, which its columns or its section may tell."""
        said = self.said
        heading = next((column.heading for column in table.columns if column.field == "benefit_vnd"), "")
        unit = titles.money_unit(heading) if heading else 1
        return replace(
            table,
            titles=self.lines,
            award_level=said.award_level,
            year=said.year,
            unit_text=said.unit_text,
            unit_code_text=said.unit_code_text,
            part_text=self.part,
            addition=said.addition,
            version=said.version.number,
            withdrawal=said.version.withdrawal,
            reference=said.version.reference,
            money_unit=unit if unit != 1 else said.money_unit,
        )


def letterhead(grid: Grid, start: int, top: int) -> Letterhead:
    """Title lines: each cell above the header; the left block of the letterhead is the first cell of its row."""
    lines: list[str] = []
    left: list[str] = []
    half = max(3, len(grid[0]) // 2 + 1) if grid else 0
    for row in grid[start:top]:
        cells = [(index, text) for index, text in enumerate(row) if text]
        lines.extend(line for _, text in cells for line in text.splitlines() if line.strip())
        if cells and cells[0][0] < half:
            left.extend(line for line in cells[0][1].splitlines() if line.strip())
    # What names a template is no title: its "v1" is no version of the list.
    spoken = titles.read([line for line in lines if template_id(line) is None], left)
    said = template.told_by(template.of_lines(lines), spoken)
    keys = (keyed(text) for text in (*lines, *chain.from_iterable(grid[start:top])) if text)
    return Letterhead(
        said, tuple(line.strip() for line in lines), frozenset(k for k in keys if len(k) > _SHORTEST), _part(said.lines)
    )


def _part(lines: Sequence[str]) -> str:
    """The last line under the list's own title that begins as names of units do; "" when none stands there."""
    title = max((n for n, line in enumerate(lines) if signs.LIST_TITLE.match(keyed(line))), default=len(lines))
    below = (line for line in reversed(lines[title + 1 :]) if signs.is_unit(line))
    return next((line for line in below if not keyed(line).startswith(("đơn vị", "don vi"))), "")
