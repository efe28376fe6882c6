"""The compound file around an old workbook: one stream, no mini sectors."""

from __future__ import annotations

import struct

_SECTOR, _SMALLEST = 512, 4096
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def compound(name: str, stream: bytes) -> bytes:
    """A compound file of version 3 with the one stream, padded until it needs no mini sectors."""
    stream = stream.ljust(max(-(-len(stream) // _SECTOR) * _SECTOR, _SMALLEST), b"\0")
    sectors = len(stream) // _SECTOR
    tables = -(-(sectors + 2) // 127)
    chain = [*range(1, sectors), _END, _END, *[_TABLE] * tables]
    chain += [_FREE] * (tables * 128 - len(chain))
    header = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, tables, sectors, 0, _SMALLEST, _END, 0, _END, 0)
    header += b"".join(struct.pack("<I", sectors + 1 + at) for at in range(tables)).ljust(436, b"\xff")
    folder = _entry("Root Entry", 5, 1, _END, 0) + _entry(name, 2, _FREE, 0, len(stream)) + bytes(256)
    return header + stream + folder + struct.pack(f"<{len(chain)}I", *chain)


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    letters = name.encode("utf-16-le")
    head = letters.ljust(64, b"\0") + struct.pack("<HBB", len(letters) + 2, kind, 1)
    links = struct.pack("<III", _FREE, _FREE, child)
    return head + links + bytes(36) + struct.pack("<IQ", start, size)
