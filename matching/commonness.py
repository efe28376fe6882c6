"""How common a name is: the share of people who bear it, so that Quách Diệu Ái proves more than Nguyễn Thị Hương.

Composed from the shares of its words, not counted in tonight's batch: a pair weighs the same on every night, and a
name never seen before has its share too.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from matching.parameters import Parameters

# Shares of a word the model does not know, and of names by their number of middle words.
UNKNOWN: Final = {"surname": 0.0005, "middle": 0.005, "given": 0.001}
LENGTHS: Final = {0: 0.08, 1: 0.67, 2: 0.25}
RAREST: Final = 4e-5  # no name counts as rarer: name and unit alone never prove identity
SEXES: Final = ("female", "male")


def shares(names: pl.DataFrame, parameters: Parameters) -> pl.DataFrame:
    """Add ``tf_plain``, ``ends``, ``tf_ends`` and ``tf_given`` to a frame with ``plain``, ``surname`` and ``given``."""
    known = names.select("plain", "surname", "given").drop_nulls().unique()
    words = pl.col("plain").str.split(" ")
    middle = words.list.slice(1, pl.max_horizontal(words.list.len().cast(pl.Int64) - 2, 0)).list.join(" ")
    parts = known.with_columns(middle=middle, ends=pl.concat_str("surname", "given", separator=" "))
    surname = _share(pl.col("surname"), "surname", parameters.words["surname"])
    given = {sex: _share(pl.col("given"), "given", parameters.words[f"given_{sex}"]) for sex in SEXES}
    between = {sex: _middle(parameters.words[f"middle_{sex}"]) for sex in SEXES}
    found = parts.select(
        "plain",
        "ends",
        tf_plain=surname * _mean([given[sex] * between[sex] for sex in SEXES]),
        tf_ends=surname * _mean([given[sex] for sex in SEXES]),
        tf_given=_mean([given[sex] for sex in SEXES]),
    ).with_columns(pl.col("tf_plain", "tf_ends", "tf_given").clip(RAREST, 1.0).round(12))
    return names.join(found, on="plain", how="left", maintain_order="left")


def given_known(names: pl.DataFrame, words: dict[str, dict[str, float]]) -> pl.DataFrame:
    """Add ``given_known``: whether the given name is one the model has met."""
    known = sorted({word for sex in SEXES for word in words[f"given_{sex}"]})
    return names.with_columns(given_known=pl.col("given").is_in(known))


def _share(word: pl.Expr, kind: str, table: dict[str, float]) -> pl.Expr:
    return word.replace_strict(table, default=UNKNOWN[kind], return_dtype=pl.Float64)


def _middle(table: dict[str, float]) -> pl.Expr:
    """The share of the words between surname and given name, with that of having so many."""
    words = pl.col("middle").str.split(" ")
    count = pl.when(pl.col("middle") == "").then(0).otherwise(words.list.len())
    length = count.replace_strict(LENGTHS, default=0.02, return_dtype=pl.Float64)
    first = _share(words.list.first(), "middle", table)
    second = pl.when(count > 1).then(_share(words.list.get(1, null_on_oob=True), "middle", table)).otherwise(1.0)
    return pl.when(count == 0).then(length).otherwise(length * first * second)


def _mean(values: list[pl.Expr]) -> pl.Expr:
    return sum(values[1:], values[0]) / len(values)
