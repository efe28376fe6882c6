"""Zip archives put together by hand, so that they can lie: sizes, methods, doubles, and parts never inflated here."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

BLOCK = 1 << 20
_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_ENTRY = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
_DATE = (2020 - 1980) << 9 | 1 << 5 | 1


@dataclass(frozen=True, slots=True)
class Member:
    """A member as the archive will hold it; ``size`` is what it claims to inflate to."""

    name: str
    packed: bytes
    size: int
    crc: int
    method: int = 8
    flags: int = 0x800  # names are UTF-8

    def lying(self, size: int) -> Member:
        """The same member claiming another size."""
        return replace(self, size=size)


def member(name: str, content: str | bytes) -> Member:
    """A deflated member."""
    data = content.encode() if isinstance(content, str) else content
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return Member(name, packer.compress(data) + packer.flush(), len(data), zlib.crc32(data))


def huge(name: str, start: bytes, filler: bytes, end: bytes, blocks: int = 1024) -> Member:
    """A member of ``blocks`` MiB of filler that was never in memory: one deflated block, repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    content = filler * (BLOCK // len(filler))
    packed = packer.compress(start) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(content) + packer.flush(zlib.Z_FULL_FLUSH)
    packed += block * blocks + packer.compress(end) + packer.flush()
    return Member(name, packed, len(start) + len(content) * blocks + len(end), 0)


def archive(members: Iterable[Member]) -> bytes:
    """The archive, its directory saying what the members claim."""
    body, directory, count = bytearray(), bytearray(), 0
    for one in members:
        name = one.name.encode()
        shared = (20, one.flags, one.method, 0, _DATE, one.crc, len(one.packed), one.size, len(name), 0)
        directory += _ENTRY.pack(b"PK\x01\x02", 20, *shared, 0, 0, 0, 0, len(body)) + name
        body += _LOCAL.pack(b"PK\x03\x04", *shared) + name + one.packed
        count += 1
    end = _END.pack(b"PK\x05\x06", 0, 0, count & 0xFFFF, count & 0xFFFF, len(directory), len(body), 0)
    return bytes(body + directory + end)
