"""Which collective a row is about: the grassroots union itself, or a team within it."""

from __future__ import annotations

from functools import cache

import polars as pl

from cleaning.names import folded
from cleaning.text import fold
from schemas.reference import rows


def team_key(name: pl.Expr) -> pl.Expr:
    """The name of a team without diacritics, "" for what is no team but the unit: "Tổ may 1", "CĐCS Công ty A".

    A team is known by its first words (team_words.csv); the unit is told by ``unit_code`` however it is spelled.
    """
    key = folded(name)
    return pl.when(key.str.contains(_teams())).then(key).otherwise(pl.lit("")).fill_null("")


@cache
def _teams() -> str:
    words = sorted((fold(row["word"]) for row in rows("team_words")), key=len, reverse=True)
    return rf"^(?:{'|'.join(words)})\b"
