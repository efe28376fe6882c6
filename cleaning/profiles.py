"""Which field a column's cells look like: the last word where a heading has several meanings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from cleaning.text import tidy

_YEAR = re.compile(r"^(?:19[2-9]\d|20[0-3]\d)$")
_DATE = re.compile(r"^\d{1,4}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{1,4}|tháng \d")
_DIGITS = re.compile(r"^[\d\s.,'’+()-]+$")
_WORDS = re.compile(r"^[^\W\d_]+(?:[\s.'’-]+[^\W\d_]+)*\.?$")
_MARK = re.compile(r"(?i)^(?:x+|v|✓|✔|√|\+|●|0+|1|o|có|không|true|false)$")
_SEX = re.compile(r"(?i)^(?:nam|nữ|nu|m|f)\.?$")
_ADDRESS = re.compile(r"(?i)^(?:ông|bà|ong|ba|anh|chị|đ/c|đồng chí)\.?$")
_MONEY = re.compile(r"(?i)^[\d.,\s]+(?:đ|đồng|vnđ|vnd|tr|triệu|tỷ|tỉ|nghìn)?\b")


def _count(text: str) -> bool:
    return text.rstrip(".").isdigit() and len(text) <= 5


def _phone(text: str) -> bool:
    digits = sum(letter.isdigit() for letter in text)
    return 8 <= digits <= 24 and bool(_DIGITS.match(text.split("(")[0]) or text[0] in "0+")


def _words(text: str) -> bool:
    return bool(_WORDS.match(text))


def _birth(text: str) -> bool:
    return bool(_YEAR.match(text) and text < "2013") or bool(_DATE.search(text))


FITS: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        "stt": lambda text: _count(text) or text.strip(".").upper() in ("I", "II", "III", "IV", "V"),
        "full_name": lambda text: _words(text) and " " in text,
        "family_middle_name": _words,
        "given_name": lambda text: _words(text) and text.count(" ") < 2,
        "salutation": lambda text: bool(_ADDRESS.match(text)),
        "gender": lambda text: bool(_SEX.match(text)),
        "gender_male_flag": lambda text: bool(_MARK.match(text) or _SEX.match(text)),
        "gender_female_flag": lambda text: bool(_MARK.match(text) or _SEX.match(text)),
        "birth_year": lambda text: bool(_YEAR.match(text)),
        "birth_year_male": _birth,
        "birth_year_female": _birth,
        "date_of_birth": lambda text: bool(_DATE.search(text)),
        "award_year": lambda text: bool(_YEAR.match(text)) and text > "2012",
        "phone": _phone,
        "ethnicity": _words,
        "party_member": lambda text: bool(_MARK.match(text) or _DATE.search(text)),
        "work_unit": lambda text: len(text) > 3 and any(map(str.isalpha, text)),
        "grassroots_union": lambda text: len(text) > 3 and any(map(str.isalpha, text)),
        "position": _words,
        "job": lambda text: _words(text) and len(text) > 2,
        "direct_worker": lambda text: bool(_MARK.match(text)) or "tiếp" in text.lower(),
        "achievement": lambda text: len(text) > 12,
        "initiative_name": lambda text: len(text) > 12,
        "initiative_summary": lambda text: len(text) > 12,
        "benefit_vnd": lambda text: bool(_MONEY.match(text)),
        "stat_initiatives": lambda text: bool(_DIGITS.match(text)),
        "stat_members_total": lambda text: bool(_DIGITS.match(text)),
        "decision_date": lambda text: bool(_DATE.search(text)),
        "previous_awards": lambda text: len(text) > 3,
    }
)
SAMPLE = 12


def settle(fields: Sequence[str], sample: Sequence[str]) -> str:
    """The field that most cells of the sample look like; the earlier of the candidates when cells do not decide."""
    texts = [tidy(text) for text in sample]
    if not texts or len(fields) == 1:
        return fields[0]
    return max(fields, key=lambda field: (share(field, texts), -fields.index(field)))


def share(field: str, texts: Sequence[str]) -> float:
    """Which share of tidy texts looks like the field, 0 to 1; a field of no particular look has a half."""
    fits = FITS.get(field)
    if fits is None or not texts:
        return 0.5
    return sum(1 for text in texts if fits(text)) / len(texts)
