"""Workbooks of the binary format before 1997 (BIFF5) put together by hand, for no program at hand writes them."""

from __future__ import annotations

import struct
from collections.abc import Sequence

_END, _FREE, _TABLE, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
_SECTOR = 512


def compound(name: str, stream: bytes) -> bytes:
    """The container of .xls with one stream."""
    stream = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    count = len(stream) // _SECTOR
    table = [_TABLE, _END, *(n + 3 for n in range(count - 1)), _END]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0) + struct.pack("<109I", 0, *[_FREE] * 108)
    allocation = struct.pack("<128I", *(table + [_FREE] * 128)[:128])
    entries = _entry("Root Entry", 5, 1, _END, 0) + _entry(name, 2, _NONE, 2, len(stream))
    return head + allocation + entries.ljust(_SECTOR, b"\0") + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    entry = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text) + 2, kind, 1, _NONE, _NONE, child)
    return entry + bytes(36) + struct.pack("<III", start, size, 0)


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _short(text: bytes) -> bytes:
    return bytes([len(text)]) + text


class Biff5:
    """A workbook of one sheet; text is in ``page``, a Windows code page, and styles count from 0."""

    def __init__(self, page: int = 1258, *, mac_dates: bool = False) -> None:
        self._page = page
        self._fonts: list[bytes] = []
        self._formats: list[bytes] = []
        self._styles: list[tuple[int, int]] = []
        self._cells = b""
        self._mac = mac_dates
        for _ in range(4):
            self._font("Arial")
        self.style()

    def _font(self, name: str) -> int:
        self._fonts.append(
            struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + _short(name.encode("latin-1"))
        )
        number = len(self._fonts) - 1
        return number + (number >= 4)  # no font is called 4

    def style(self, font: str = "Arial", form: str = "") -> int:
        """The number of a new cell style."""
        number = 0
        if form:
            number = 164 + len(self._formats)
            self._formats.append(struct.pack("<H", number) + _short(form.encode("latin-1")))
        self._styles.append((self._font(font), number))
        return len(self._styles) - 1

    def text(self, row: int, column: int, text: bytes, style: int = 0) -> None:
        """A label."""
        self._cells += _record(0x0204, struct.pack("<HHHH", row, column, style, len(text)) + text)

    def number(self, row: int, column: int, value: float, style: int = 0) -> None:
        """A number."""
        self._cells += _record(0x0203, struct.pack("<HHHd", row, column, style, value))

    def packed(self, row: int, column: int, value: int, style: int = 0) -> None:
        """Two whole numbers packed beside each other."""
        pair = struct.pack("<HIHI", style, value << 2 | 2, style, value << 2 | 2)
        self._cells += _record(0x00BD, struct.pack("<HH", row, column) + pair + struct.pack("<H", column + 1))

    def error(self, row: int, column: int, code: int) -> None:
        """An error."""
        self._cells += _record(0x0205, struct.pack("<HHHBB", row, column, 0, code, 1))

    def hide(self, row: int, columns: Sequence[int]) -> None:
        """Hide a row and a run of columns."""
        self._cells += _record(0x0208, struct.pack("<HHHHHHHH", row, 0, 9, 255, 0, 0, 0x20, 0))
        self._cells += _record(0x007D, struct.pack("<HHHHHH", columns[0], columns[-1], 2000, 0, 1, 0))

    def save(self, *, locked: bool = False) -> bytes:
        """The file."""
        start = _record(0x0809, struct.pack("<HHHH", 0x0500, 0x0005, 0x096C, 0x07C9))
        if locked:
            start += _record(0x002F, bytes(4))
        start += _record(0x0042, struct.pack("<H", self._page)) + _record(0x0022, struct.pack("<H", self._mac))
        start += b"".join(_record(0x0031, font) for font in self._fonts)
        start += b"".join(_record(0x041E, form) for form in self._formats)
        start += b"".join(_record(0x00E0, struct.pack("<HHHHHHHH", f, n, 1, 32, 0, 0, 0, 0)) for f, n in self._styles)
        name = _short(b"DS")
        at = len(start) + 4 + 6 + len(name) + 4
        start += _record(0x0085, struct.pack("<IBB", at, 0, 0) + name) + _record(0x000A, b"")
        sheet = _record(0x0809, struct.pack("<HHHH", 0x0500, 0x0010, 0x096C, 0x07C9))
        sheet += _record(0x0200, struct.pack("<HHHHH", 0, 20, 0, 20, 0)) + self._cells + _record(0x000A, b"")
        return compound("Book", start + sheet)
