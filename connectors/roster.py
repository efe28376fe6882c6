"""Files that list persons, as frames of text: delimited text and Parquet at full speed, workbooks by safe readers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, cast

import polars as pl

from cleaning.roster import ROW
from connectors import textfile, workbook
from connectors.cells import row_of, trim
from connectors.encoding import decode
from connectors.failures import Unreadable
from connectors.guarded import GuardedPool
from connectors.sniff import TEXT, sniff
from schemas.sheet import Sheet, Workbook

PARQUET: Final = b"PAR1"
HEAD: Final = 60  # rows among which the headings are looked for
_SECONDS: Final = 120.0  # a person waits for this one file, a night does not


@dataclass(frozen=True, slots=True)
class Cells:
    """One sheet: its first rows as a sheet, and all of it as text (``row``, one-based, and a column per column)."""

    head: Sheet
    cells: pl.DataFrame


def read_sheets(data: bytes) -> list[Cells]:
    """Every sheet of a file that somebody sees, the format told by the bytes; raises ``Unreadable``."""
    if data.startswith(PARQUET):
        return [_parquet(data)]
    if sniff(data) == TEXT:
        return [_delimited(decode(data).text)]
    with GuardedPool(1, _SECONDS, preload="connectors.workbook") as pool:
        _, found = next(iter(pool.map(workbook.read, [data], [len(data)])))
    if isinstance(found, Unreadable):
        raise found
    return [_sheet(one) for one in cast("Workbook", found).sheets if one.rows and not one.hidden]


def _parquet(data: bytes) -> Cells:
    try:
        frame = pl.read_parquet(io.BytesIO(data))
        texts = frame.select(pl.all().cast(pl.String))
    except (pl.exceptions.PolarsError, OSError) as error:
        raise Unreadable("file_damaged") from error
    named = texts.rename({name: str(n) for n, name in enumerate(texts.columns)})
    head = [tuple(texts.columns), *([text or "" for text in row] for row in named.head(HEAD).rows())]
    return Cells(_head("parquet", head), _numbered(named, first=2))


def _delimited(text: str) -> Cells:
    text = text if "\n" in text else text.replace("\r", "\n")
    delimiter = textfile.delimiter_of([line.rstrip("\r") for line in text.split("\n", HEAD)[:HEAD]])
    head = list(islice(_records(text, delimiter), HEAD))
    width = max(map(len, head), default=0)
    try:
        frame = pl.read_csv(
            text.encode(),
            has_header=False,
            separator=delimiter,
            schema={str(n): pl.String for n in range(width)},
            truncate_ragged_lines=True,
        )
    except pl.exceptions.PolarsError as error:
        raise Unreadable("file_damaged") from error
    return Cells(_head("csv", head), _numbered(frame, first=1))


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise Unreadable("file_damaged") from error


def _sheet(sheet: Sheet) -> Cells:
    columns = {str(n): list(column) for n, column in enumerate(zip(*sheet.rows, strict=True))}
    return Cells(sheet, _numbered(pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)), first=1))


def _head(name: str, grid: Sequence[Sequence[str]]) -> Sheet:
    rows, kinds = trim([row_of(cells) for cells in grid])
    return Sheet(name, rows, kinds)


def _numbered(frame: pl.DataFrame, first: int) -> pl.DataFrame:
    return frame.with_row_index(ROW, first).with_columns(pl.col(ROW).cast(pl.Int64))
