"""Ranges of cells as a worksheet writes them."""

from __future__ import annotations

import re

from connectors.worksheet import column_number
from schemas.sheet import address

Place = tuple[int, int]
Box = tuple[int, int, int, int]  # first row, first column, last row, last column; rows one-based, columns zero-based
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?", re.ASCII)


def box_of(text: str) -> Box | None:
    """The range that a reference such as ``A5:G30`` names, None for anything else."""
    found = _RANGE.fullmatch(text)
    if not found:
        return None
    left, top, right, bottom = found.groups()
    first = int(top), column_number(left.encode())
    return (*first, int(bottom), column_number(right.encode())) if right else (*first, *first)


def ref_of(box: Box) -> str:
    """A range as a reference."""
    return f"{address(box[0], box[1])}:{address(box[2], box[3])}"
