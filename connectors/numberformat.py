"""Number formats that show zeros which the value has not: ``000000000000`` shows 1090123456 as 001090123456.

Only whole patterns of digits, zeros and fixed signs are understood; every other format shows the value's own digits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|_.|\*.|([0#?])|([-() ])|\[\$[^\]]*\]|\[(?:Red|Black|Blue|Green|White)\]', re.IGNORECASE
)
_WHOLE = re.compile(r"-?\d{1,15}(?:\.0*)?$")
_FEWEST = 2  # a single zero is the format of every whole number


@dataclass(frozen=True, slots=True)
class ZeroFormat:
    """A format of digits: its signs from left to right, a placeholder being ``0`` or ``#`` and a literal the rest."""

    signs: tuple[tuple[bool, str], ...]  # (is a placeholder, sign)

    def show(self, value: str) -> str:
        """The number as the cell shows it; "" for one that the format does not apply to."""
        if not _WHOLE.match(value) or value.startswith("-"):
            return ""
        digits = list(value.split(".")[0].lstrip("0"))
        first = next(place for place, (holds, _) in enumerate(self.signs) if holds)
        shown: list[str] = []
        for place in range(len(self.signs) - 1, -1, -1):
            holds, sign = self.signs[place]
            if not holds:
                shown.append(sign)
                continue
            shown.append(digits.pop() if digits else ("0" if sign == "0" else ""))
            if place == first:
                shown += reversed(digits)
        return "".join(reversed(shown)).strip()


@lru_cache(maxsize=256)
def zero_format(code: str) -> ZeroFormat | None:
    """The format when it shows zeros that a number lost, else None; ``code`` as the office formats write it."""
    signs: list[tuple[bool, str]] = []
    at = 0
    section = code.split(";")[0]
    while at < len(section):
        found = _TOKEN.match(section, at)
        if not found:
            return None
        quoted, escaped, placeholder, plain = found.groups()
        if placeholder:
            signs.append((True, placeholder))
        elif literal := quoted or escaped or plain:
            signs.append((False, literal))
        at = found.end()
    zeros = sum(1 for holds, sign in signs if holds and sign == "0")
    printed = any(not holds and any(map(str.isdigit, sign)) for holds, sign in signs)
    if not any(holds for holds, _ in signs) or (zeros < _FEWEST and not printed):
        return None
    return ZeroFormat(tuple(signs))
