"""The container of .xls: locks and foreign content are told before the library looks."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from connectors.failures import Unreadable
from connectors.workbook import read

XLS = (Path(__file__).parent / "office" / "list.xls").read_bytes()
_BEGIN = b"\x09\x08\x10\x00\x00\x06\x05\x00"


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read(data)
    return caught.value.code


def test_a_locked_workbook_is_told_from_a_damaged_one() -> None:
    locked = bytearray(XLS)
    struct.pack_into("<H", locked, XLS.find(_BEGIN) + 20, 0x2F)
    assert refusal(bytes(locked)) == "file_encrypted"


def renamed(new: str) -> bytes:
    """The list with the stream of its workbook called otherwise."""
    at = XLS.index("Workbook".encode("utf-16-le"))
    name = new.encode("utf-16-le")
    return XLS[:at] + name.ljust(64, b"\0") + struct.pack("<H", len(name) + 2) + XLS[at + 66 :]


def test_a_modern_workbook_with_a_password_is_told() -> None:
    assert refusal(renamed("EncryptedPackage")) == "file_encrypted"


@pytest.mark.parametrize(
    ("stream", "what"),
    [("WordDocument", "a Word document"), ("PowerPoint Document", "a presentation"), ("Contents", "an unknown file")],
)
def test_another_document_in_the_same_container_is_no_workbook(stream: str, what: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(renamed(stream))
    assert (caught.value.code, caught.value.details["what_en"]) == ("format_unknown", what)


@pytest.mark.parametrize("length", [8, 100, 511, 1023, 2048, 3000])
def test_a_workbook_cut_short_is_refused(length: int) -> None:
    assert refusal(XLS[:length]) in {"file_damaged", "format_unknown"}
