"""One list in every delimiter and encoding that programs of forty years wrote, read the same."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable
from functools import partial

import pytest

from cleaning import legacy
from connectors.synthetic.windows1258 import to_cp1258
from connectors.workbook import read
from schemas.reference import rows

_VNI = {row["unicode"]: row["vni_text"] for row in rows("vni_map")}
_TCVN3 = {row["unicode"]: chr(int(row["byte"], 16)) for row in rows("tcvn3_map")}
LIST = (
    ("danh sách đề nghị tặng danh hiệu công nhân giỏi năm 2025",),
    ("STT", "Họ và tên", "Thành tích, ghi chú"),
    ("1", "Nguyễn Văn Hạnh", "Tốt"),
    ("2", "Trần Thị Huệ", 'Đạt 12,5 điểm; "tốt" | khá\tgiỏi\nhai dòng'),
    ("3", "Phạm Đức Thắng", "Tốt"),
)


def _old(text: str, alphabet: dict[str, str]) -> bytes:
    return "".join(alphabet.get(letter, letter) for letter in text).encode("cp1252")


def _misread(text: str, page: str) -> bytes:
    return "".join(bytes([byte]).decode(page, "ignore") or chr(byte) for byte in text.encode()).encode()


ENCODERS: dict[str, Callable[[str], bytes]] = {
    **{name: partial(str.encode, encoding=name) for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")},
    "utf-16-be with mark": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "utf-8 decomposed": lambda text: unicodedata.normalize("NFD", text).encode(),
    "utf-16 decomposed": lambda text: unicodedata.normalize("NFD", text).encode("utf-16"),
    "utf-16-be decomposed": lambda text: unicodedata.normalize("NFD", text).encode("utf-16-be"),
    "cp1258": to_cp1258,
    "tcvn3": lambda text: _old(text.replace("Đ", "§"), _TCVN3),
    "vni": lambda text: _old(text, _VNI),
    "utf-8 read as windows-1252": lambda text: _misread(text, "cp1252"),
    "utf-8 read as latin-1": lambda text: _misread(text, "latin-1"),
}


def _written(delimiter: str, end: str) -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator=end).writerows(LIST)
    return file.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoder", ENCODERS)
def test_a_list_is_read_whatever_wrote_it(delimiter: str, encoder: str) -> None:
    book = read(ENCODERS[encoder](_written(delimiter, "\r\n")))
    cells, _ = legacy.grid(book.sheets[0])
    found = [unicodedata.normalize("NFC", "|".join(row).rstrip("|")) for row in cells if any(row)]
    assert found == ["|".join(row) for row in LIST]
    assert ("misread_text_mended" in [one.code for one in book.inferences]) == encoder.startswith("utf-8 read as")


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
@pytest.mark.parametrize("sep", ["sep=;", "SEP=;"])
def test_a_line_that_names_the_delimiter_counts_as_a_line(end: str, sep: str) -> None:
    sheet = read(f"{sep}{end}{_written(';', end)}".encode()).sheets[0]
    assert (sheet.rows[0], sheet.rows[2]) == (("", "", ""), LIST[1])
