from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaning.legacy import TCVN3, TCVN3_CAPITALS, VNI, decode, decoder, grid
from schemas.reference import rows
from schemas.sheet import Sheet

_TCVN3 = {row["unicode"]: row["char_as_cp1252"] for row in rows("tcvn3_map")}
_VNI = {row["unicode"]: row["vni_text"] for row in rows("vni_map")}
_NAMES = ("Nguyễn Văn Dũng", "Trần Thị Huệ", "Lê Hoàng Phương", "Phạm Đức Thắng", "Bùi Thị Ngọc Ánh", "Hà Văn Tú")


def _encoded(text: str, table: dict[str, str]) -> str:
    return "".join(table.get(letter, letter) for letter in text)


def test_a_column_of_names_in_either_font_is_known_and_read() -> None:
    old, vni = ([_encoded(name.lower(), table) for name in _NAMES] for table in (_TCVN3, _VNI))
    assert (decoder(old), decoder(vni)) == (TCVN3, VNI)
    assert [decode(text, TCVN3) for text in old] == [name.lower() for name in _NAMES]
    assert [decode(text, VNI) for text in vni] == [name.lower() for name in _NAMES]


@pytest.mark.parametrize(
    "column",
    [
        _NAMES,
        ("Hà", "Lý", "Tân"),
        ("m² × 3", "10 °C"),
        ("", "12"),
        ("Há Phú", "Bá Hà", "Tô Hà"),
        ("Müller", "Hà"),
        ("Tä", "größe", "über", "schön"),
    ],
)
def test_ordinary_text_is_left_alone(column: tuple[str, ...]) -> None:
    assert decoder(column) == ""


def test_the_font_of_the_file_settles_short_text() -> None:
    assert decode("Hµ", decoder(["Hµ"], TCVN3)) == "Hà"


def test_capitals_come_from_the_font() -> None:
    assert decode("NguyÔn v¨n an", TCVN3_CAPITALS) == "NGUYỄN VĂN AN"


def test_the_soft_hyphen_is_a_letter() -> None:
    assert decode("t\xad", TCVN3) == "tư"


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=20))
def test_a_text_beyond_the_font_stays_as_it_is(text: str) -> None:
    assert decode(text + "ạ", TCVN3) == text + "ạ"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(_NAMES), min_size=10, max_size=30))
def test_ten_names_always_tell_the_font(names: list[str]) -> None:
    assert decoder([_encoded(name, _TCVN3) for name in names]) == TCVN3
    assert decoder(names) == ""


def _sheet(rows: Sequence[Sequence[str]], fonts: Sequence[str] = (), font: str = "") -> Sheet:
    return Sheet(
        "S", tuple(map(tuple, rows)), tuple("s" * len(row) for row in rows), legacy_font=font, fonts=tuple(fonts)
    )


def test_old_and_new_text_in_one_column_are_told_apart_by_their_fonts() -> None:
    """A title in capitals, a heading and names of the old font, and a name typed later in an ordinary one."""
    rows = [["c«ng ty hµ néi"], ["Hä vµ tªn"], ["NguyÔn V¨n H¹nh"], ["Hà"], ["Tô Hà"]]
    cells, told = grid(_sheet(rows, ["T", "t", "t", " ", " "]))
    assert [row[0] for row in cells] == ["CÔNG TY HÀ NỘI", "Họ và tên", "Nguyễn Văn Hạnh", "Hà", "Tô Hà"]
    assert [one.code for one in told] == ["legacy_text_decoded"]


def test_unicode_text_in_a_cell_of_an_old_font_stays() -> None:
    cells, told = grid(_sheet([["Nguyễn Văn Hạnh"], ["Hà"], ["Tô Hà"]], ["t", "t", "t"]))
    assert ([row[0] for row in cells], told) == (["Nguyễn Văn Hạnh", "Hà", "Tô Hà"], ())


def test_curly_quotes_and_dashes_do_not_keep_a_line_undecoded() -> None:
    lines = ["danh hiÖu \u201cc«ng nh©n giái\u201d \u2013 n¨m 2025", "NguyÔn V¨n H¹nh"]
    cells, _ = grid(_sheet([[line] for line in lines]))
    assert cells[0][0] == "danh hiệu \u201ccông nhân giỏi\u201d \u2013 năm 2025"


@pytest.mark.parametrize("page", ["cp1252", "cp1258"])
@pytest.mark.parametrize("text", ["Nguyễn Văn Hạnh", "Hà", "Đặng Thị Ưng", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"])
def test_utf8_read_in_another_code_page_is_mended_and_told(page: str, text: str) -> None:
    misread = "".join(bytes([byte]).decode(page, "ignore") or chr(byte) for byte in text.encode())
    cells, told = grid(_sheet([[misread], ["STT"]]))
    assert cells[0][0] == text
    assert [one.code for one in told] == ["misread_text_mended"]


def test_a_letter_that_begins_such_a_mishap_is_left_alone() -> None:
    rows = [["XÃ HỘI"], ["XÃ"], ["phường “AN XÃ”"]]
    assert grid(_sheet(rows)) == (tuple(map(tuple, rows)), ())


def test_tcvn3_that_was_read_as_windows_1258_is_decoded_too() -> None:
    """A tone on a consonant gives it away: byte DE is a tilde there, and the letter of "Thị" here."""
    decoded, told = grid(_sheet([["Hä vµ tªn"], ["NguyÔn Th\u0303 HuÖ"], ["Hå Th\u0303 Lan"]]))
    assert [row[0] for row in decoded] == ["Họ và tên", "Nguyễn Thị Huệ", "Hồ Thị Lan"]
    assert [one.code for one in told] == ["legacy_text_decoded"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("NGUYễN NGọC TRANG", "NGUYỄN NGỌC TRANG"),
        ("LÊ THị THU LAN", "LÊ THỊ THU LAN"),
        ("Lê Tú Ê", "Lê Tú Ê"),
        ("Bé Hà", "Bé Hà"),
    ],
)
def test_without_fonts_capitals_are_told_by_the_letters_that_no_font_changes(typed: str, meant: str) -> None:
    table = {letter: code for letter, code in _TCVN3.items() if letter == letter.lower()} | {"Ê": _TCVN3["Ê"]}
    assert decode(_encoded(typed, table), TCVN3) == meant
