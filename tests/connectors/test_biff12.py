"""The binary workbook: read like the others, and refused before the library when a cell stands too far out."""

from __future__ import annotations

import pytest

from connectors.failures import Unreadable
from connectors.workbook import read
from schemas.sheet import Merge
from tests.connectors.binarybooks import BinaryBook


def made() -> BinaryBook:
    book = BinaryBook()
    old, zeros, day = book.style(".VnTime"), book.style(form="000000000000"), book.style(form="dd/mm/yyyy")
    book.row(0)
    book.text(0, "Họ và tên")
    book.text(1, "NguyÔn V¨n H¹nh", old)
    book.row(1)
    book.number(0, 1090123456, zeros)
    book.number(1, 31113, day)
    book.row(3, hidden=True)
    book.packed(0, 190123456, zeros)
    book.error(1, 0x2A)
    book.text(4, "x")
    book.hide(2, 3)
    book.merge(0, 1, 0, 2)
    return book


def test_a_binary_workbook_is_read_with_all_it_says() -> None:
    book = read(made().save())
    sheet = book.sheets[0]
    assert (book.format, sheet.name) == ("xlsb", "DS")
    assert sheet.rows == (
        ("Họ và tên", "NguyÔn V¨n H¹nh", "", "", ""),
        ("001090123456", "1985-03-07", "", "", ""),
        ("",) * 5,
        ("000190123456", "#N/A", "", "", "x"),
    )
    assert sheet.kinds == ("ss   ", "nd   ", "     ", "ne  s")
    assert sheet.merges == (Merge(0, 1, 0, 2),)
    assert (sheet.hidden_rows, sheet.hidden_columns) == (frozenset({3}), frozenset({2, 3}))
    assert sheet.fonts[0] == " t   "


@pytest.mark.parametrize(("row", "column"), [(1_048_575, 16_383), (0xFFFFFFF0, 0), (5, 0xFFFFFFF0)])
def test_a_cell_too_far_out_is_refused_by_the_guard(row: int, column: int) -> None:
    book = made()
    book.row(row)
    book.text(column, "x")
    with pytest.raises(Unreadable) as caught:
        read(book.save())
    assert caught.value.code == "too_many_cells"
