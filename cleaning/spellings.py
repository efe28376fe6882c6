"""The spellings of a unit's name: the keys by which two are compared, from the sure to the doubtful.

A name without marks may be any with them, but a word with other marks is another word: Hưng is not Hùng. A slip of the
pen is one word with two letters exchanged, or with one letter wrong so that no Vietnamese word is left: "Quagn" for
"Quang" is a slip, and "Quân" is another name.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from cleaning.syllables import is_syllable
from cleaning.text import fold, keyed, stripped
from schemas.reference import rows

_UNION = re.compile(
    r"^(?:(?:bch|ban chấp hành) )?(?:công đoàn cơ sở thành viên|cđcstv|công đoàn cơ sở|cđ cơ sở|cđcs|công đoàn|cđ"
    r"|cong doan co so|cdcs|cong doan)\b ?"
)
_LEGAL = re.compile(
    r"\b(?:công ty|tnhh|mtv|cổ phần|doanh nghiệp tư nhân|trường|cong ty|co phan|doanh nghiep tu nhan|truong)\b"
)
# Words of the legal form carry no name: a slip in them is harmless whatever it makes of them.
_FORMAL = frozenset(["công", "ty", "tnhh", "mtv", "cổ", "phần", "trường", "cong", "co", "phan", "truong"])
_NUMBERING = re.compile(r"^\s*(?:[IVX]{1,5}|[A-H]|\d{1,3})\s*[.)/:-]\s*(?!ty\b)")
_REMARK = re.compile(r"\([^()]*\)|[:：]\s*\d+\s*(?:người|đ/c|cn)?\s*$")
_LEAST, _LONG = 3, 4

# The steps of comparison: the text as written, its abbreviations written out, without the legal form; then the same
# without marks, without spaces, and in any order of words.
STEPS = ("name", "words", "legal_form", "diacritics", "bare", "compact", "order")
UNMARKED = STEPS.index("diacritics")


@lru_cache(maxsize=65536)
def keys(text: str) -> tuple[str, ...]:
    """The text as each step compares it, in the order of STEPS; "" where nothing is left to compare."""
    name = _REMARK.sub(" ", _NUMBERING.sub("", text))
    whole = keyed(name)
    words = _UNION.sub("", _written_out(whole)).strip()
    bare = " ".join(_LEGAL.sub(" ", words).split())
    # One short word without its legal form ("Công ty An") is met by chance.
    bare = bare if len(bare) > _LEAST else ""
    folded = fold(words)
    compact = folded.replace(" ", "") if len(folded) > 2 * _LEAST else ""
    return whole, words, bare, folded, fold(bare), compact, " ".join(sorted(folded.split()))


@lru_cache(maxsize=65536)
def letters(text: str, step: int) -> str:
    """The letters of a text with their marks, in the order in which a step without marks compares them."""
    words = keys(text)[2 if STEPS[step] == "bare" else 1].split()
    ordered = sorted(words, key=fold) if STEPS[step] == "order" else words
    return "".join(ordered)


def lacks_marks(typed: str, registered: str) -> bool:
    """Whether letters that are alike without marks have all marks of a name or some of them; never others."""
    if len(typed) != len(registered):
        return False
    return all(one == other or _marks(one) <= _marks(other) for one, other in zip(typed, registered, strict=True))


def slipped(typed: str, registered: str) -> bool:
    """Whether a text is a name with a slip of the pen in one word."""
    ours, theirs = keys(typed)[1].split(), keys(registered)[1].split()
    if len(ours) != len(theirs):
        return False
    differing = [
        pair for pair in zip(ours, theirs, strict=True) if fold(pair[0]) != fold(pair[1]) or not lacks_marks(*pair)
    ]
    return len(differing) == 1 and _is_slip(*differing[0])


def _is_slip(typed: str, meant: str) -> bool:
    one, other = fold(typed), fold(meant)
    if not (one.isalpha() and other.isalpha()) or OSA.distance(one, other) != 1:
        return False
    if meant in _FORMAL:
        return True
    if len(one) == len(other) and sorted(one) == sorted(other):
        return len(one) >= _LEAST
    return min(len(one), len(other)) >= _LEAST and max(len(one), len(other)) >= _LONG and not is_syllable(one)


@cache
def _marks(letter: str) -> frozenset[str]:
    marks = frozenset(filter(unicodedata.combining, unicodedata.normalize("NFD", letter)))
    return marks | {"đ"} if letter == "đ" else marks


def _written_out(key: str) -> str:
    plain = key.isascii()
    words = _words(plain=plain)
    return " ".join(_abbreviations(plain=plain).sub(lambda found: words[found.group()], key).split())


@cache
def _words(*, plain: bool) -> dict[str, str]:
    pairs = [(row["written"], row["meant"]) for row in rows("unit_words")]
    return {stripped(one): stripped(other) for one, other in pairs} if plain else dict(pairs)


@cache
def _abbreviations(*, plain: bool) -> re.Pattern[str]:
    longest_first = sorted(_words(plain=plain), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")
