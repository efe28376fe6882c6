"""Cell values to text, without losing a digit: the form that ``schemas.sheet`` promises."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import Any, cast

from schemas.sheet import BLANK, BOOLEAN, DATE, ERROR, NUMBER, TEXT

Value = int | float | str | bool | date | datetime | time | timedelta
Row = tuple[tuple[str, ...], str]
Place = tuple[int, int]  # zero-based row and column
Cell = tuple[str, str]  # text and kind

# What no spreadsheet stores; a file that does was made by a broken program.
NOT_A_NUMBER = "#NUM!"
_KINDS: dict[type, str] = {
    str: TEXT,
    float: NUMBER,
    int: NUMBER,
    bool: BOOLEAN,
    date: DATE,
    datetime: DATE,
    time: DATE,
    timedelta: DATE,
}
# Below this, every whole double is written by int() as Excel shows it.
_EXACT = 1e15


def row_of(values: Sequence[Value]) -> Row:
    """The texts of a row and its kinds, one letter per cell."""
    return rows_of([values])[0]


def rows_of(grid: Sequence[Sequence[Value]]) -> list[Row]:
    """The same for rows of equal width, all their cells at once: a list is thousands of short rows."""
    flat = list(chain.from_iterable(grid))
    classes = list(map(type, flat))
    said = [value if kind is str else _TEXTS[kind](value) for kind, value in zip(classes, flat, strict=True)]
    texts = cast("list[str]", said)
    whole = "".join(texts)
    if "\0" in whole:
        texts = [text.replace("\0", "") for text in texts]  # no database stores a NUL
    letters = list(map(_KINDS.__getitem__, classes))
    if "" in texts:
        letters = [letter if text else BLANK for letter, text in zip(letters, texts, strict=True)]
    if any(map(str.isspace, texts)):
        letters = [BLANK if text.isspace() else letter for letter, text in zip(letters, texts, strict=True)]
    if NOT_A_NUMBER in whole:
        letters = [ERROR if _is_no_number(value) else letter for letter, value in zip(letters, flat, strict=True)]
    kinds = "".join(letters)
    width = len(grid[0]) if grid else 0
    return (
        [(tuple(texts[at : at + width]), kinds[at : at + width]) for at in range(0, len(texts), width)] if width else []
    )


def _moment(value: datetime) -> str:
    return value.date().isoformat() if value.time() == time() else value.isoformat()


@lru_cache(4096)  # running numbers and years return in every list
def _number(value: float) -> str:
    if -_EXACT < value < _EXACT and (whole := int(value)) == value:
        return str(whole)
    if math.isfinite(value):
        # Fifteen digits are what spreadsheets keep and show; the rest is noise of binary fractions.
        return format(Decimal(f"{value:.15g}"), "f")
    return NOT_A_NUMBER


_TEXTS: dict[type, Callable[[Any], str]] = {
    float: _number,
    int: str,
    bool: lambda value: "TRUE" if value else "FALSE",
    datetime: _moment,
    date: date.isoformat,
    time: time.isoformat,
    timedelta: str,
}


def _is_no_number(value: Value) -> bool:
    return isinstance(value, float) and not math.isfinite(value)


def put(rows: list[Row], cells: Mapping[Place, Cell]) -> None:
    """Put cells into their places; those outside the grid are left out."""
    by_row: dict[int, list[tuple[int, Cell]]] = {}
    for (row, column), cell in cells.items():
        if row < len(rows) and column < len(rows[row][0]):
            by_row.setdefault(row, []).append((column, cell))
    for row, changes in by_row.items():
        texts, kinds = list(rows[row][0]), list(rows[row][1])
        for column, (text, kind) in changes:
            texts[column], kinds[column] = text, kind
        rows[row] = tuple(texts), "".join(kinds)


def trim(rows: Sequence[Row]) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """Rows of equal width without the blank rows below and the blank columns to the right of the last value."""
    height = next((n for n in range(len(rows), 0, -1) if rows[n - 1][1].strip()), 0)
    kept = rows[:height]
    if not kept:
        return (), ()
    texts, kinds = zip(*kept, strict=True)
    width = max(map(len, map(str.rstrip, kinds)))
    if set(map(len, kinds)) == {width}:
        return texts, kinds
    square = tuple((row[:width] + ("",) * (width - len(row))) for row in texts)
    return square, tuple(line[:width].ljust(width) for line in kinds)
