from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaning.legacy import TCVN3, TCVN3_CAPITALS, VNI, decode, decoder
from schemas.reference import rows

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
