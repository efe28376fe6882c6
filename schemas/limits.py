"""What a cleaned value must keep, as expressions named by their problem code; a null is always right.

Kinds name their limits in ``Item.limits``; the model of a kind turns each into a check.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import polars as pl

from schemas.awards import WOMEN_ONLY
from schemas.citizen_id import birth_year_of, province_known, sex_of

_WHOLES = {"stat_workers_female": "stat_workers_total", "stat_members_female": "stat_members_total"}


def _sex_known(name: str) -> pl.Expr:
    return pl.col(name).is_in(["male", "female"])


def _women_only(name: str) -> pl.Expr:
    return (pl.col(name) != "male") | ~pl.col("award_code").is_in(sorted(WOMEN_ONLY)).fill_null(value=False)


def _birth_agrees(name: str) -> pl.Expr:
    told = birth_year_of(pl.col(name))
    return (told == pl.col("birth_year")) & (told < 2100)


def _shaped(pattern: str) -> Callable[[str], pl.Expr]:
    return lambda name: pl.col(name).str.contains(pattern)


LIMITS: Mapping[str, Callable[[str], pl.Expr]] = MappingProxyType(
    {
        "gender_unreadable": _sex_known,
        "women_only": _women_only,
        "birth_impossible": _shaped(r"^\d{4}(?:-\d{2}-\d{2})?$"),
        "citizen_id_length": _shaped(r"^\d{12}$"),
        "citizen_id_province": lambda name: province_known(pl.col(name)),
        "citizen_id_sex": lambda name: sex_of(pl.col(name)) == pl.col("gender"),
        "citizen_id_birth": _birth_agrees,
        "old_citizen_id_length": _shaped(r"^\d{9}$"),
        "social_insurance_length": _shaped(r"^\d{10}$"),
        "phone_unreadable": _shaped(r"^0\d{9,10}$"),
        "part_exceeds_total": lambda name: pl.col(name) <= pl.col(_WHOLES[name]),
    }
)
