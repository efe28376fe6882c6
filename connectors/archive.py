"""Zip archives looked at before any library opens them: sizes, lies, overlaps, locks and forbidden names."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from connectors.failures import Unreadable

MEMBERS = 2_000
# What one file may inflate to in all: a sheet of two million short cells is about 100 MB of XML.
INFLATED = 300 << 20
# Spreadsheet XML shrinks 5 to 40 times; only filler shrinks hundreds of times.
RATIO, RATIO_FROM = 200, 1 << 20

_END, _ENTRY, _LOCAL = b"PK\x05\x06", b"PK\x01\x02", b"PK\x03\x04"
_ENTRY_FIELDS = struct.Struct("<8xHH8xIIHHH8xI")
_STORED, _DEFLATED = 0, 8
# The 64-bit form: what stands in the short fields then, and where the long ones are.
_SEE_16, _SEE_32 = 0xFFFF, 0xFFFFFFFF
_LOCATOR, _LARGE_END, _LARGE_FIELD = b"PK\x06\x07", b"PK\x06\x06", 0x0001


@dataclass(frozen=True, slots=True)
class Member:
    """An entry of the directory, which stands at ``entry``; ``offset`` is where the member's own header starts.

    Sizes are as the directory says.
    """

    offset: int
    method: int
    packed: int
    inflated: int
    entry: int


class Archive:
    """The directory of a zip, checked; members are inflated on demand and never beyond their declared size."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.members: Mapping[str, Member] = _directory(data)
        _check_sizes(self.members)
        _check_places(self.members, len(data))

    def read(self, name: str) -> bytes:
        """A member's content; Unreadable when it is damaged or larger than declared."""
        member = self.members[name]
        start = member.offset + 30 + sum(struct.unpack_from("<HH", self._data, member.offset + 26))
        packed = memoryview(self._data)[start : start + member.packed]
        if member.method == _STORED:
            return bytes(packed)
        try:
            inflater = zlib.decompressobj(-15)
            content = inflater.decompress(packed, member.inflated + 1)
        except zlib.error as error:
            raise Unreadable("file_damaged", part=name) from error
        if len(content) > member.inflated:
            raise Unreadable("file_inflates")
        if len(content) < member.inflated or not (inflater.eof or not inflater.unconsumed_tail):
            raise Unreadable("file_damaged", part=name)
        return content


def _directory(data: bytes) -> dict[str, Member]:
    end = data.rfind(_END)  # junk behind the archive is common and harmless
    if end < 0 or end + 22 > len(data):
        raise Unreadable("file_damaged")
    count, size, offset = struct.unpack_from("<HII", data, end + 10)
    if count == _SEE_16 or _SEE_32 in (size, offset):
        end, count, size, offset = _large_end(data, end)
    if count > MEMBERS:
        raise Unreadable("file_inflates")
    if offset + size > end:
        raise Unreadable("file_damaged")
    members: dict[str, Member] = {}
    for _ in range(count):
        name, member, offset = _entry(data, offset, end)
        if name in members:
            raise Unreadable("file_damaged", part=name)  # readers disagree which of two equal names counts
        members[name] = member
    return members


def _large_end(data: bytes, end: int) -> tuple[int, int, int, int]:
    """(where it stands, members, size, offset) of the 64-bit directory, as streaming programs write for any size."""
    locator = end - 20
    if locator < 0 or data[locator : locator + 4] != _LOCATOR:
        raise Unreadable("file_damaged")
    at = struct.unpack_from("<Q", data, locator + 8)[0]
    if at + 56 > locator or data[at : at + 4] != _LARGE_END:
        raise Unreadable("file_damaged")
    count, size, offset = struct.unpack_from("<QQQ", data, at + 32)
    return at, count, size, offset


def _entry(data: bytes, at: int, end: int) -> tuple[str, Member, int]:
    if data[at : at + 4] != _ENTRY or at + 46 > end:
        raise Unreadable("file_damaged")
    flags, method, packed, inflated, name_size, extra, comment, offset = _ENTRY_FIELDS.unpack_from(data, at)
    name = data[at + 46 : at + 46 + name_size].decode("utf-8", "replace")
    if flags & 1:
        raise Unreadable("file_encrypted")
    if method not in (_STORED, _DEFLATED):
        raise Unreadable("file_damaged", part=name)
    if name.startswith("/") or ".." in name.replace("\\", "/").split("/"):
        raise Unreadable("xml_forbidden", part=name)
    if _SEE_32 in (inflated, packed, offset):
        fields = data[at + 46 + name_size : at + 46 + name_size + extra]
        inflated, packed, offset = _large_numbers(fields, (inflated, packed, offset))
    return name, Member(offset, method, packed, inflated, at), at + 46 + name_size + extra + comment


def _large_numbers(fields: bytes, short: tuple[int, int, int]) -> tuple[int, int, int]:
    """Size, packed size and offset of a member, those that say so taken from its 64-bit field."""
    at = 0
    while at + 4 <= len(fields):
        kind, length = struct.unpack_from("<HH", fields, at)
        content = fields[at + 4 : at + 4 + length]
        if kind == _LARGE_FIELD and len(content) >= 8 * short.count(_SEE_32):
            large = iter([number for (number,) in struct.iter_unpack("<Q", content[: length & ~7])])
            first, second, third = (next(large) if number == _SEE_32 else number for number in short)
            return first, second, third
        at += 4 + length
    raise Unreadable("file_damaged")


def _check_sizes(members: Mapping[str, Member]) -> None:
    if sum(member.inflated for member in members.values()) > INFLATED:
        raise Unreadable("file_inflates")
    for member in members.values():
        if member.inflated > RATIO_FROM and member.inflated > RATIO * member.packed:
            raise Unreadable("file_inflates")


def _check_places(members: Mapping[str, Member], size: int) -> None:
    """No two members may share bytes: quoted overlaps are how a small archive holds petabytes."""
    end = 0
    for member in sorted(members.values(), key=lambda one: one.offset):
        if member.offset < end or member.offset + 30 + member.packed > size:
            raise Unreadable("file_damaged")
        end = member.offset + 30 + member.packed
