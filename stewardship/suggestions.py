"""What a cell at fault could say instead: texts that the rules would take, to be put in with one deed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from schemas.record import UNIT_CODES

_DATE = re.compile(r"\s*(\d{1,2})([/.\- ])(\d{1,2})([/.\- ])(\d{4})\s*")
_SLIPS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "i": "1"})
_LENGTHS = (9, 10, 12)


def suggested(code: str, text: str, candidates: Sequence[str], labels: Mapping[str, str]) -> list[tuple[str, str]]:
    """Texts for a cell with such a problem, each with the words to offer it by; none where only the paper can tell.

    ``candidates`` are the units that the reader found near the name, ``labels`` the names of units by code.
    """
    if code in UNIT_CODES:
        return [(one, f"{labels.get(one, one)} ({one})") for one in candidates]
    if code == "birth_impossible":
        return [(one, one) for one in _swapped(text)]
    if code == "id_unreadable":
        return [(one, one) for one in _unslipped(text)]
    return []


def _swapped(text: str) -> list[str]:
    """A date with day and month the other way round, if that is one."""
    found = _DATE.fullmatch(text)
    if found is None:
        return []
    first, one, second, other, year = found.groups()
    try:
        date(int(year), int(first), int(second))
    except ValueError:
        return []
    return [f"{second}{one}{first}{other}{year}"]


def _unslipped(text: str) -> list[str]:
    """A number with letters typed for digits, if nothing else is wrong with it."""
    number = re.sub(r"[\s.\-]", "", text).translate(_SLIPS)
    return [number] if number.isdigit() and number.isascii() and len(number) in _LENGTHS else []
