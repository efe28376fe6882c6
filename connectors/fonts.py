"""Fonts that say a cell is written in an encoding older than Unicode: ``.Vn…`` is TCVN3, ``VNI-…`` is VNI."""

from __future__ import annotations

from schemas.sheet import IN_TCVN3, IN_TCVN3_CAPITALS, IN_VNI


def letter_of(name: str) -> str:
    """The letter of ``schemas.sheet`` for the alphabet of a font (TCVN3's capital fonts end in H), "" for Unicode."""
    plain = name.strip().lower()
    if plain.startswith(".vn"):
        return IN_TCVN3_CAPITALS if plain.endswith("h") else IN_TCVN3
    return IN_VNI if plain.startswith("vni-") else ""
