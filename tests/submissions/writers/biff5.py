"""xls as Excel 5 and 95 wrote it: one byte a letter, no merges, in the stream "Book" of a compound file."""

from __future__ import annotations

import struct
from datetime import date

from tests.submissions.model import Book, Cell, Formula, Page
from tests.submissions.writers.compound import compound
from tests.submissions.writers.text import encode

_ERRORS = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}
_GENERAL, _DATE = 0, 14  # built-in number formats
_PLAIN_LOOK, _DATE_LOOK, _FIRST_FONT_LOOK = 0, 1, 2
_BOF, _EOF, _WORKBOOK, _WORKSHEET = 0x0809, 0x0A, 0x05, 0x10


def biff5_file(book: Book) -> bytes:
    """The workbook with its text in code page 1258, or byte for letter where a cell has a font of its own."""
    fonts = sorted({cell.font for page in book.pages for cell in page.cells.values()} - {""})
    head = _head(book, fonts)
    names = [encode(page.name, "cp1258") for page in book.pages]
    sheets = [_sheet(page, fonts, epoch_1904=book.epoch_1904) for page in book.pages]
    start = len(head) + sum(4 + 7 + len(name) for name in names) + len(_record(_EOF))
    for page, name, sheet in zip(book.pages, names, sheets, strict=True):
        head += _record(0x85, struct.pack("<IHB", start, int(page.hidden), len(name)) + name)
        start += len(sheet)
    return compound("Book", head + _record(_EOF) + b"".join(sheets))


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _begin(what: int) -> bytes:
    return _record(_BOF, struct.pack("<HHHH", 0x500, what, 0x096C, 0x07C9))


def _head(book: Book, fonts: list[str]) -> bytes:
    """Code page, epoch, fonts (there is none of number 4) and the looks of cells."""
    parts = [
        _begin(_WORKBOOK),
        _record(0x42, struct.pack("<H", 1258)),
        _record(0x22, struct.pack("<H", book.epoch_1904)),
    ]
    parts += [_font(name) for name in ("Arial", "Arial", "Arial", "Arial", *fonts)]
    looks = [(0, _GENERAL), (0, _DATE), *((5 + at, _GENERAL) for at in range(len(fonts)))]
    parts += [_record(0xE0, struct.pack("<HHHHHHHH", font, fmt, 0, 0x20, 0, 0, 0, 0)) for font, fmt in looks]
    return b"".join(parts)


def _font(name: str) -> bytes:
    return _record(0x31, struct.pack("<HHHHHBBBxB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, len(name)) + name.encode("ascii"))


def _sheet(page: Page, fonts: list[str], *, epoch_1904: bool) -> bytes:
    width, old = page.last_column + 1, _is_old(page)
    parts = [_begin(_WORKSHEET), _record(0x0200, struct.pack("<HHHHH", 0, page.last_row, 0, width, 0))]
    parts += [
        _record(0x0208, struct.pack("<HHHHHHHH", row - 1, 0, width, 0, 0, 0, 0x20, 0x0F))
        for row in sorted(page.hidden_rows)
    ]
    for (row, column), cell in sorted(page.cells.items()):
        look = _FIRST_FONT_LOOK + fonts.index(cell.font) if cell.font else _PLAIN_LOOK
        parts.append(_cell(struct.pack("<HH", row - 1, column), cell, look, epoch_1904=epoch_1904, old=old))
    return b"".join(parts) + _record(_EOF)


def _cell(place: bytes, cell: Cell, look: int, *, epoch_1904: bool, old: bool) -> bytes:
    value = cell.value.result if isinstance(cell.value, Formula) else cell.value
    if isinstance(value, date):
        start = date(1904, 1, 1) if epoch_1904 else date(1899, 12, 30)
        return _record(0x0203, place + struct.pack("<Hd", _DATE_LOOK, (value - start).days))
    if isinstance(value, int | float):
        return _record(0x0203, place + struct.pack("<Hd", look, value))
    text = str(value)
    if text in _ERRORS:
        return _record(0x0205, place + struct.pack("<HBB", look, _ERRORS[text], 1))
    letters = text.encode("latin-1", "replace") if cell.font or old else encode(text, "cp1258")
    return _record(0x0204, place + struct.pack("<HH", look, len(letters)) + letters)


def _is_old(page: Page) -> bool:
    """Whether the text of a page is of an old font that no cell names: every letter a byte, signs among the words."""
    text = " ".join(str(cell.value) for cell in page.cells.values())
    return all(ord(letter) < 256 for letter in text) and any(sign in text for sign in "µ¹®")
