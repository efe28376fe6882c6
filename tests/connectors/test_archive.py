"""Archives whose sizes are written in 64 bits, as programs do that stream a file of any size."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from connectors.archive import MEMBERS
from connectors.failures import Unreadable
from connectors.workbook import read
from tests.connectors.files import good


def large(data: bytes) -> bytes:
    """The same archive with all sizes and places in 64 bits."""
    body, directory, count = bytearray(), bytearray(), 0
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        for info in old.infolist():
            content, name = old.read(info), info.filename.encode()
            short = struct.pack("<HHHHHIIIH", 45, 0, 0, 0, 33, info.CRC, 0xFFFFFFFF, 0xFFFFFFFF, len(name))
            sizes = struct.pack("<QQ", len(content), len(content))
            place = struct.pack("<HHQQQ", 1, 24, len(content), len(content), len(body))
            directory += b"PK\x01\x02" + struct.pack("<H", 45) + short
            directory += struct.pack("<HHHHII", len(place), 0, 0, 0, 0, 0xFFFFFFFF) + name + place
            body += b"PK\x03\x04" + short + struct.pack("<H", 20) + name + struct.pack("<HH", 1, 16) + sizes + content
            count += 1
    end = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, count, count, len(directory), len(body))
    locator = b"PK\x06\x07" + struct.pack("<IQI", 0, len(body) + len(directory), 1)
    short_end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return bytes(body + directory + end + locator + short_end)


def code_of(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read(data)
    return caught.value.code


def test_an_archive_of_64_bits_is_read() -> None:
    assert read(large(good())).sheets == read(good()).sheets


def test_an_archive_of_64_bits_is_guarded_like_others() -> None:
    data = large(good())
    at = data.index(b"PK\x06\x06") + 32
    assert code_of(data[:at] + struct.pack("<Q", MEMBERS + 1) + data[at + 8 :]) == "file_inflates"
    assert code_of(data[:at] + struct.pack("<QQ", 5, 1 << 60) + data[at + 16 :]) == "file_damaged"
    assert code_of(b"JUNK" * 9 + data) in {"file_damaged", "format_unknown"}


def test_a_member_that_claims_to_be_huge_is_refused() -> None:
    data = large(good())
    at = data.index(b"PK\x01\x02")
    sizes = data.index(struct.pack("<HH", 1, 24), at) + 4
    assert code_of(data[:sizes] + struct.pack("<Q", 1 << 40) + data[sizes + 8 :]) == "file_inflates"
