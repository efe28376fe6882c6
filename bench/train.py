"""Trains the model that ships: counts m on invented people whose truth is known, draws u from random pairs.

Run as ``python -m bench.train DATE``; writes ``matching/trained/<model>.json``. The u of ids are stated by hand:
sampling overstates them a thousandfold, since two random records hardly ever share one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl

from bench.people import population, records
from bench.persons import GIVEN, MIDDLE, SURNAMES
from bench.persons import shares as word_shares
from matching.commonness import given_known
from matching.features import NORMALISER, features
from matching.model import COMPARISONS, Level
from matching.parameters import MODEL
from matching.values import spoken_name, unmarked

PEOPLE = 60_000
POPULATION = 700_000  # members of the Ha Noi unions, rounded up
SMOOTHING = 5.0
# A confirmed citizen id agrees on sex and birth year by itself, which those two comparisons count once more: its u is
# that much higher than the chance of twelve equal digits.
STATED_U = {
    "citizen": {"same": 3e-6, "untrusted": 2e-5, "slip": 1e-4, "differs": 0.97, "else": 0.03},
    "old": {"same": 1e-6, "slip": 1e-5, "else": 1.0},
    "social": {"same": 1e-6, "slip": 1e-5, "else": 1.0},
    "phone": {"same": 3e-6, "slip": 3e-5, "else": 1.0},
    # Colleagues share trades and days of hiring, so these are rates within a union, not of the city.
    "unit": {"same": 0.01, "district": 0.03, "else": 0.96},
    "job": {"same": 0.4, "else": 0.6},
    "hired": {"same": 0.002, "slip": 0.006, "else": 0.99},
}
# What our invented people cannot teach. Where a name's share stands for u, m carries how much rarer (a tone lost) or
# more frequent (two edits reach ten other names) the level is than the share; people change phones and units.
STATED_M = {
    "citizen": {"differs": 0.002, "else": 0.02},
    "social": {"else": 0.02},
    "phone": {"else": 0.15},
    "name": {
        "unmarked": 0.5,
        "marks_differ": 0.06,
        "reordered": 0.05,
        "ends": 0.02,
        "typos": 0.002,
        "given": 0.004,
        "else": 0.002,
    },
    "birth": {"same_month": 0.01, "same_year": 0.003, "near": 0.008, "else": 0.004},
    "sex": {"else": 0.004},
    "unit": {"district": 0.04, "else": 0.06},
    "job": {"else": 0.25},
    "hired": {"else": 0.1},
}


def main(day: str) -> None:
    """Train and write the shipped model, dated as told."""
    people = records(population(PEOPLE, seed=20))
    prepared = features(people).pipe(given_known, _words()).join(people.select("record_id", "person"), on="record_id")
    matched = prepared.join(prepared, on="person", suffix="_r").filter(pl.col("record_id") < pl.col("record_id_r"))
    left = prepared.sample(2_000_000, with_replacement=True, seed=1)
    right = prepared.sample(2_000_000, with_replacement=True, seed=2).rename(lambda column: f"{column}_r")
    random_pairs = pl.concat([left, right], how="horizontal").filter(pl.col("person") != pl.col("person_r"))
    m, u = _shares_of_levels(matched), _shares_of_levels(random_pairs)
    levels = {
        comparison: {
            level.name: [
                round(STATED_M.get(comparison, {}).get(level.name, m[comparison][level.name]), 6),
                round(STATED_U.get(comparison, u[comparison])[level.name], 9),
            ]
            for level in found
        }
        for comparison, (_, found) in COMPARISONS.items()
    }
    document = {
        "model_id": MODEL,
        "trained_on": day,
        "records": people.height,
        "population": POPULATION,
        "normaliser": NORMALISER,
        "levels": levels,
        "words": _words(),
        "stated": {comparison: sorted(found) for comparison, found in STATED_M.items()},
    }
    target = Path("matching", "trained", f"{MODEL}.json")
    target.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _shares_of_levels(pairs: pl.DataFrame) -> dict[str, dict[str, float]]:
    """Per comparison, the share of pairs that fall on each level, missing ones apart."""
    named = {c: f"{c}_l" for c in pairs.columns if not c.endswith("_r")}
    with duckdb.connect() as connection:
        connection.register("pairs", pairs.rename(named).to_arrow())
        return {name: _counted(connection, null, levels) for name, (null, levels) in COMPARISONS.items()}


def _counted(connection: duckdb.DuckDBPyConnection, null: str, levels: tuple[Level, ...]) -> dict[str, float]:
    cases = " ".join(f"WHEN {level.sql} THEN '{level.name}'" for level in levels if level.sql != "ELSE")
    query = f"SELECT CASE WHEN {null} THEN NULL {cases} ELSE 'else' END AS level, count(*) FROM pairs GROUP BY 1"
    counts: dict[str, int] = dict(connection.execute(query).fetchall())
    total = sum(count for name, count in counts.items() if name) + SMOOTHING * len(levels)
    return {level.name: (counts.get(level.name, 0) + SMOOTHING) / total for level in levels}


def _words() -> dict[str, dict[str, float]]:
    tables = {"surname": SURNAMES} | {f"given_{s}": text for s, text in GIVEN.items()}
    tables |= {f"middle_{s}": text for s, text in MIDDLE.items()}
    return {name: _folded(word_shares(text), unmarked) for name, text in tables.items()}


def _folded(table: dict[str, float], fold: Callable[[pl.Expr], pl.Expr]) -> dict[str, float]:
    frame = pl.DataFrame({"word": list(table), "share": list(table.values())})
    plain = frame.with_columns(word=fold(spoken_name(pl.col("word")))).group_by("word").agg(pl.col("share").sum())
    return {word: round(share, 6) for word, share in plain.sort("word").iter_rows()}


if __name__ == "__main__":
    main(sys.argv[1])
