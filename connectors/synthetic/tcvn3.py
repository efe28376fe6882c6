"""Vietnamese in the letters of a TCVN3 font (".VnTime"), as old workbooks store it (domain §5)."""

from __future__ import annotations

from functools import cache

from connectors.synthetic.grid import Value
from schemas.reference import rows


@cache
def _letters() -> dict[str, str]:
    return {row["unicode"]: row["char_as_cp1252"] for row in rows("tcvn3_map")}


def encodable(text: str) -> bool:
    """Whether the small-letter font has every letter; most accented capitals exist in its capitals font only."""
    return all(letter in _letters() or letter.isascii() for letter in text)


def encoded(value: Value) -> Value:
    """A text as the font stores it; an accented capital that the font lacks is typed small, as clerks do."""
    if not isinstance(value, str):
        return value
    letters = _letters()
    return "".join(letters.get(one) or letters.get(one.lower(), one) for one in value)
