"""The old .xls: what its records say of cells, fonts, formats and hidden parts."""

from __future__ import annotations

import unicodedata

import pytest

from cleaning import legacy
from connectors.failures import Unreadable
from connectors.synthetic.windows1258 import to_cp1258
from connectors.workbook import read
from tests.connectors.compounds import Biff5


def made(*, mac_dates: bool = False) -> Biff5:
    book = Biff5(mac_dates=mac_dates)
    old, zeros, day = book.style(".VnTime"), book.style(form="000000000000"), book.style(form="dd/mm/yyyy")
    book.text(0, 0, to_cp1258("Họ và tên"))
    book.text(0, 1, "NguyÔn V¨n H¹nh".encode("latin-1"), old)
    book.number(1, 0, 1090123456, zeros)
    book.number(1, 1, 31113 - 1462 * mac_dates, day)
    book.packed(2, 0, 190123456, zeros)
    book.error(3, 0, 0x2A)
    book.number(3, 1, 12.5, zeros)
    book.hide(2, [3, 4])
    book.text(3, 4, b"x")
    return book


@pytest.mark.parametrize("mac_dates", [False, True])
def test_a_workbook_of_1995_is_read_with_all_it_says(mac_dates: bool) -> None:
    book = read(made(mac_dates=mac_dates).save())
    sheet = book.sheets[0]
    assert (book.format, sheet.name) == ("xls", "DS")
    assert unicodedata.normalize("NFC", sheet.rows[0][0]) == "Họ và tên"
    assert sheet.rows[1:] == (
        ("001090123456", "1985-03-07", "", "", ""),
        ("000190123456", "000190123456", "", "", ""),
        ("#N/A", "12.5", "", "", "x"),
    )
    assert sheet.kinds[1:] == ("nd   ", "nn   ", "en  s")
    assert (sheet.hidden_rows, sheet.hidden_columns) == (frozenset({2}), frozenset({3, 4}))
    assert sheet.fonts[0] == " t   "
    assert legacy.grid(sheet)[0][0][1] == "Nguyễn Văn Hạnh"


def test_a_locked_workbook_of_1995_is_told() -> None:
    with pytest.raises(Unreadable) as caught:
        read(made().save(locked=True))
    assert caught.value.code == "file_encrypted"
