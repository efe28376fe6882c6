"""Delimited text: a row is the physical line, whatever stands before or inside it."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.failures import Unreadable
from connectors.textfile import read_text
from schemas.sheet import Workbook

NAMES = ("Nguyễn Thị Hường", "Trần Đức Quý", "Lê Văn Ưng")


def rows(text: str) -> tuple[tuple[str, ...], ...]:
    return read_text(text.encode()).sheets[0].rows


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_delimiter_and_line_end_are_found(delimiter: str, end: str) -> None:
    text = end.join(delimiter.join((str(n), name)) for n, name in enumerate(NAMES))
    assert rows(text) == tuple((str(n), name) for n, name in enumerate(NAMES))


def test_a_line_that_names_the_delimiter_keeps_its_place_as_a_blank_row() -> None:
    assert rows("sep=;\r\na;b,c\r\n") == (("", ""), ("a", "b,c"))


def test_commas_in_titles_do_not_outvote_the_real_delimiter() -> None:
    found = rows("DANH SÁCH, BỔ SUNG, NĂM 2025\n\nSTT;Họ tên\n1;A\n2;B\n")
    assert found == (("DANH SÁCH, BỔ SUNG, NĂM 2025", ""), ("", ""), ("STT", "Họ tên"), ("1", "A"), ("2", "B"))


def test_a_quoted_cell_over_two_lines_leaves_the_following_rows_on_their_lines() -> None:
    found = rows('STT,Địa chỉ\n1,"số 1\nHà Nội"\n2,x\n')
    assert found == (("STT", "Địa chỉ"), ("1", "số 1\nHà Nội"), ("", ""), ("2", "x"))


def test_separators_inside_a_cell_do_not_break_its_line() -> None:
    assert rows("a,b\u2028c\x0bd\n1,2\n") == (("a", "b\u2028c\x0bd"), ("1", "2"))


def test_a_quote_that_never_closes_is_refused_instead_of_swallowing_the_list() -> None:
    with pytest.raises(Unreadable) as caught:
        rows('STT,Tên\n1,"A\n' + "2,B\n" * 100)
    assert caught.value.code == "file_damaged"


def test_text_is_text_also_when_it_looks_like_a_number() -> None:
    sheet = read_text(b"STT,CCCD\n1,001090123456\n,\n2,7.9E+10\n").sheets[0]
    assert sheet.kinds == ("ss", "ss", "  ", "ss")
    assert sheet.rows[3][1] == "7.9E+10"


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16-le"), ("utf-16-be", "utf-16-be")],
)
def test_the_encoding_is_told(encoding: str, told: str) -> None:
    book: Workbook = read_text(("STT,Họ và tên\r\n" + "1,Nguyễn Văn An\r\n" * 5).encode(encoding))
    assert (book.encoding, book.sheets[0].rows[0][1]) == (told, "Họ và tên")


def test_tcvn3_keeps_its_letters_and_tells_the_font_to_decode_them() -> None:
    sheet = read_text("STT,Hä vµ tªn\n1,NguyÔn ThÞ H\xadêng\n2,TrÇn V¨n Dòng\n".encode("latin-1")).sheets[0]
    assert (sheet.legacy_font, sheet.rows[0][1]) == ("tcvn3", "Hä vµ tªn")


def test_utf8_read_as_windows_text_is_turned_back_when_nothing_was_lost() -> None:
    whole = "STT,Họ và tên\n" + "".join(f"{n},{name}\n" for n, name in enumerate(NAMES))
    wrong = "".join(
        chr(byte) if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([byte]).decode("cp1252")
        for byte in whole.encode()
    )
    book = read_text(wrong.encode())
    assert book.sheets[0].rows[0] == ("STT", "Họ và tên")
    assert "1252" in book.encoding


@pytest.mark.parametrize("text", ["H? và tên,Ngày sinh\n" + "Nguy?n Th? Hu?ng,1985\n" * 4])
def test_letters_saved_as_question_marks_are_refused(text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        rows(text)
    assert caught.value.code == "text_lossy"


def test_questions_in_a_note_are_no_lost_letters() -> None:
    found = rows("STT,Ghi chú\n1,Có phải trực tiếp?\n2,chưa rõ ? hỏi lại\n3,x\n")
    assert found[1] == ("1", "Có phải trực tiếp?")


def test_names_without_diacritics_are_no_lost_letters() -> None:
    assert rows("STT,Ho va ten\n1,Nguyen Van A\n")[1] == ("1", "Nguyen Van A")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.text('aăâđêôơư ỹ,;|\t"019-.', max_size=8), min_size=3, max_size=3), min_size=1, max_size=8))
def test_what_a_spreadsheet_writes_is_read_back_cell_by_cell(table: list[list[str]]) -> None:
    written = [["STT", "Họ và tên", "Ghi chú"], *table]
    buffer = io.StringIO()
    csv.writer(buffer).writerows(written)
    while not "".join(written[-1]).strip():
        written.pop()
    assert [list(row) for row in rows(buffer.getvalue())] == written
