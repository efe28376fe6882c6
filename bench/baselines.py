"""What our matching is held against: rules that people write by hand, and the plain library that ours stands on.

Every baseline answers with the same frame as ours, ``record_id, worker_key``, and joins whatever hangs together.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any, Final

import duckdb
import polars as pl
from splink import DuckDBAPI, Linker
from splink.internals.blocking_rule_creator import BlockingRuleCreator

from matching.features import RULES
from matching.model import COMPARISONS, Level

BACKED: Final = (
    *((number, by) for number in ("citizen_id", "old_citizen_id", "social_insurance_no") for by in ("given", "birth")),
    ("phone", "given"),
)
NAMED: Final = (("sorted_name", "birth_date"), ("sorted_name", "birth_year", "unit"))
FREQUENT: Final = frozenset({"plain", "unit"})  # columns whose frequencies the library counts
CERTAIN: Final[list[str | BlockingRuleCreator]] = ["l.citizen_id = r.citizen_id AND l.given = r.given"]
CERTAIN_RECALL: Final = 0.4
# Few pairs of which most are matches: training on equal names or birth dates alone takes ten times as long at 200,000
# records, finds worse, and needs more than 20 GiB at a million.
TRAINED_UNDER: Final = ("l.plain = r.plain AND l.unit = r.unit", "l.citizen_id = r.citizen_id")
# Comparisons and levels that stand in no textbook list: what they add is ours.
OURS_ALONE: Final = frozenset({"job", "hired", "district"})
# As in bench.train: sampling overstates the chance of equal ids a thousandfold.
IDS_U: Final = {
    "citizen": (1e-6, 1e-6, 1e-5, 0.6, 0.4),
    "old": (1e-6, 1e-5, 1.0),
    "social": (1e-6, 1e-5, 1.0),
    "phone": (1e-6, 1e-5, 1.0),
}


@dataclass(slots=True)
class Library:
    """What the plain library found: a partition per weight, and the seconds it took to train, predict and cluster."""

    partitions: dict[float, pl.DataFrame] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)


def raw_id(people: pl.DataFrame) -> pl.DataFrame:
    """The text of the id column is equal, as a spreadsheet compares it."""
    return joined(people["record_id"], [_links(people, ("citizen_id",))])


def name_and_birth(compared: pl.DataFrame) -> pl.DataFrame:
    """The name without diacritics and the full birth date are equal; takes features."""
    return joined(compared["record_id"], [_links(compared, ("plain", "birth_date"))])


def good_rules(compared: pl.DataFrame) -> pl.DataFrame:
    """What a careful clerk would program over the features.

    An id backed by the given name or the birth; a phone with the given name; the words of the name and the birth (the
    full date, or the year within a unit) unless two citizen ids differ.
    """
    frame = compared.with_columns(birth=pl.coalesce("birth_date", pl.col("birth_year").cast(pl.String)))
    ids = frame.select("record_id", "citizen_id")
    named = pl.concat([_pairs(frame, columns) for columns in NAMED])
    held = named.join(ids, left_on="record_l", right_on="record_id").join(
        ids, left_on="record_r", right_on="record_id", suffix="_r"
    )
    apart = (pl.col("citizen_id") != pl.col("citizen_id_r")).fill_null(value=False)
    backed = [_links(frame, columns) for columns in BACKED]
    return joined(frame["record_id"], [*backed, held.filter(~apart).select("record_l", "record_r")])


def library(compared: pl.DataFrame, weights: tuple[float, ...]) -> Library:
    """The plain library on our features and comparisons: u sampled, m by expectation maximisation, its own clusters."""
    found = Library()
    with duckdb.connect(":memory:") as connection:
        api = DuckDBAPI(connection)
        table = api.register(compared.to_arrow(), dataset_display_name="people")
        linker = Linker(table, _settings(), log_level=None, validate_settings=False)
        started = time.perf_counter()
        linker.training.estimate_probability_two_random_records_match(CERTAIN, recall=CERTAIN_RECALL)
        linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
        for rule in TRAINED_UNDER:
            linker.training.estimate_parameters_using_expectation_maximisation(
                rule, estimate_without_term_frequencies=True
            )
        trained = time.perf_counter()
        pairs = linker.inference.predict(threshold_match_weight=min(weights))
        predicted = time.perf_counter()
        for weight in weights:
            started_here = time.perf_counter()
            clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_weight=weight)
            frame = pl.DataFrame(clusters.as_duckdbpyrelation().to_arrow_table())
            found.partitions[weight] = frame.select("record_id", worker_key="cluster_id")
            found.seconds["cluster"] = time.perf_counter() - started_here
    return Library(found.partitions, found.seconds | {"train": trained - started, "predict": predicted - trained})


def joined(records: pl.Series, links: list[pl.DataFrame]) -> pl.DataFrame:
    """The connected components of records under links: ``record_id, worker_key``, the key an arbitrary record of it."""
    numbers = pl.DataFrame({"record_id": records}).with_row_index("number")
    parent = list(range(numbers.height))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = number = parent[parent[number]]
        return number

    for frame in links:
        ends = frame.join(numbers, left_on="record_l", right_on="record_id").join(
            numbers, left_on="record_r", right_on="record_id", suffix="_r"
        )
        for left, right in ends.select("number", "number_r").iter_rows():
            parent[root(left)] = root(right)
    roots = pl.Series([root(number) for number in range(len(parent))])
    return numbers.select("record_id", worker_key=numbers["record_id"].gather(roots))


def _links(frame: pl.DataFrame, columns: tuple[str, ...]) -> pl.DataFrame:
    """Each record with the first that agrees with it on all columns: enough to hang the whole group together."""
    known = frame.select("record_id", *columns).drop_nulls()
    first = known.with_columns(record_r=pl.col("record_id").first().over(columns))
    return first.filter(pl.col("record_id") != pl.col("record_r")).select(record_l="record_id", record_r="record_r")


def _pairs(frame: pl.DataFrame, columns: tuple[str, ...]) -> pl.DataFrame:
    known = frame.select("record_id", *columns).drop_nulls()
    both = known.join(known, on=columns, suffix="_r").filter(pl.col("record_id") < pl.col("record_id_r"))
    return both.select(record_l="record_id", record_r="record_id_r")


def _settings() -> dict[str, Any]:
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "record_id",
        "comparisons": [_comparison(name) for name in COMPARISONS if name not in OURS_ALONE],
        "blocking_rules_to_generate_predictions": [_rule(columns) for columns in RULES.values()],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
    }


def _comparison(name: str) -> dict[str, Any]:
    null, levels = COMPARISONS[name]
    missing = {"sql_condition": null, "label_for_charts": "missing", "is_null_level": True}
    described = [_level(name, number, level) for number, level in enumerate(levels) if level.name not in OURS_ALONE]
    return {"output_column_name": name, "comparison_levels": [missing, *described]}


def _level(comparison: str, number: int, level: Level) -> dict[str, Any]:
    told: dict[str, Any] = {"sql_condition": level.sql, "label_for_charts": level.name}
    if comparison in IDS_U:
        told |= {"u_probability": IDS_U[comparison][number], "fix_u_probability": True}
    if level.share in FREQUENT and level.sql == f"{level.share}_l = {level.share}_r":
        told["tf_adjustment_column"] = level.share
    return told


def _rule(columns: tuple[str, ...]) -> dict[str, str]:
    return {"blocking_rule": " AND ".join(f"l.{column} = r.{column}" for column in columns), "sql_dialect": "duckdb"}
