"""Vietnamese in Windows-1258, where a letter is followed by its tone as a sign of its own."""

from __future__ import annotations

import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"


def to_cp1258(text: str) -> bytes:
    """The bytes of a text; raises UnicodeEncodeError for letters that are not Vietnamese."""
    return "".join(_split(letter) for letter in text).encode("cp1258")


def _split(letter: str) -> str:
    """The letter with its circumflex, breve or horn, then the tone."""
    marks = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in marks if mark in _TONES), "")
    return unicodedata.normalize("NFC", marks.replace(tone, "")) + tone if tone else letter
