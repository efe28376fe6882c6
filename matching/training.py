"""Training on a warehouse's own records: how often two records of one person agree, learnt without knowing who is who.

By expectation-maximisation over the pairs that blocking finds: each pair counts as far as the model believes it, and
what these pairs agree on corrects the model, until it changes no more. The u of every level stays (two strangers
agree here as anywhere), and so does the m of levels that were stated by hand because no data can teach them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import polars as pl

from matching.features import RULES
from matching.model import COMPARISONS
from matching.parameters import Parameters
from matching.scoring import score

FEWEST: Final = 5_000  # records, below which one odd unit would teach everybody
FLOOR: Final = -10.0  # bits; weaker pairs are believed less than one in a thousand
ROUNDS: Final = 50
SETTLED: Final = 1e-4
# The model we start from counts as so many pairs, so that a level seen ten times does not jump.
TRUSTED: Final = 200.0
# The columns a comparison looks at, as far as pairs are found by them: a pair found by its phone says nothing about
# how often people keep theirs.
FOUND_BY: Final = {
    "name": {"sorted_name", "given"},
    "birth": {"birth_year", "birth_key"},
    "citizen": {"citizen_id"},
    "old": {"old_citizen_id"},
    "social": {"social_insurance_no"},
    "phone": {"phone"},
    "unit": {"unit"},
    "sex": set[str](),
    "job": set[str](),
    "hired": set[str](),
}


class TooFew(Exception):
    """There are not enough records to learn from; the line says how many there must be."""


def train(people: pl.DataFrame, base: Parameters, *, model_id: str, day: str, engine: str = "duckdb") -> Parameters:
    """A model of ``features.SCHEMA`` records, made from ``base``; raises ``TooFew``.

    The prior is the matches expected among all pairs of these records.
    """
    if people.height < FEWEST:
        raise TooFew(f"a model is trained on {FEWEST:,} records or more; here are {people.height:,}")
    pairs = _levels(score(people, people.clear(), parameters=base, floor=FLOOR, engine=engine))
    usable = _usable(pairs, people)
    model = base
    for _ in range(ROUNDS):
        learnt = _learnt(usable, base, model)
        settled = _apart(learnt, model) < SETTLED
        model = learnt
        if settled:
            break
    expected = float(_believed(pairs, base, model).sum())
    return replace(
        model,
        model_id=model_id,
        trained_on=day,
        records=people.height,
        population=population_of(people.height, expected),
        levels={c: {n: (round(m, 6), u) for n, (m, u) in levels.items()} for c, levels in model.levels.items()},
    )


def population_of(records: int, matches: float) -> int:
    """The number of persons the prior belongs to, by the matching pairs among so many records."""
    return max(records and 1, round(records * (records - 1) / 2 / (matches + 1)))


def _levels(edges: pl.DataFrame) -> pl.DataFrame:
    """The level of each comparison out of the evidence, null where there was nothing to compare."""
    named = {c: pl.col("evidence").str.extract(rf'"{c}": \["(\w+)"') for c in COMPARISONS}
    told = {c: pl.when(level != "missing").then(level) for c, level in named.items()}
    return edges.select("record_l", "record_r", "weight", **told)


def _usable(pairs: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Add ``use_<comparison>``: whether a rule found the pair that does not look at what is compared."""
    columns = sorted({column for rule in RULES.values() for column in rule})
    ends = people.select("record_id", *columns)
    both = pairs.join(ends, left_on="record_l", right_on="record_id", maintain_order="left").join(
        ends, left_on="record_r", right_on="record_id", suffix="_r", maintain_order="left"
    )
    found = {
        name: pl.all_horizontal((pl.col(c) == pl.col(f"{c}_r")).fill_null(value=False) for c in rule)
        for name, rule in RULES.items()
    }
    use = {
        f"use_{c}": pl.any_horizontal(found[name] for name, rule in RULES.items() if not looked & set(rule))
        for c, looked in FOUND_BY.items()
    }
    return pairs.with_columns(both.select(**use))


def _believed(pairs: pl.DataFrame, base: Parameters, model: Parameters) -> pl.Series:
    """How far the model believes each pair to be one person."""
    gained = [pl.col("weight"), *(_gain(c, base, model) for c in COMPARISONS)]
    bits = pl.sum_horizontal(gained).clip(-60, 60)
    return pairs.select(1 / (1 + 2.0 ** (-bits))).to_series()


def _gain(comparison: str, base: Parameters, model: Parameters) -> pl.Expr:
    """The bits by which a level weighs more than it did in the model that scored the pairs."""
    before, now = base.levels[comparison], model.levels[comparison]
    ratio = {level: now[level][0] / before[level][0] for level in now}
    return pl.col(comparison).replace_strict(ratio, default=1.0, return_dtype=pl.Float64).log(2)


def _learnt(pairs: pl.DataFrame, base: Parameters, model: Parameters) -> Parameters:
    believed = pairs.with_columns(believed=_believed(pairs, base, model))
    levels = {c: _counted(believed, c, base) for c in COMPARISONS}
    return replace(model, levels=levels)


def _counted(believed: pl.DataFrame, comparison: str, base: Parameters) -> dict[str, tuple[float, float]]:
    seen = believed.filter(pl.col(f"use_{comparison}") & pl.col(comparison).is_not_null())
    counts = dict(seen.group_by(comparison).agg(pl.col("believed").sum()).iter_rows())
    total = sum(counts.values()) + TRUSTED
    stated = base.stated.get(comparison, [])
    return {
        level: (m if level in stated else (counts.get(level, 0.0) + TRUSTED * m) / total, u)
        for level, (m, u) in base.levels[comparison].items()
    }


def _apart(one: Parameters, other: Parameters) -> float:
    pairs = [(c, level) for c, levels in one.levels.items() for level in levels]
    return max(abs(one.levels[c][level][0] - other.levels[c][level][0]) for c, level in pairs)
