"""Files that are no workbook are refused with what they are, in the words of the catalogue."""

from __future__ import annotations

import pytest

from connectors.failures import Unreadable
from connectors.workbook import read
from schemas.problems import problem
from tests.corpus.archives import archive, member


def _zip(*names: str) -> bytes:
    return archive(member(name, "application/vnd.oasis.opendocument.text") for name in names)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "tệp PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "ảnh"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(200), "ảnh"),
        (b"{\\rtf1\\ansi Danh s\\'e1ch}", "tệp Word (RTF)"),
        (_zip("[Content_Types].xml", "word/document.xml"), "tệp Word"),
        (_zip("[Content_Types].xml", "ppt/presentation.xml"), "tệp trình chiếu PowerPoint"),
        (_zip("mimetype", "content.xml"), "tệp văn bản OpenDocument"),
        (_zip("danh sach.xlsx"), "tệp nén zip"),
        (b"Rar!\x1a\x07\x01\x00" + bytes(50), "tệp nén RAR"),
        (b'<?xml version="1.0"?><office:document xmlns:office="x"/>', "tệp OpenDocument dạng XML phẳng (.fods)"),
        (b'<?xml version="1.0"?><a/>', "tệp XML không phải bảng tính"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart", "thư điện tử hoặc trang web một tệp (MHT)"),
        (bytes.fromhex("0900040002001000") + bytes(40), "tệp Excel đời cũ (trước 1995)"),
        (bytes(300), "tệp lạ"),
    ],
)
def test_a_file_that_is_no_workbook_is_named(data: bytes, what: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(data)
    assert caught.value.code == "format_unknown"
    words = problem("format_unknown").render("vi", caught.value.details)
    assert words.message == f"Tệp không phải bảng tính: đây là {what}"
