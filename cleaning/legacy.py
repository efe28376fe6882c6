"""Text of the fonts before Unicode (TCVN3 ".Vn…", VNI "VNI-…") turned into Vietnamese, column by column.

Both fonts store Vietnamese as Latin-1 letters, so that a cell alone can be read both ways ("lá" is a word, and TCVN3
for "lỏ"). The font's name decides where the file gives one; else all texts of a column vote, never a single cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice

from cleaning.mojibake import MISREAD, mended
from cleaning.text import LOOK
from schemas.reference import rows
from schemas.sheet import IN_TCVN3, IN_TCVN3_CAPITALS, IN_VNI, Sheet
from schemas.table import Inference

TCVN3, TCVN3_CAPITALS, VNI = "tcvn3", "tcvn3-capitals", "vni"
Grid = tuple[tuple[str, ...], ...]

# Latin-1 signs that Unicode Vietnamese never uses, and that one of the fonts does.
SUSPECT = re.compile("[¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÄÅÆÇËÎÏÑÖ×ØÛÜÞßäåæçëîïñöø÷ûüþÿ]")
# The signs of either or of text misread; one class of letters is searched five times faster than alternatives.
_ODD = re.compile(f"[{SUSPECT.pattern[1:-1]}º\x80-\xbf\u2010-\u2122]")
# Letters that neither font has; quotation marks and dashes are typed by the program and belong to any text.
_BEYOND = re.compile("[\u0100-\u1fff\u2190-\uffff]")
_BY_LETTER = {IN_TCVN3: TCVN3, IN_TCVN3_CAPITALS: TCVN3_CAPITALS, IN_VNI: VNI}
_WORD = re.compile(r"[^\s\d.,;:()/\"'!?\-+&%#*=<>\[\]{}|\\@_~^`$]{2,}")
_SYLLABLE = re.compile(
    r"^(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?"
    r"(?:uyê|uye|iê|ie|yê|ye|uô|uo|ươ|oa|oă|oe|uâ|uê|uơ|uy|ia|ya|ua|ưa|[aăâeêioôơuưy])"
    r"(?:ng|nh|ch|[cmnptiouy])?$"
)
_TONES = dict.fromkeys((0x300, 0x301, 0x303, 0x309, 0x323))
# What Windows-1258 has where Latin-1 has other letters.
_BACK = str.maketrans("ĂĐƠƯăđơư₫\u0300\u0309\u0303\u0301\u0323", "ÃÐÕÝãðõýþÌÒÞìò")
_SPLIT = re.compile("[b-df-hj-np-tv-xzB-DF-HJ-NP-TV-XZ][\u0300\u0301\u0303\u0309\u0323]")
_CAPITALS, _SMALL = re.compile(r"\b\w?[A-Z]{2}|[A-Z]\w[A-Z]"), re.compile("[a-z]")
# As many words as settle an alphabet; names repeat, so the first of a long column speak for all.
_ENOUGH = 400


def grid(sheet: Sheet) -> tuple[tuple[tuple[str, ...], ...], tuple[Inference, ...]]:
    """The cells of a sheet in Unicode, cells of mere spaces blank, and what was decoded."""
    cells = sheet.rows
    texts = set(chain.from_iterable(cells))  # the half of a list is marks, posts and blanks, over and over
    if any(map(str.isspace, texts)):
        cells = tuple(tuple("" if text.isspace() else text for text in row) for row in cells)
    named = sheet.legacy_font or sheet.fonts
    if not named and not _ODD.search("".join(texts)):
        return cells, ()
    cells, told = _mended(cells, sheet.name)
    columns = [list(column) for column in zip(*cells, strict=True)]
    fonts = ["".join(column) for column in zip(*sheet.fonts, strict=True)] or [""] * len(columns)
    groups = [one for number, column in enumerate(columns) for one in _groups(number, column, fonts[number])]
    read = _unsplit(columns)
    alphabets = [decoder(group.texts(read), group.alphabet or sheet.legacy_font) for group in groups]
    if not any(alphabets):
        return cells, told
    # Cells of too few words to tell follow the others: nobody uses two fonts of this kind in one sheet.
    main = max((name for name in alphabets if name), key=alphabets.count)
    for group, alphabet in zip(groups, alphabets, strict=True):
        if alphabet or (not sheet.fonts and decoder(group.texts(read), main)):
            for place in group.places:
                columns[group.column][place] = decode(read[group.column][place], alphabet or main)
    decoded = Inference("legacy_text_decoded", "", sheet.name, {"font": main.upper()})
    return tuple(zip(*columns, strict=True)), (*told, decoded)


def _unsplit(columns: list[list[str]]) -> list[list[str]]:
    """The columns with the bytes of an old font that were read as Windows-1258 turned back into its letters.

    A tone mark on a consonant gives it away: no Vietnamese text has one.
    """
    if not any(_SPLIT.search(text) for column in columns for text in column):
        return columns
    return [[text.translate(_BACK) for text in column] for column in columns]


@dataclass(frozen=True, slots=True)
class _Group:
    """Cells of one column that are written in fonts of one kind, "" when the file does not say which."""

    column: int
    alphabet: str
    places: Sequence[int]

    def texts(self, columns: Sequence[Sequence[str]]) -> list[str]:
        column = columns[self.column]
        return [column[place] for place in self.places]


def _groups(number: int, column: Sequence[str], letters: str) -> Iterator[_Group]:
    if not letters.strip():
        yield _Group(number, "", range(len(column)))
        return
    for letter in sorted(set(letters)):
        yield _Group(number, _BY_LETTER.get(letter, ""), [place for place, one in enumerate(letters) if one == letter])


def _mended(cells: Grid, sheet: str) -> tuple[Grid, tuple[Inference, ...]]:
    """The cells with UTF-8 that was read in another code page turned back; such a text cannot be anything else."""
    if not any(MISREAD.search("".join(row)) for row in cells):
        return cells, ()
    again = tuple(tuple(mended(text) or text for text in row) for row in cells)
    return again, (Inference("misread_text_mended", "", sheet, {"sheet": sheet}),) if again != cells else ()


def decoder(texts: Sequence[str], font: str = "") -> str:
    """Which legacy alphabet a column is in: one of this module's names, or "" for ordinary text.

    ``font`` is what the file says of its fonts; it settles which alphabet, the text still settles whether.
    """
    doubtful = (text[:LOOK] for text in texts if text and not text.isascii() and not _BEYOND.search(text))
    words = _WORD.findall(" ".join(islice(dict.fromkeys(doubtful), _ENOUGH)))[:_ENOUGH]
    marked = [word for word in words if not word.isascii()]
    if not marked:
        return ""
    if font and _fits(texts, words, font):
        return font
    plain = _plausible(marked, "")
    best = max((TCVN3, VNI), key=lambda name: _plausible(marked, name))
    gained = _plausible(marked, best)
    return best if gained > plain and gained * 10 >= len(marked) * 6 else ""


def likeness(text: str, alphabet: str) -> float:
    """The share of the first words beyond ASCII that are Vietnamese syllables, read in an alphabet or as they are."""
    words = list(islice((word for word in _WORD.findall(text) if not word.isascii()), _ENOUGH))
    return _plausible(words, alphabet) / len(words) if words else 0.0


def _fits(texts: Sequence[str], words: Sequence[str], font: str) -> bool:
    """Whether words are of the font that their cells name: people also type Unicode into such cells."""
    if SUSPECT.search(" ".join(words)):
        return True
    return not any(map(_BEYOND.search, texts)) and _plausible(words, font) >= _plausible(words, "")


def decode(text: str, alphabet: str) -> str:
    """The text in NFC; one that holds a letter beyond Latin-1 cannot be of the font and stays as it is."""
    if not text or not alphabet or _BEYOND.search(text):
        return text
    if alphabet == VNI:
        return unicodedata.normalize("NFC", _vni_pattern().sub(lambda found: _vni()[found.group()], text))
    capitals = alphabet == TCVN3_CAPITALS
    decoded = unicodedata.normalize("NFC", text.translate(_tcvn3(capitals)))
    # A capitals font draws every letter as one, ASCII letters too; in text without fonts the ASCII letters tell of it.
    return decoded.upper() if capitals or _is_capital(decoded) else decoded


def _is_capital(text: str) -> bool:
    return bool(_CAPITALS.search(text)) and not _SMALL.search(text)


def _plausible(words: Sequence[str], alphabet: str) -> int:
    return sum(1 for word in words if _is_syllable(decode(word, alphabet) if alphabet else word))


def _is_syllable(word: str) -> bool:
    inner = word[1:]
    if inner != inner.lower() and word != word.upper():
        return False
    toneless = unicodedata.normalize("NFD", word.lower()).translate(_TONES)
    return bool(_SYLLABLE.match(unicodedata.normalize("NFC", toneless).replace("đ", "d")))


@cache
def _tcvn3(capitals: bool) -> dict[int, str]:
    column = "unicode_in_H_font" if capitals else "unicode"
    return {int(row["byte"], 16): row[column] for row in rows("tcvn3_map")}


@cache
def _vni() -> dict[str, str]:
    return {row["vni_text"]: row["unicode"] for row in rows("vni_map")}


@cache
def _vni_pattern() -> re.Pattern[str]:
    # Longest first: "aâ" is one letter, "â" after a consonant is none.
    return re.compile("|".join(sorted(map(re.escape, _vni()), key=len, reverse=True)))
