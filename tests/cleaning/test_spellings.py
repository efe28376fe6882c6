from __future__ import annotations

import pytest

from cleaning.spellings import slipped
from cleaning.syllables import is_syllable
from schemas.reference import rows


@pytest.mark.parametrize("word", ["nguyen", "quang", "khuong", "phuong", "thanh", "gi", "uyen", "nghieng", "ty"])
def test_words_of_the_language_are_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["quagn", "quanng", "mnih", "thnah", "xd", "tnhh", "electric"])
def test_slips_and_foreign_words_are_none(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("typed", "registered", "slip"),
    [
        ("Công ty Minh Quagn", "Công ty Minh Quang", True),
        ("Cônng ty Minh Quang", "Công ty Minh Quang", True),
        ("Công ty Minh Quân", "Công ty Minh Quang", False),
        ("Công ty May 18", "Công ty May 10", False),
        ("Nhà máy Bao bì A", "Nhà máy Bao bì B", False),
        ("Công ty Mnih Quagn", "Công ty Minh Quang", False),
        ("Công ty Hưng Thịnh", "Công ty Hùng Thịnh", False),
    ],
)
def test_a_slip_is_in_one_word_and_makes_no_other_word(typed: str, registered: str, slip: bool) -> None:
    assert slipped(typed, registered) is slip


def test_no_abbreviation_stands_twice() -> None:
    written = [row["written"] for row in rows("unit_words")]
    assert len(written) == len(set(written))
