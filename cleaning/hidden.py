"""Rows, columns and sheets that nobody sees: what of them was read is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from cleaning.rows import Body
from schemas.sheet import Sheet, letters
from schemas.table import Column, Inference


def told_hidden(sheet: Sheet, columns: Sequence[Column], body: Body) -> Iterator[Inference]:
    """What to tell of records in hidden rows and of fields in hidden columns: they count like any other."""
    if sheet.hidden_rows and not sheet.hidden:
        rows = [row + 1 for record in body.records for row in record if row in sheet.hidden_rows]
        if rows:
            yield Inference("hidden_rows_read", f"A{rows[0]}", sheet.name, {"rows": ranges(rows)})
    if sheet.hidden_columns and body.records:
        found = [column for column in columns if column.field and column.index in sheet.hidden_columns]
        named = ", ".join(f"{letters(column.index)} ({column.heading})" for column in found)
        if named:
            yield Inference("hidden_columns_read", "", sheet.name, {"columns": named})


def ranges(numbers: Iterable[int]) -> str:
    """Numbers in words as short as can be: 14, 17, 18, 19 is "14, 17–19"."""
    ordered = sorted(set(numbers))
    starts = [n for n, (before, after) in enumerate(pairwise([-1, *ordered])) if after != before + 1]
    runs = [ordered[start:end] for start, end in zip(starts, [*starts[1:], len(ordered)], strict=True)]
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
