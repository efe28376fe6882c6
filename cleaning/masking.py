"""Masking: what may be shown of an id, a phone or an address to somebody who has not said why they must see it."""

from __future__ import annotations

from typing import Final

from schemas.item import EMAIL, ID
from schemas.person import CONTACT, PERSON, WORK

HIDDEN: Final = "•"
_LEAST = 8  # a shorter number would be told by its ends
_SHOWN = 3
_HELD = {item.name: item.holds for item in (*PERSON, *WORK, *CONTACT)}


def private(field: str) -> bool:
    """Whether a field is shown masked unless somebody says why they must see it."""
    return _HELD.get(field) in (ID, EMAIL) or field == "address"


def masked(field: str, value: str) -> str:
    """A private value with all but its ends hidden, as long as before; any other value as it is."""
    if not private(field):
        return value
    if _HELD.get(field) != ID or len(value) < _LEAST:
        return HIDDEN * len(value)
    return value[:_SHOWN] + HIDDEN * (len(value) - 2 * _SHOWN) + value[-_SHOWN:]
