"""The container of .xls looked at before any library opens it: locks, foreign content, and chains that never end."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from connectors.failures import Unreadable
from connectors.foreign import MAIL, SLIDES, UNKNOWN, WORD, foreign

_END_OF_CHAIN, _LARGEST = 0xFFFFFFFE, 0xFFFFFFFA
_BOOKS = ("Workbook", "Book")  # of BIFF8 and of BIFF5
# Streams of other programs that use the same container.
_OTHERS = {"WordDocument": WORD, "PowerPoint Document": SLIDES, "__properties_version1.0": MAIL}


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the directory."""

    name: str
    start: int
    size: int


def book_stream(data: bytes) -> bytes:
    """The records of the workbook in the container.

    Raises Unreadable when it is locked, holds no workbook, is damaged, or a chain of it runs in a circle.
    """
    if len(data) < 1024:
        raise Unreadable("file_damaged")
    try:
        return _Compound(data).book()
    except struct.error as error:
        raise Unreadable("file_damaged") from error


class _Compound:
    def __init__(self, data: bytes) -> None:
        self._data = data
        shift, self._small_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or self._small_shift != 6:
            raise Unreadable("file_damaged")
        self._size = 1 << shift
        self._table = self._allocation()
        directory = self._chain(struct.unpack_from("<I", data, 48)[0])
        self._entries = list(_entries(directory))

    def book(self) -> bytes:
        names = {entry.name: entry for entry in self._entries}
        if "EncryptedPackage" in names:
            raise Unreadable("file_encrypted")
        found = next((names[name] for name in _BOOKS if name in names), None)
        if found is None:
            raise foreign(next((kind for name, kind in _OTHERS.items() if name in names), UNKNOWN))
        return self._stream(found)

    def _stream(self, entry: _Entry) -> bytes:
        cutoff = struct.unpack_from("<I", self._data, 56)[0]
        if entry.size >= cutoff:
            return self._chain(entry.start)[: entry.size]
        small = self._chain(self._entries[0].start)
        table = struct.iter_unpack("<I", self._chain(struct.unpack_from("<I", self._data, 60)[0]))
        parts = [small[n << 6 : (n + 1) << 6] for n in _followed(entry.start, [following for (following,) in table])]
        return b"".join(parts)[: entry.size]

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in _followed(start, self._table))

    def _allocation(self) -> list[int]:
        """For each sector the next one of its chain."""
        data, size = self._data, self._size
        sectors = [n for n in struct.unpack_from("<109I", data, 76) if n <= _LARGEST]
        following, hops = struct.unpack_from("<II", data, 68)
        while following <= _LARGEST and hops > 0 and len(sectors) * size < len(data):
            part = struct.unpack(f"<{size // 4}I", self._sector(following))
            sectors += [n for n in part[:-1] if n <= _LARGEST]
            following, hops = part[-1], hops - 1
        table: list[int] = []
        for sector in sectors:
            table += struct.unpack(f"<{size // 4}I", self._sector(sector))
            if len(table) * size > len(data) + (size * size):
                break
        return table

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        content = self._data[start : start + self._size]
        if not content:
            raise Unreadable("file_damaged")
        return content.ljust(self._size, b"\0")  # the last sector of real files is often cut short


def _followed(start: int, table: list[int]) -> Iterator[int]:
    """The sectors of a chain; Unreadable when it leaves the table or comes back to where it was."""
    seen = set[int]()
    while start != _END_OF_CHAIN:
        if start in seen or start >= len(table):
            raise Unreadable("file_damaged")
        seen.add(start)
        yield start
        start = table[start]


def _entries(directory: bytes) -> Iterator[_Entry]:
    for at in range(0, len(directory) - 127, 128):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + min(max(length - 2, 0), 62)].decode("utf-16-le", "replace")
        start, size = struct.unpack_from("<II", directory, at + 116)
        yield _Entry(name, start, size)
