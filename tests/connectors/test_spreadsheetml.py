"""SpreadsheetML of Office 2003, as reporting systems save it under .xls and .xml."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from connectors.failures import Unreadable
from connectors.workbook import read
from schemas.sheet import Merge

LIST = (Path(__file__).parent / "office" / "list-2003.xml").read_bytes()


def test_a_workbook_of_2003_is_read_with_all_it_says() -> None:
    book = read(LIST)
    sheet, codes = book.sheets
    assert (book.format, codes.name, codes.hidden, sheet.hidden) == ("xml", "mã", True, False)
    assert sheet.rows[2] == (
        "1",
        "Nguyễn Văn A",
        "1985-03-07",
        "001085123456",
        "0.6",
        "TRUE",
        "NguyÔn V¨n H¹nh",
        "a & b",
    )
    assert sheet.rows[3] == ("2", "Trần Thị B", "", "001190123456", "", "#DIV/0!", "", "")
    assert (sheet.rows[0][1], sheet.kinds[2], sheet.kinds[3]) == ("Họ và tên", "nsdnnbss", "ns n e  ")
    assert sheet.merges == (Merge(2, 7, 3, 7), Merge(4, 0, 4, 2))
    assert (sheet.hidden_rows, sheet.hidden_columns) == (frozenset({3}), frozenset({4, 5}))
    assert sheet.fonts[2] == "      t "


@pytest.mark.parametrize("code", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_its_encoding_is_told_by_its_bytes(code: str) -> None:
    assert read(LIST.decode().encode(code)).sheets == read(LIST).sheets


def _inside(mark: bytes, more: bytes) -> Callable[[bytes], bytes]:
    return lambda xml: xml.replace(mark, mark + more, 1)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_inside(b'<?xml version="1.0"?>', b'<!DOCTYPE x [<!ENTITY a "b">]>'), "xml_forbidden"),
        (_inside(b'<?xml version="1.0"?>', b'<!DOCTYPE x SYSTEM "file:///etc/hostname">'), "xml_forbidden"),
        (lambda xml: xml.replace(b'ss:Index="3"', b'ss:Index="99999999"'), "too_many_cells"),
        (lambda xml: xml.replace(b'ss:Index="3"', b'ss:Index="-3"'), "file_damaged"),
        (lambda xml: xml.replace(b'ss:MergeDown="1"', b'ss:MergeDown="9999999"'), "too_many_cells"),
        (lambda xml: xml.replace(b'ss:Span="1"', b'ss:Span="99999"'), "too_many_cells"),
        (
            lambda xml: xml.replace(b'ss:Index="4"', b'ss:Index="16384"').replace(b'="3"', b'="900000"'),
            "too_many_cells",
        ),
        (lambda xml: xml[: len(xml) // 2], "file_damaged"),
        (lambda xml: xml.replace(b"a &amp; b", b"a &b; c"), "file_damaged"),
        (lambda xml: xml.replace(b"<Worksheet", b"<Sheet").replace(b"</Worksheet", b"</Sheet"), "file_damaged"),
    ],
)
def test_what_is_forbidden_broken_or_too_large_is_refused(change: Callable[[bytes], bytes], code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(change(LIST))
    assert caught.value.code == code
