"""HTML tables: a row is the <tr> of the page, spans become merges, scripts are no text."""

from __future__ import annotations

import pytest

from connectors.failures import Unreadable
from connectors.webpage import read_page
from schemas.sheet import Merge, Sheet


def sheet_of(body: str) -> Sheet:
    return read_page(f"<html><body>{body}</body></html>".encode()).sheets[0]


def test_rows_are_counted_over_all_tables_of_the_page() -> None:
    sheet = sheet_of("<table><tr><td>title</table><p>x</p><table><tr><th>STT<th>Tên<tr><td>1<td>A</table>")
    assert sheet.rows == (("title", ""), ("STT", "Tên"), ("1", "A"))
    assert sheet.kinds == ("s ", "ss", "ss")


def test_a_table_used_for_layout_does_not_hide_the_list_inside_it() -> None:
    sheet = sheet_of("<table><tr><td>menu<td><table><tr><td>1<td>A<tr><td>2<td>B</table></table>")
    assert sheet.rows[1:] == (("1", "A"), ("2", "B"))


def test_spans_move_the_cells_behind_and_below_them() -> None:
    sheet = sheet_of(
        "<table><tr><td rowspan=2>STT<td colspan=2>Năm sinh<td rowspan=2>Đơn vị"
        "<tr><td>Nam<td>Nữ<tr><td>1<td>1985<td><td>X</table>"
    )
    assert sheet.rows == (("STT", "Năm sinh", "", "Đơn vị"), ("", "Nam", "Nữ", ""), ("1", "1985", "", "X"))
    assert set(sheet.merges) == {Merge(0, 0, 1, 0), Merge(0, 1, 0, 2), Merge(0, 3, 1, 3)}


def test_text_is_what_a_reader_sees() -> None:
    sheet = sheet_of("<table><tr><td> Nguyễn&nbsp;Văn <b>A</b><br>tổ 1 <script>alert('x')</script><!-- no --></table>")
    assert sheet.rows == (("Nguyễn\xa0Văn A\ntổ 1",),)


def test_text_outside_tables_is_no_row() -> None:
    assert sheet_of("<p>DANH SÁCH</p><td>stray</td><table><tr><td>a</table>").rows == (("a",),)


@pytest.mark.parametrize("span", ["0", "-1", "x", "", "99999999999"])
def test_absurd_spans_do_no_harm(span: str) -> None:
    assert sheet_of(f"<table><tr><td colspan='{span}' rowspan='{span}'>a<td>b</table>").rows[0][0] == "a"


def test_spans_that_multiply_are_refused() -> None:
    with pytest.raises(Unreadable) as caught:
        sheet_of("<table>" + "<tr><td colspan=1000 rowspan=1000>a</td></tr>" * 50 + "</table>")
    assert caught.value.code == "too_many_cells"


def test_a_page_without_table_has_no_list() -> None:
    with pytest.raises(Unreadable) as caught:
        sheet_of("<p>Không tìm thấy trang</p>")
    assert caught.value.code == "no_table"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('x:num="1085123456789">1.08512E+12', "1085123456789"),
        ('x:num="45000.5">####', "45000.5"),
        ('sdval="1085123456" sdnum="1033;0;000000000000">001085123456', "001085123456"),
        ('x:num="31113">07/03/1985', "07/03/1985"),
        ('x:num="x">####', "####"),
        ("x:num>12.210.000", "12.210.000"),
        ('x:err="#REF!">#REF!', "#REF!"),
    ],
)
def test_a_number_too_wide_for_its_column_is_taken_from_behind_it(cell: str, text: str) -> None:
    assert sheet_of(f"<table><tr><td {cell}</td></tr></table>").rows == ((text,),)


def test_rows_that_the_page_does_not_display_are_told() -> None:
    rows = "<tr><td>a</td></tr><tr style='mso-height-source:userset;display: none'><td>b</td></tr>"
    sheet = sheet_of(f"<table>{rows}</table>")
    assert (len(sheet.rows), sheet.hidden_rows) == (2, frozenset({1}))
