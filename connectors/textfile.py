"""Delimited text to a sheet whose rows are the physical lines of the file."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable

from connectors import dense
from connectors.cells import Row, trim
from connectors.encoding import decode
from connectors.failures import Unreadable
from schemas.sheet import BLANK, TEXT, Sheet, Workbook

_DELIMITERS = ",;\t|"
_SEP_LINE = re.compile(r"\s*sep=(.)\s*$", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\r|\n")
# Lines that decide the delimiter, and lines one quoted cell may span before its quote counts as never closed.
_LOOKED_AT, _SPAN = 60, 50


def read_text(data: bytes) -> Workbook:
    """One sheet named ``csv``; Unreadable when the text is lossy, its quotes do not close, or it is too large."""
    decoded = decode(data)
    # Not str.splitlines: it also breaks at separators that stand inside cells.
    lines = _LINE_END.split(decoded.text)
    dense.check_grid(len(lines), 1)
    told = _SEP_LINE.match(lines[0])
    delimiter = delimiter_of(lines[:_LOOKED_AT])
    if told:
        lines[0] = ""
    rows, kinds = trim(_rows(lines, delimiter))
    if not rows:
        raise Unreadable("file_empty")
    form = "tsv" if delimiter == "\t" else "csv"
    sheet = Sheet(form, rows, kinds, legacy_font=decoded.legacy_font)
    return Workbook(form, (sheet,), decoded.encoding, decoded.told(form))


def _rows(lines: list[str], delimiter: str) -> list[Row]:
    rows: list[Row] = []
    cells = 0
    for start, values in _records(lines, delimiter):
        rows += [((), "")] * (start - len(rows))  # lines swallowed by the quoted cell of the record before
        dense.check_grid(1, len(values))
        cells += len(values)
        dense.check_grid(1 + cells // dense.COLUMNS, dense.COLUMNS, dense.FILLED)
        rows.append((tuple(values), "".join(TEXT if value.strip() else BLANK for value in values)))
    return rows


def _records(lines: list[str], delimiter: str) -> Iterable[tuple[int, list[str]]]:
    """Each record with the zero-based line it starts on."""
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter)
    start = 0
    try:
        for record in reader:
            if reader.line_num - start > _SPAN:
                raise Unreadable("file_damaged")
            yield start, record
            start = reader.line_num
    except csv.Error as error:
        raise Unreadable("file_damaged") from error


def delimiter_of(lines: list[str]) -> str:
    """The delimiter that the first line names; else that which cuts most lines into the same number of cells, more
    cells first among equals.
    """
    told = _SEP_LINE.match(lines[0])
    return told[1] if told else max(_DELIMITERS, key=lambda delimiter: _evenness(lines, delimiter))


def _evenness(lines: list[str], delimiter: str) -> tuple[int, int]:
    try:
        widths = Counter(len(values) for _, values in _records(lines, delimiter) if len(values) > 1)
    except Unreadable:
        widths = Counter(line.count(delimiter) + 1 for line in lines if delimiter in line)
    return max(((count, width) for width, count in widths.items()), default=(0, 0))
