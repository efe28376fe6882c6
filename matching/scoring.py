"""Scores: pairs of records with the weight of evidence that they are one person, by Splink on one of its engines.

The model and the shares of names are fixed, so a pair's weight depends on its two records alone: nights in any order
agree. One call starts one database and leaves nothing behind.
"""

from __future__ import annotations

from typing import Any, Final

import polars as pl
from splink import Linker

from matching.commonness import given_known, shares
from matching.engines import DUCKDB, Engine
from matching.engines import engine as opened
from matching.features import SCHEMA
from matching.model import COMPARISONS, SHARES, gammas, settings
from matching.parameters import Parameters, shipped

EDGES: Final = {
    "record_l": pl.String,
    "record_r": pl.String,
    "weight": pl.Float64,
    "probability": pl.Float64,
    "evidence": pl.String,
}
# What one unit proves when nobody says how large it is: most are one of thousands, but people who share a name and a
# birthday meet in the large ones, which hold a twentieth of a city.
UNIT_SHARE: Final = 1 / 300
_ANY_WEIGHT: Final = -1000.0
_EVERY_PAIR: Final = {"blocking_rule": "1 = 1", "sql_dialect": "duckdb"}


def score(
    new: pl.DataFrame,
    known: pl.DataFrame,
    *,
    parameters: Parameters | None = None,
    population: int | None = None,
    unit_shares: pl.DataFrame | None = None,
    floor: float = 0.0,
    engine: str = DUCKDB,
) -> pl.DataFrame:
    """The pairs new × known and new × new of at least the weight ``floor``: ``EDGES``, sorted, ``record_l < record_r``.

    ``new`` and ``known`` are frames of ``features.SCHEMA``; a record in both counts as new. Weight is in bits
    (log2 odds); ``evidence`` is JSON, comparison -> [level, bits], without any value of a person.
    ``unit_shares`` (``unit``, ``tf_unit``) and ``population`` say what a closed list knows better than the model.
    ``engine`` is where the work is done, see ``matching.engines``; every engine gives the same pairs.
    """
    if new.is_empty():
        return pl.DataFrame(schema=EDGES)
    model = parameters or shipped()
    known = known.join(new.select("record_id"), on="record_id", how="anti") if known.height else known
    units = pl.DataFrame(schema={"unit": pl.String, "tf_unit": pl.Float64}) if unit_shares is None else unit_shares
    with opened(engine) as database:
        declared = settings(model, population, database.dialect)
        pairs = _predict(database, declared, _prepared(new, model, units), _prepared(known, model, units), floor)
    return pairs.pipe(_ordered).pipe(_explained)


def compare(records: pl.DataFrame, *, parameters: Parameters | None = None) -> pl.DataFrame:
    """Every pair of a few records, ``EDGES``, whatever its weight and whether or not a blocking rule would find it."""
    if records.height < 2:
        return pl.DataFrame(schema=EDGES)
    model = parameters or shipped()
    units = pl.DataFrame(schema={"unit": pl.String, "tf_unit": pl.Float64})
    prepared = _prepared(records, model, units)
    declared = settings(model) | {"blocking_rules_to_generate_predictions": [_EVERY_PAIR]}
    with opened() as database:
        pairs = _predict(database, declared, prepared, prepared.clear(), _ANY_WEIGHT)
    return pairs.pipe(_ordered).pipe(_explained)


def _prepared(frame: pl.DataFrame, model: Parameters, units: pl.DataFrame) -> pl.DataFrame:
    chosen = frame.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())
    shared = (
        shares(chosen, model).pipe(given_known, model.words).join(units, on="unit", how="left", maintain_order="left")
    )
    known = pl.col("unit").is_not_null()
    return shared.with_columns(tf_unit=pl.when(known).then(pl.col("tf_unit").fill_null(UNIT_SHARE)))


def _predict(
    database: Engine, declared: dict[str, Any], new: pl.DataFrame, known: pl.DataFrame, floor: float
) -> pl.DataFrame:
    fresh = database.register(_compared(new), "fresh")
    linker = Linker(fresh, declared, log_level=None, validate_settings=False)
    for column in SHARES:
        table = database.register(_lookup(column, new, known), f"share_of_{column}")
        linker.table_management.register_term_frequency_lookup(table, column)
    predict = linker.inference
    found = [predict.predict_within(fresh, threshold_match_weight=floor, warning_mode="never")]
    if known.height:
        stored = database.register(_compared(known), "stored")
        found.append(predict.predict_between(stored, fresh, threshold_match_weight=floor, warning_mode="never"))
    frames = [database.collected(table, _columns(table)) for table in found]
    return pl.concat([frame.select(_wanted()) for frame in frames])


def _columns(table: Any) -> list[str]:
    """What is wanted of a table of pairs: never the values that were compared."""
    names = [column.unquote().name for column in table.columns]
    return [name for name in names if name.startswith(("record_id_", "match_", "gamma_", "mw_"))]


def _compared(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.drop(list(SHARES.values()))


def _lookup(column: str, new: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """The share of each value that occurs, as Splink wants it: the value, and its share as ``tf_<column>``."""
    both = pl.concat([frame.select(column, SHARES[column]) for frame in (new, known)])
    return both.drop_nulls().unique(column).sort(column)


def _wanted() -> list[pl.Expr]:
    ids = [pl.col("record_id_l"), pl.col("record_id_r"), pl.col("match_weight"), pl.col("match_probability")]
    gamma = [pl.col(f"gamma_{name}").cast(pl.Int8) for name in COMPARISONS]
    return [*ids, *gamma, *(_bits(name).alias(f"bits_{name}") for name in COMPARISONS)]


def _bits(name: str) -> pl.Expr:
    total = pl.col(f"mw_{name}")
    tuned = any(level.share for level in COMPARISONS[name][1])
    return total + pl.sum_horizontal(pl.col(f"^mw_tf_adj_{name}.*$")) if tuned else total


def _ordered(pairs: pl.DataFrame) -> pl.DataFrame:
    """Each pair once, the smaller record first, whichever side Splink had it on."""
    left, right = pl.col("record_id_l"), pl.col("record_id_r")
    ordered = pairs.with_columns(record_l=pl.min_horizontal(left, right), record_r=pl.max_horizontal(left, right))
    return ordered.unique(["record_l", "record_r"]).sort("record_l", "record_r")


def _explained(pairs: pl.DataFrame) -> pl.DataFrame:
    names = gammas()
    told = [
        pl.format(
            '"{}": ["{}", {}]',
            pl.lit(c),
            pl.col(f"gamma_{c}").replace_strict(names[c], return_dtype=pl.String),
            pl.col(f"bits_{c}").round(2) + 0.0,  # no minus zero
        )
        for c in COMPARISONS
    ]
    return pairs.select(
        "record_l",
        "record_r",
        weight=pl.col("match_weight").round(6),
        probability=pl.col("match_probability").round(12),
        evidence="{" + pl.concat_str(told, separator=", ") + "}",
    )
