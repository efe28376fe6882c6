"""Cell values to text, without losing a digit: the form that ``schemas.sheet`` promises."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, cast

from schemas.sheet import BLANK, BOOLEAN, DATE, ERROR, NUMBER, TEXT

Value = int | float | str | bool | date | datetime | time | timedelta
Row = tuple[tuple[str, ...], str]
Place = tuple[int, int]  # zero-based row and column
Cell = tuple[str, str]  # text and kind

# What no spreadsheet stores; a file that does was made by a broken program.
NOT_A_NUMBER = "#NUM!"
_KINDS: dict[type, str] = {
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
    classes = tuple(map(type, values))
    said = [value if kind is str else _TEXTS[kind](value) for kind, value in zip(classes, values, strict=True)]
    texts = cast("tuple[str, ...]", tuple(said))
    if "\0" in "".join(texts):
        texts = tuple([text.replace("\0", "") for text in texts])  # no database stores a NUL
    kinds = _kinds(classes, tuple(map(bool, texts)))
    if any(map(str.isspace, texts)):
        spaces = [text.isspace() for text in texts]
        kinds = "".join([BLANK if space else kind for kind, space in zip(kinds, spaces, strict=True)])
    return texts, kinds if NOT_A_NUMBER not in texts else _with_not_numbers(values, kinds)


@lru_cache(maxsize=4096)
def _kinds(classes: tuple[type, ...], filled: tuple[bool, ...]) -> str:
    """The letters of a row by what its cells are and which are filled; the rows of a list are nearly all alike."""
    return "".join([_KINDS.get(kind, TEXT) if full else BLANK for kind, full in zip(classes, filled, strict=True)])


def _moment(value: datetime) -> str:
    return value.date().isoformat() if value.time() == time() else value.isoformat()


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


def _with_not_numbers(values: Sequence[Value], kinds: str) -> str:
    return "".join(
        ERROR if isinstance(value, float) and not math.isfinite(value) else kind
        for value, kind in zip(values, kinds, strict=True)
    )


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
    width = max((len(kinds.rstrip()) for _, kinds in kept), default=0)
    if all(len(kinds) == width for _, kinds in kept):
        return tuple(texts for texts, _ in kept), tuple(kinds for _, kinds in kept)
    texts = tuple((row[:width] + ("",) * (width - len(row))) for row, _ in kept)
    return texts, tuple(kinds[:width].ljust(width) for _, kinds in kept)
