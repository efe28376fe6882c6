"""Which field a column's cells look like: the last word where a heading has several meanings, or is only guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from cleaning.headings import CERTAIN, DOUBTFUL, OTHER, Meaning
from cleaning.text import tidy

_YEAR = re.compile(r"^(?:19[2-9]\d|20[0-3]\d)$")
_DATE = re.compile(r"^\d{1,4}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{1,4}|tháng \d")
_DIGITS = re.compile(r"^[\d\s.,'’+()-]+$")
_WORDS = re.compile(r"^[^\W\d_]+(?:[\s.'’-]+[^\W\d_]+)*\.?$")
_MARK = re.compile(r"(?i)^(?:x+|v|✓|✔|√|\+|●|0+|1|o|có|không|true|false)$")
_SEX = re.compile(r"(?i)^(?:nam|nữ|nu|m|f)\.?$")
_CODE = re.compile(r"^(?=.*\d)[A-Za-zĐđ\d][\w.\-/]{1,19}$")
_DECISION = re.compile(r"(?i)^\d{1,5}\s*[/-]\s*\d*\s*[/-]?\s*[^\W\d_]|^qđ\b")
_PLACE = re.compile(r"(?i)\b(?:số|ngõ|ngách|tổ|thôn|xóm|đường|phố|phường|xã|quận|huyện|tỉnh|tp|hà nội|chung cư|tòa)\b")
_BODY = re.compile(
    r"(?i)\b(?:cđ|cđcs|cdcs|công đoàn|cong doan|công ty|cong ty|cty|trường|truong|mầm non|tiểu học|thcs|thpt|xí nghiệp"
    r"|nhà máy|bệnh viện|trung tâm|htx|hợp tác xã|chi nhánh|tổng|ban quản lý|viện|khách sạn|ubnd|trạm)\b"
)
_SCHOOLING = re.compile(
    r"(?i)đại học|cao đẳng|trung cấp|sơ cấp|thạc s|tiến s|cử nhân|kỹ sư|phổ thông|^(?:đh|cđ|tc|ths|ts)\b|/12"
)
_YEAR_IN = re.compile(r"(?:19|20)\d\d")
_ADDRESS = re.compile(r"(?i)^(?:ông|bà|ong|ba|anh|chị|đ/c|đồng chí)\.?$")
_MONEY = re.compile(r"(?i)^[\d.,\s]+(?:đ|đồng|vnđ|vnd|tr|triệu|tỷ|tỉ|nghìn)?\b")


def _count(text: str) -> bool:
    return text.rstrip(".").isdigit() and len(text) <= 5


def _phone(text: str) -> bool:
    if _digits(text, 12):  # a citizen id
        return False
    digits = sum(letter.isdigit() for letter in text)
    return 8 <= digits <= 24 and bool(_DIGITS.match(text.split("(")[0]) or text[0] in "0+")


def _words(text: str) -> bool:
    return bool(_WORDS.match(text))


def _digits(text: str, *lengths: int) -> bool:
    plain = re.sub(r"[\s.'’-]", "", text)
    return plain.isdigit() and len(plain) in lengths


def _dated(text: str, first: int, last: int) -> bool:
    """A date whose year, where it shows four digits, lies in a range."""
    year = _YEAR_IN.search(text)
    return bool(_DATE.search(text)) and (year is None or first <= int(year[0]) <= last)


def _birth(text: str) -> bool:
    return bool(_YEAR.match(text) and text < "2013") or bool(_DATE.search(text))


FITS: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        "stt": lambda text: _count(text) or text.strip(".").upper() in ("I", "II", "III", "IV", "V"),
        "full_name": lambda text: _words(text) and " " in text,
        "family_middle_name": _words,
        "given_name": lambda text: _words(text) and " " not in text,
        "salutation": lambda text: bool(_ADDRESS.match(text)),
        "gender": lambda text: bool(_SEX.match(text)),
        "gender_male_flag": lambda text: bool(_MARK.match(text) or _SEX.match(text)),
        "gender_female_flag": lambda text: bool(_MARK.match(text) or _SEX.match(text)),
        "birth_year": lambda text: bool(_YEAR.match(text)),
        "birth_year_male": _birth,
        "birth_year_female": _birth,
        "date_of_birth": lambda text: _dated(text, 1920, 2012),
        "award_year": lambda text: bool(_YEAR.match(text)) and text > "2012",
        "phone": _phone,
        "ethnicity": _words,
        "party_member": lambda text: bool(_MARK.match(text) or _DATE.search(text)),
        "work_unit": lambda text: len(text) > 3 and any(map(str.isalpha, text)),
        "grassroots_union": lambda text: bool(_BODY.search(text)),
        "position": _words,
        "job": lambda text: _words(text) and len(text) > 2,
        "direct_worker": lambda text: bool(_MARK.match(text)) or "tiếp" in text.lower(),
        "achievement": lambda text: len(text) > 12,
        "initiative_name": lambda text: len(text) > 12,
        "initiative_summary": lambda text: len(text) > 12,
        "benefit_vnd": lambda text: bool(_MONEY.match(text)),
        "stat_initiatives": lambda text: bool(_DIGITS.match(text)),
        "stat_members_total": lambda text: bool(_DIGITS.match(text)),
        "decision_date": lambda text: _dated(text, 2005, 2100),
        "decision_no": lambda text: bool(_DECISION.search(text)),
        "id_number": lambda text: _digits(text, 9, 11, 12),
        "social_insurance_no": lambda text: _digits(text, 9, 10),
        "tax_code": lambda text: _digits(text, 10, 13),
        "union_unit_code": lambda text: bool(_CODE.match(text)),
        "address": lambda text: bool(_PLACE.search(text)) and ("," in text or text[0].isdigit()),
        "hometown": _words,
        "education": lambda text: bool(_SCHOOLING.search(text)),
        "email": lambda text: "@" in text,
        "contribution_pct": lambda text: bool(_DIGITS.match(text.replace("%", ""))),
        "previous_awards": lambda text: len(text) > 3,
    }
)
SAMPLE = 12
# Shares of the sample: most of it looks like a field, hardly any of it does; and from how many cells that says much.
_MOST, _HARDLY, _ENOUGH = 0.7, 0.2, 3


def sample(grid: Sequence[Sequence[str]], start: int, index: int) -> list[str]:
    """The first cells of a column that are not blank, tidied."""
    found: list[str] = []
    for row in grid[start : start + 5 * SAMPLE]:
        if row[index]:
            found.append(tidy(row[index]))
            if len(found) == SAMPLE:
                break
    return found


def settle(found: Meaning, texts: Sequence[str]) -> tuple[str, float]:
    """The field that most tidy cells of a sample look like, and how sure that is; "" when it is none of ours.

    A heading that is certain by itself is believed whatever its cells say: what is wrong with them is told cell by
    cell. Without any cell nothing is decided, and nothing is lost.
    """
    if len(found.fields) > 1:
        return _chosen(found, texts)
    if not texts or not found.fields or found.confidence >= CERTAIN or found.field not in FITS:
        return found.field, found.confidence
    agreed = share(found.field, texts)
    if agreed >= _MOST:
        return found.field, min(CERTAIN - 0.01, found.confidence + 0.1)
    doubted = agreed <= _HARDLY and len(texts) >= _ENOUGH
    return found.field, found.confidence * 0.6 if doubted else found.confidence


def _chosen(found: Meaning, texts: Sequence[str]) -> tuple[str, float]:
    ours = [field for field in found.fields if field != OTHER]
    if not texts:
        return ours[0], max(found.confidence, DOUBTFUL)
    shares = {field: share(field, texts) for field in ours}
    best = max(ours, key=lambda field: (shares[field], -ours.index(field)))
    if shares[best] < 0.5 and OTHER in found.fields:
        return "", 0.0
    if best == ours[0] and found.confidence >= CERTAIN:
        return best, found.confidence
    lead = shares[best] - max((shares[field] for field in ours if field != best), default=0.0)
    if shares[best] < 0.5 or lead <= 0.1:
        return best, min(found.confidence, DOUBTFUL - 0.05)
    return best, 0.95 if shares[best] >= CERTAIN and lead >= 0.4 else 0.8


def share(field: str, texts: Sequence[str]) -> float:
    """Which share of tidy texts looks like the field, 0 to 1; a field of no particular look has a half."""
    fits = FITS.get(field)
    if fits is None or not texts:
        return 0.5
    return sum(1 for text in texts if fits(text)) / len(texts)
