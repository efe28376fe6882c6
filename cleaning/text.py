"""Vietnamese text made comparable: tidy as shown, keyed with its diacritics, folded without them.

Never applied before legacy decoding: case and compatibility forms destroy TCVN3 and VNI (domain §5).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Zero width, bidirectional marks, fillers. The soft hyphen is kept: in TCVN3 it is the letter ư.
_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF])
# Eth stands for Đ in old documents; no normal form maps it and Vietnamese has no eth.
_ETH = {0xD0: "Đ", 0xF0: "đ"}
_TIDY = {**_INVISIBLE, **_ETH}
_UNTIDY = re.compile(f"[{''.join(map(chr, _TIDY))}]")  # to look for them costs a tenth of replacing them
# What a cell, a title or a name is shows in its first words; nothing looks further. A cell holds up to 32,767 letters,
# and patterns and caches must not be at the mercy of one.
LOOK = 300
_NOT_WORD = re.compile(r"[^\w%#]+|_+")
_NOT_LETTER = re.compile(r"[\W_]+")
# "y" alone behind its consonant is the vowel "i" (Lý, Lí); "ay", "uy" and "oay" are sounds of their own.
_LONE_Y = re.compile(r"\b(qu|[b-df-hj-np-tv-xz]+)y\b")
# Old and new placement of the tone in an open syllable: hoà/hòa, khoẻ/khỏe, thuý/thúy.
_OLD_TONE = re.compile(r"(?<!q)(o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])\b")
_NEW_TONE = {
    **{"o" + a: o + "a" for a, o in zip("àáảãạ", "òóỏõọ", strict=True)},
    **{"o" + e: o + "e" for e, o in zip("èéẻẽẹ", "òóỏõọ", strict=True)},
    **{"u" + y: u + "y" for y, u in zip("ỳýỷỹỵ", "ùúủũụ", strict=True)},
}


@lru_cache(maxsize=16384)
def tidy(text: str) -> str:
    """The text in NFC on one line, single-spaced, without invisible characters, eth written as Đ; idempotent."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(_TIDY) if _UNTIDY.search(text) else text)
    return " ".join(text.split())


@lru_cache(maxsize=16384)
def keyed(text: str) -> str:
    """The key of a text *with* its diacritics: small letters, words apart by one space, one placement of tones.

    ``%`` and ``#`` are kept, ``&`` reads "và"; năm is not Nam, công nhân is not công nhận.
    """
    words = _NOT_WORD.sub(" ", tidy(text).lower().replace("&", " và ")).strip()
    return words if words.isascii() else _OLD_TONE.sub(lambda tone: _NEW_TONE[tone.group()], words)


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """The key of a text *without* diacritics: small letters and digits, i for a lone y; for comparison only.

    The same as ``cleaning.names.folded`` says of a column. Tones are evidence: whoever folds names compares them too.
    """
    plain = unicodedata.normalize("NFD", tidy(text))
    if not plain.isascii():
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = _NOT_LETTER.sub(" ", plain.lower().replace("đ", "d")).strip()
    return _LONE_Y.sub(r"\1i", plain)


def stripped(key: str) -> str:
    """A key of ``keyed`` without its diacritics, signs kept: "% đóng góp" becomes "% dong gop"."""
    plain = "".join(letter for letter in unicodedata.normalize("NFD", key) if not unicodedata.combining(letter))
    return plain.replace("đ", "d")
