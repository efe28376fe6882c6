"""Figures that stand upright: one field a row, its words on the left, one column of figures or one per unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cleaning import signs
from cleaning.header import Grid
from cleaning.headings import DOUBTFUL, in_context, meaning
from cleaning.letterhead import letterhead
from cleaning.text import keyed, tidy
from schemas.kind import UNIT, Kind
from schemas.kinds import KINDS
from schemas.sheet import BLANK, TEXT, Sheet, address
from schemas.table import Column, Inference, Table

_FIGURE = re.compile(r"^[\d.,\s]*\d[\d.,\s]*(?:%|đồng|đ|triệu|trđ|tỷ|người|đ/c|sáng kiến)?\.?$", re.IGNORECASE)
_LABELS = 4  # columns from the left that may hold the words
_HEADED = 3  # rows above the first field in which the columns of figures may be headed
_MOSTLY = 0.5
# Of several columns of figures, what the one to read is called.
_DONE = re.compile(r"\b(?:thực hiện|kết quả|số lượng|đạt được|tổng số|số liệu|thuc hien|ket qua|so luong|tong so)\b")


@dataclass(frozen=True, slots=True)
class Label:
    """The words of one field and its zero-based row."""

    row: int
    field: str
    text: str


def forms(sheet: Sheet, grid: Grid) -> list[Table]:
    """The tables of a sheet without a header whose words stand on the left: one per unit, none for any other sheet."""
    for kind in (kind for kind in KINDS.values() if kind.counting and kind.about == UNIT):
        column, labels = max(
            ((index, list(_labels(grid, index, kind))) for index in range(min(_LABELS, len(grid[0]) if grid else 0))),
            key=lambda found: len(found[1]),
            default=(0, []),
        )
        if len(labels) >= kind.least:
            figures = _figures(grid, labels, column)
            return _tables(sheet, grid, kind, labels, figures) if figures else []
    return []


def _labels(grid: Grid, column: int, kind: Kind) -> Iterator[Label]:
    """The fields that a column names down its rows, each the first time; "Trong đó nữ" is of the field above it."""
    seen: set[str] = set()
    above = ""
    for number, row in enumerate(grid):
        text = tidy(row[column]).strip(" -+*•:.")
        if not text:
            continue
        found = meaning(text)
        field = in_context(above, text) or (found.field if found.confidence >= DOUBTFUL else "")
        if field in kind.figures and field not in seen:
            seen.add(field)
            above = field if field.endswith("_total") or not above else above
            yield Label(number, field, text)


def _figures(grid: Grid, labels: Sequence[Label], column: int) -> list[int]:
    """The columns right of the words that hold figures beside most of them."""
    width = len(grid[0])
    filled = {
        index: sum(1 for label in labels if _FIGURE.match(grid[label.row][index].strip()))
        for index in range(column + 1, width)
    }
    return [index for index, count in filled.items() if count >= max(2, _MOSTLY * len(labels))]


def _tables(sheet: Sheet, grid: Grid, kind: Kind, labels: Sequence[Label], figures: Sequence[int]) -> list[Table]:
    top = labels[0].row
    heads = {index: _head(grid, top, index) for index in figures}
    above = letterhead(grid, 0, top)
    if len(figures) > 1 and all(signs.is_unit(head) for head in heads.values()):
        found = [_table(sheet, grid, kind, labels, index, unit=heads[index]) for index in figures]
    else:
        chosen = next((index for index in figures if _DONE.search(keyed(heads[index]))), figures[0])
        found = [_table(sheet, grid, kind, labels, chosen, said=len(figures) > 1)]
    return [above.entitle(table) for table in found]


def _head(grid: Grid, top: int, index: int) -> str:
    rows = range(top - 1, max(-1, top - 1 - _HEADED), -1)
    return next((tidy(grid[row][index]) for row in rows if grid[row][index]), "")


def _table(
    sheet: Sheet, grid: Grid, kind: Kind, labels: Sequence[Label], index: int, *, unit: str = "", said: bool = False
) -> Table:
    """One record: the figures of one column, each column of the table a row of the form."""
    first, last = labels[0].row, labels[-1].row
    naming = kind.naming[0] if unit else ""
    columns = [Column(index, label.text, label.field, row=label.row + 1) for label in labels]
    values = {label.field: [grid[label.row][index]] for label in labels}
    kinds = {label.field: sheet.kinds[label.row][index] for label in labels}
    if naming:
        columns.append(Column(index, unit, naming, row=first))
        values[naming], kinds[naming] = [unit], TEXT
    rows = {label.row for label in labels}
    used = (number for number, row in enumerate(grid) if number > first and any(row))
    told = [Inference("figures_upright", address(first + 1, index), sheet.name)]
    if said:
        heading = _head(grid, first, index)
        told.append(Inference("figures_chosen", address(first + 1, index), sheet.name, {"heading": heading}))
    return Table(
        sheet=sheet.name,
        kind=kind.name,
        columns=tuple(columns),
        row_numbers=(first + 1,),
        values=values,
        cell_kinds={field: letter if values[field][0] else BLANK for field, letter in kinds.items()},
        ignored=tuple((n + 1, "field" if n in rows else "footer" if n > last else "remark") for n in used),
        groups=("",),
        inferences=tuple(told),
    )
