"""One sheet as separated text, in the encodings that spreadsheets on Vietnamese desks save."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator
from datetime import date
from itertools import accumulate

from tests.submissions.legacy import tcvn3
from tests.submissions.model import Book, Cell, Formula

_TONES = "\u0300\u0301\u0303\u0309\u0323"


def text_file(book: Book, encoding: str, separator: str) -> bytes:
    """The first sheet, cell by cell as a spreadsheet shows them.

    ``encoding`` is one of Python's, or "tcvn3" for the bytes of that font.
    """
    return encode("".join(_rows(book, separator)), encoding)


def lines(book: Book, separator: str) -> list[int]:
    """The physical line at which each sheet row begins, from 1: a row with a line break in a cell takes several."""
    counts = (row.count("\n") for row in _rows(book, separator))
    return [1 + before for before in accumulate(counts, initial=0)]


def _rows(book: Book, separator: str) -> Iterator[str]:
    page = book.pages[0]
    for row in range(1, page.last_row + 1):
        out = io.StringIO()
        writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
        writer.writerow(shown(page.cells.get((row, column), Cell(None))) for column in range(page.last_column + 1))
        yield out.getvalue()


def shown(cell: Cell) -> str:
    """A cell as it looks on the screen."""
    value = cell.value.result if isinstance(cell.value, Formula) else cell.value
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int) and set(cell.fmt) == {"0"}:
        return f"{value:0{len(cell.fmt)}d}"
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return str(value)


def encode(text: str, encoding: str) -> bytes:
    """The bytes of a text; cp1258 needs tones apart."""
    if encoding == "tcvn3":
        return tcvn3(text).encode("latin-1", errors="replace")
    if encoding == "cp1258":
        return "".join(_apart(letter) for letter in unicodedata.normalize("NFC", text)).encode("cp1258", "replace")
    return text.encode(encoding)


def _apart(letter: str) -> str:
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(part for part in parts if part in _TONES)
        return unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES)) + tone
    return letter
