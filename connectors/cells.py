"""Cell values to text, without losing a digit: the form that ``schemas.sheet`` promises."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from schemas.sheet import BLANK, BOOLEAN, DATE, ERROR, NUMBER, TEXT

Value = int | float | str | bool | date | datetime | time | timedelta
Row = tuple[tuple[str, ...], str]

# Below this, every whole double is written by int() as Excel shows it.
_EXACT = 1e15


def row_of(values: Iterable[Value]) -> Row:
    """The texts of a row and its kinds, one letter per cell."""
    texts: list[str] = []
    kinds: list[str] = []
    for value in values:
        if type(value) is str:
            texts.append(value if "\0" not in value else value.replace("\0", ""))  # no database stores a NUL
            kinds.append(TEXT if value and not value.isspace() else BLANK)
        elif type(value) is float:
            text, kind = _number(value)
            texts.append(text)
            kinds.append(kind)
        else:
            texts.append(_other(value))
            kinds.append(BOOLEAN if value is True or value is False else NUMBER if type(value) is int else DATE)
    return tuple(texts), "".join(kinds)


def _number(value: float) -> tuple[str, str]:
    if -_EXACT < value < _EXACT and (whole := int(value)) == value:
        return str(whole), NUMBER
    if math.isfinite(value):
        # Fifteen digits are what spreadsheets keep and show; the rest is noise of binary fractions.
        return format(Decimal(f"{value:.15g}"), "f"), NUMBER
    return "#NUM!", ERROR  # no spreadsheet stores these; a file that does was made by a broken program


def _other(value: Value) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def trim(rows: Sequence[Row]) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """Rows of equal width without the blank rows below and the blank columns to the right of the last value."""
    height = next((n for n in range(len(rows), 0, -1) if rows[n - 1][1].strip()), 0)
    kept = rows[:height]
    width = max((len(kinds.rstrip()) for _, kinds in kept), default=0)
    if all(len(kinds) == width for _, kinds in kept):
        return tuple(texts for texts, _ in kept), tuple(kinds for _, kinds in kept)
    texts = tuple((row[:width] + ("",) * (width - len(row))) for row, _ in kept)
    return texts, tuple(kinds[:width].ljust(width) for _, kinds in kept)
