"""Small workbooks and archives, good and broken, for the tests of reading."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

SHEET = "xl/worksheets/sheet1.xml"


def xlsx(fill: Callable[[Worksheet], object]) -> bytes:
    """A workbook whose first sheet was filled by a function."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    fill(sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def good() -> bytes:
    """A plain list of two people."""

    def fill(sheet: Worksheet) -> None:
        sheet.append(["STT", "Họ và tên"])
        sheet.append([1, "Nguyễn Văn A"])
        sheet.append([2, "Trần Thị B"])

    return xlsx(fill)


def patched(data: bytes, changes: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """A workbook with some of its parts changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, bytes)(old.read(name)))
    return buffer.getvalue()
