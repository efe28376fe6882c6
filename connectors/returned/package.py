"""A zip whose untouched members stay as they are, byte for byte: compressed data, names, times and order."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from connectors.archive import Archive, Member
from connectors.returned.failures import Unpatchable

_END = b"PK\x05\x06"
_ENTRY_HEAD, _LOCAL_HEAD = b"PK\x01\x02", b"PK\x03\x04"
# Of a directory entry: packed and inflated size at 20; lengths of name, extra fields and remark at 28; offset at 42.
_NUMBERS, _LENGTHS, _OFFSET = struct.Struct("<II"), struct.Struct("<HHH"), struct.Struct("<I")
_LONG = 0xFFFFFFFF
_FILE = struct.Struct("<HHHIIIIHH")  # version, flags, method, time and date, crc, packed, inflated, name, extra
_DEFLATED, _UTF8_NAME = 8, 1 << 11
_VERSION = 20
# Midnight of 1980-01-01, the first moment a zip can name: what we add must not depend on a clock.
_FIRST_MOMENT = 1 << 21 | 1 << 16
# Level 6 takes twice as long for a sheet and saves a tenth.
_LEVEL = 4


@dataclass(frozen=True, slots=True)
class _Kept:
    """A member as it stands in the old file: its directory entry, and where its own bytes are."""

    entry: bytes
    start: int
    end: int


class Package:
    """The parts of a workbook by name; ``set`` and ``remove`` change them, ``finish`` gives the new file."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._archive = Archive(data)
        self._kept, self._comment = _kept(data, self._archive.members), _comment(data)
        # A name's letters may differ in case between a relation and the directory.
        self._names = {name.lower(): name for name in self._kept}
        self._changed: dict[str, bytes] = {}
        self._removed: set[str] = set()

    def names(self) -> list[str]:
        """All parts, the added ones last."""
        added = [name for name in self._changed if name not in self._kept]
        return [name for name in self._kept if name not in self._removed] + added

    def has(self, name: str) -> bool:
        """Whether there is a part of that name."""
        name = self._names.get(name.lower(), name)
        return name in self._changed or (name in self._kept and name not in self._removed)

    def read(self, name: str) -> bytes:
        """A part's content; Unpatchable when there is none, Unreadable when it is damaged."""
        if not self.has(name):
            raise Unpatchable(f"no part {name}")
        name = self._names.get(name.lower(), name)
        return self._changed[name] if name in self._changed else self._archive.read(name)

    def set(self, name: str, content: bytes) -> None:
        """Replace a part or add one."""
        name = self._names.setdefault(name.lower(), name)
        self._changed[name] = content
        self._removed.discard(name)

    def remove(self, name: str) -> None:
        """Leave a part out."""
        name = self._names.pop(name.lower(), name)
        self._changed.pop(name, None)
        self._removed.add(name)

    def free(self, pattern: str) -> str:
        """The first unused part name of a pattern with ``{}`` for a number."""
        number = 1
        while pattern.format(number).lower() in self._names:
            number += 1
        return pattern.format(number)

    def finish(self) -> bytes:
        """The new file: members in their old order, new ones behind them."""
        out, entries = bytearray(), []
        for name in self.names():
            offset = len(out)
            if name in self._changed:
                local, entry = self._written(name)
            else:
                kept = self._kept[name]
                local, entry = self._data[kept.start : kept.end], kept.entry
            out += local
            entries.append(entry[:42] + _OFFSET.pack(offset) + entry[46:])
        directory = b"".join(entries)
        count = len(entries)
        end = struct.pack("<4s4xHHIIH", _END, count, count, len(directory), len(out), len(self._comment))
        return bytes(out + directory + end + self._comment)

    def _written(self, name: str) -> tuple[bytes, bytes]:
        """The local record and the directory entry of a changed part; an old part keeps its time and attributes."""
        content = self._changed[name]
        packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
        packed = packer.compress(content) + packer.flush()
        old = self._kept.get(name)
        raw = _raw_name(old.entry) if old else name.encode()
        moment = struct.unpack_from("<I", old.entry, 12)[0] if old else _FIRST_MOMENT
        flags = struct.unpack_from("<H", old.entry, 8)[0] & _UTF8_NAME if old else _UTF8_NAME * (not name.isascii())
        made, attributes = (old.entry[4:6], old.entry[36:42]) if old else (b"\x14\0", bytes(6))
        head = _FILE.pack(
            _VERSION, flags, _DEFLATED, moment, zlib.crc32(content), len(packed), len(content), len(raw), 0
        )
        entry = _ENTRY_HEAD + made + head + bytes(4) + attributes + bytes(4) + raw
        return _LOCAL_HEAD + head + raw + packed, entry


def _kept(data: bytes, members: Mapping[str, Member]) -> dict[str, _Kept]:
    """The members of a checked archive as they stand; its directory follows them."""
    # What lies between a member and the next is its own: the sizes of a streamed one, or filling.
    starts = sorted([*(member.offset for member in members.values()), min(member.entry for member in members.values())])
    after = dict(pairwise(starts))
    return {
        name: _Kept(_entry(data, member), member.offset, after[member.offset])
        for name, member in members.items()
        if member.offset in after
    }


def _entry(data: bytes, member: Member) -> bytes:
    """A directory entry; one in 64-bit form is written in the short form, which always suffices."""
    name, extra, remark = _LENGTHS.unpack_from(data, member.entry + 28)
    end = member.entry + 46 + name
    if _LONG not in (*_NUMBERS.unpack_from(data, member.entry + 20), *_OFFSET.unpack_from(data, member.entry + 42)):
        return data[member.entry : end + extra + remark]
    head = data[member.entry : member.entry + 20] + _NUMBERS.pack(member.packed, member.inflated)
    return head + _LENGTHS.pack(name, 0, 0) + data[member.entry + 34 : end]


def _comment(data: bytes) -> bytes:
    end = data.rfind(_END)
    return data[end + 22 : end + 22 + int.from_bytes(data[end + 20 : end + 22], "little")]


def _raw_name(entry: bytes) -> bytes:
    return entry[46 : 46 + struct.unpack_from("<H", entry, 28)[0]]
