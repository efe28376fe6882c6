"""The awards of the movement as data: which kinds of lists carry each, how titles name it, which rules it has.

A new award of a known kind of list is one line of ``reference/awards.csv``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from schemas.reference import rows


@dataclass(frozen=True, slots=True)
class Award:
    """An award; ``kinds`` are the lists that carry it, the usual one first, ``phrases`` its names in titles."""

    code: str
    kinds: tuple[str, ...]
    vi: str
    en: str
    phrases: tuple[str, ...]
    chained: bool  # a higher level without the lower one is asked about (rule R05)
    women_only: bool  # rule R22


def _award(row: Mapping[str, str]) -> Award:
    return Award(
        code=row["award_code"],
        kinds=tuple(row["kinds"].split("|")),
        vi=row["vi"],
        en=row["en"],
        phrases=tuple(row["phrases"].split("|")),
        chained=row["chained"] == "yes",
        women_only=row["women_only"] == "yes",
    )


_AWARDS = {award.code: award for award in map(_award, rows("awards"))}
AWARDS: Mapping[str, Award] = MappingProxyType(_AWARDS)
CHAINED = frozenset(award.code for award in AWARDS.values() if award.chained)
WOMEN_ONLY = frozenset(award.code for award in AWARDS.values() if award.women_only)


def codes_of(kind: str) -> tuple[str, ...]:
    """The codes of the awards that lists of a kind carry; empty for a kind about no award."""
    return tuple(award.code for award in AWARDS.values() if kind in award.kinds)
