"""The container of .xls looked at before any library opens it: locks, and chains that never end."""

from __future__ import annotations

import struct

from connectors.failures import Unreadable

_END_OF_CHAIN, _LARGEST = 0xFFFFFFFE, 0xFFFFFFFA
# The first record of a BIFF8 workbook stream, and the one behind it that says the rest is locked.
_BEGIN, _LOCK = b"\x09\x08\x10\x00\x00\x06\x05\x00", 0x2F
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def check_compound(data: bytes) -> None:
    """Unreadable when the container is locked, is no spreadsheet, or its directory runs in a circle."""
    if len(data) < 1024:
        raise Unreadable("file_damaged")
    if _ENCRYPTED in data or _is_locked(data):
        raise Unreadable("file_encrypted")
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        raise Unreadable("file_damaged")
    size = 1 << shift
    names = _names(_directory(data, size, _table(data, size)))
    if not names & {"Workbook", "Book"}:
        raise Unreadable("format_unknown")


def _is_locked(data: bytes) -> bool:
    at = data.find(_BEGIN)
    for _ in range(4):  # a write-protection record may stand before it
        if at < 0 or at + 4 > len(data):
            return False
        record, length = struct.unpack_from("<HH", data, at)
        if record == _LOCK:
            return True
        at += 4 + length
    return False


def _table(data: bytes, size: int) -> list[int]:
    """The allocation table: for each sector the next one of its chain."""
    sectors = [n for n in struct.unpack_from("<109I", data, 76) if n <= _LARGEST]
    following, hops = struct.unpack_from("<II", data, 68)
    while following <= _LARGEST and hops > 0 and len(sectors) * size < len(data):
        part = struct.unpack(f"<{size // 4}I", _sector(data, size, following))
        sectors += [n for n in part[:-1] if n <= _LARGEST]
        following, hops = part[-1], hops - 1
    table: list[int] = []
    for sector in sectors:
        table += struct.unpack(f"<{size // 4}I", _sector(data, size, sector))
        if len(table) * size > len(data) + (size * size):
            break
    return table


def _directory(data: bytes, size: int, table: list[int]) -> bytes:
    sector = struct.unpack_from("<I", data, 48)[0]
    content, seen = [], set[int]()
    while sector != _END_OF_CHAIN:
        if sector in seen or sector >= len(table):
            raise Unreadable("file_damaged")
        seen.add(sector)
        content.append(_sector(data, size, sector))
        sector = table[sector]
    return b"".join(content)


def _names(directory: bytes) -> set[str]:
    names = set()
    for at in range(0, len(directory) - 127, 128):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        names.add(directory[at : at + min(max(length - 2, 0), 62)].decode("utf-16-le", "replace"))
    return names


def _sector(data: bytes, size: int, number: int) -> bytes:
    start = (number + 1) * size
    content = data[start : start + size]
    if not content:
        raise Unreadable("file_damaged")
    return content.ljust(size, b"\0")  # the last sector of real files is often cut short
