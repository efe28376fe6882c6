"""Declared numbers of records, in digits or in words, and whether groups have as many rows as their titles say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from cleaning.text import keyed
from schemas.kind import PERSON, UNIT, WORK
from schemas.reference import rows as table
from schemas.table import Difference

_COUNTED = (
    r"(?:người|đ/c|đồng chí|cá nhân|công nhân|cn\b|cng\b|sáng kiến|đề tài|giải pháp|trường hợp|đoàn viên|lao động"
    r"|nguoi|dong chi|ca nhan|sang kien)"
)
_DECLARED = re.compile(rf"(?i)(\d{{1,3}}(?:\.\d{{3}})+|\d+)\s*\)?\s*(?:\([^()]{{1,60}}\)\s*)?{_COUNTED}")
# What else is counted in lists about units and works: "12 tập thể", where "300 người" are those in them.
_OF_SUBJECT = {
    UNIT: re.compile(r"(?i)(\d{1,6})\s*(?:tập thể|đơn vị|cđcs|công đoàn|tổ|đội|phân xưởng|tap the|don vi)\b"),
    WORK: re.compile(r"(?i)(\d{1,6})\s*(?:công trình|sản phẩm|phần việc|cong trinh|san pham)\b"),
}
_COUNT = re.compile(r"^\D*(\d{1,6})\s*(?:\([^()\d]{1,60}\)\s*)?\.?/?\.?$")
_ONLY_COUNT = re.compile(rf"(?i)^\(?\d{{1,6}}\s*{_COUNTED}?\.?\)?$")
_YEAR = re.compile(r"(?i)\bnăm 20\d\d\b")
_NOUN = re.compile(rf"^{_COUNTED}")
# More than this no list holds: a larger number is money.
_MOST = 1_000_000
_TEN, _THOUSAND = 10, 1000


@dataclass(frozen=True, slots=True)
class Claim:
    """A number that a group's title or sum declares: which record is the group's first, or comes after its last."""

    record: int
    declared: int
    closing: bool = False  # a sum under the group, else a title above it


def declared(row: Sequence[str], money: frozenset[int], about: str = PERSON) -> int | None:
    """The number of records a row declares: "gồm 30 người", "Ba mươi đồng chí", or its only whole number.

    Numbers in the ``money`` columns declare no records.
    """
    told = stated(" ".join(text for text in row if text), about)
    if told is not None:
        return told
    counts = [int(text) for index, text in enumerate(row) if index not in money and text.isdecimal()]
    if counts:
        return counts[0] if len(counts) == 1 and counts[0] < _MOST else None
    words = (text for index, text in enumerate(row) if text and index not in money)
    ends = [int(ending[1]) for text in words if (ending := _COUNT.match(_YEAR.sub("", text).strip()))]
    return ends[0] if len(ends) == 1 else None


def is_count(text: str) -> bool:
    """Whether a text is a number of records and nothing else: "12", "(12 người)"."""
    return bool(_ONLY_COUNT.match(text.strip()))


def stated(text: str, about: str) -> int | None:
    """The number of records a text declares in a list about persons, works or units."""
    found = _OF_SUBJECT[about].search(text) if about in _OF_SUBJECT else None
    if found:
        return int(found[1])
    return None if about == UNIT else of_text(text)


def of_text(text: str) -> int | None:
    """The number of people or works that a text declares by naming them: "(12 người)", "ba mươi sáng kiến"."""
    found = _DECLARED.search(text)
    if found:
        number = int(found[1].replace(".", ""))
        return number if number < _MOST else None
    return _worded(keyed(text).split())


def differences(claims: Sequence[Claim], breaks: Sequence[int], rows: Sequence[int]) -> tuple[Difference, ...]:
    """The claims that no reading of the groups bears out, each at the first row of its group.

    ``breaks`` are the records before which groups begin, ``rows`` the sheet rows of all records. A title may speak of
    its own group or of several under it, a sum of the last group or of all so far.
    """
    if not rows or not claims:
        return ()
    marks = sorted({0, len(rows), *breaks})
    found = []
    for claim in claims:
        if claim.closing:
            sizes = [claim.record - mark for mark in marks if mark < claim.record]
        else:
            sizes = [mark - claim.record for mark in marks if mark > claim.record]
        if claim.declared not in (sizes or [0]):
            counted = min(sizes, default=0)
            first = claim.record - counted if claim.closing else claim.record
            found.append(Difference(rows[min(first, len(rows) - 1)], claim.declared, counted))
    return tuple(found)


def _worded(words: Sequence[str]) -> int | None:
    """ "ba mươi đồng chí" is 30; number words that no counted noun follows are no number."""
    for start, word in enumerate(words):
        if word not in _words() or (start and words[start - 1] in _words()):
            continue
        end = next((n for n in range(start, len(words)) if words[n] not in _words()), len(words))
        if _NOUN.match(" ".join(words[end : end + 2])):
            return _value(words[start:end])
    return None


def _value(words: Sequence[str]) -> int:
    total = part = 0
    digit: int | None = None
    for word in words:
        number = _words()[word]
        if number >= _THOUSAND:
            total, part, digit = total + (part + (digit or 0) or 1) * number, 0, None
        elif number >= _TEN:
            part, digit = part + (1 if digit is None else digit) * number, None
        else:
            digit = number
    return total + part + (digit or 0)


@cache
def _words() -> dict[str, int]:
    return {row["word"]: int(row["value"]) for row in table("number_words")}
