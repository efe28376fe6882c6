"""What the digits of a citizen id (CCCD) tell: province of registration, sex and year of birth (domain §4)."""

from __future__ import annotations

from functools import cache

import polars as pl

from schemas.reference import rows


@cache
def provinces() -> frozenset[str]:
    """The three-digit codes of birth registration (cccd_province_codes.csv)."""
    return frozenset(row["code"] for row in rows("cccd_province_codes"))


def sex_of(citizen_id: pl.Expr) -> pl.Expr:
    """The sex that the fourth digit of a CCCD tells: even male, odd female."""
    digit = citizen_id.str.slice(3, 1).cast(pl.Int32, strict=False)
    return pl.when(digit % 2 == 0).then(pl.lit("male")).when(digit % 2 == 1).then(pl.lit("female"))


def birth_year_of(citizen_id: pl.Expr) -> pl.Expr:
    """The year of birth that digits 4 to 6 tell: 0 and 1 are 19xx, 2 and 3 are 20xx, later centuries likewise."""
    century = citizen_id.str.slice(3, 1).cast(pl.Int32, strict=False)
    return 1900 + century // 2 * 100 + citizen_id.str.slice(4, 2).cast(pl.Int32, strict=False)


def province_known(citizen_id: pl.Expr) -> pl.Expr:
    """Whether the first three digits of a CCCD are a code of birth registration."""
    return citizen_id.str.slice(0, 3).is_in(sorted(provinces()))
