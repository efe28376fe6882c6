"""Drift: how matching goes from night to night, in figures that say nothing about anybody, and when one is unusual.

A figure leaves its usual band when it is further from the median of the last nights than several times their median
absolute deviation: neither bound is moved by one odd night.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Final

import polars as pl

from matching.clusters import ASK_FROM, MERGE_AT
from schemas.drift import FIGURES, SHARE, Course, Drift, Figure

AMOUNTS: Final = {"figure": pl.String, "amount": pl.Float64, "size": pl.Int64}
NIGHTS: Final = 20  # that the usual is taken of
LEAST: Final = 5  # before which nothing is usual
DEVIATIONS: Final = 6.0  # median absolute deviations; of normal figures four standard ones
ENOUGH: Final = 50  # things that a figure must be of, to be judged and to be compared with
SURE_FROM: Final = 16.0  # bits
# The ties that are counted, by weight.
BANDS: Final = {
    "ties_doubtful": pl.col("weight").is_between(ASK_FROM, MERGE_AT, closed="left"),
    "ties_joining": pl.col("weight").is_between(MERGE_AT, SURE_FROM, closed="left"),
    "ties_sure": pl.col("weight") >= SURE_FROM,
}
REFUSED: Final = ("citizen_ids", "large")  # of `clusters.Doubt`
_FIELDS: Final = ("citizen_id", "old_citizen_id", "social_insurance_no", "phone", "birth_date", "sex")


def of_night(
    fresh: pl.DataFrame, pairs: int, edges: pl.DataFrame, assigned: pl.DataFrame, review: pl.DataFrame
) -> pl.DataFrame:
    """``AMOUNTS`` of tonight's records (``features.SCHEMA``), pairs looked at, ties found, and what they led to.

    ``assigned`` and ``review`` are those of the `Resolution` of the region touched.
    """
    ids = fresh["citizen_id"].count()
    given = [(f"with_{field}", fresh[field].count(), fresh.height) for field in _FIELDS]
    trusted = ("citizen_id_trusted", int(fresh["citizen_trusted"].sum()), ids)
    bands = [(name, edges.filter(band).height, fresh.height) for name, band in BANDS.items()]
    strong = edges.filter(pl.col("weight") >= MERGE_AT).select("record_l", "record_r")
    refused = review.filter(pl.col("why").is_in(REFUSED)).join(strong, on=["record_l", "record_r"], how="semi")
    sizes = assigned.group_by("worker_id").len()["len"]
    shares = _shares(
        [
            *given,
            trusted,
            ("pairs_per_record", pairs, fresh.height),
            *bands,
            ("refused", refused.height, strong.height),
            ("records_per_worker", assigned.height, sizes.len()),
        ]
    )
    largest = [("largest_worker", float(sizes.max() or 0), sizes.len())]  # type: ignore[arg-type]
    return pl.concat([shares, _amounts(largest if sizes.len() else [])])


def of_all(known: int, waiting: int, population: int) -> pl.DataFrame:
    """What stands after the night: records known, pairs in doubt, and the population of the model in force."""
    return _amounts([("waiting", float(waiting), known), ("prior_reach", known / population, known)])


def pairs_met(fresh: pl.DataFrame, known: pl.DataFrame) -> int:
    """How many pairs share a blocking key, new × new and new × known; who shares two counts twice.

    ``fresh`` has a row per record and ``key_hash``; ``known`` says how many ``records`` stand under a ``key_hash``.
    """
    mine = fresh.group_by("key_hash").agg(pl.len().cast(pl.Int64).alias("new"))
    within = int((mine["new"] * (mine["new"] - 1) // 2).sum())
    both = mine.join(known.select("key_hash", pl.col("records").cast(pl.Int64)), on="key_hash")
    return within + int(both.select(pl.col("new") * pl.col("records")).to_series().sum())


def compared(amounts: pl.DataFrame, run_no: int, shown: int = 6) -> Drift:
    """A run's figures beside those of the runs before, in the order of the table.

    ``amounts``: run_no, run_id, figure, amount, size of this run and of earlier ones; ``shown`` nights stand beside.
    """
    nights = (
        amounts.filter(pl.col("run_no") < run_no).select("run_no", "run_id").unique().sort("run_no", descending=True)
    )
    beside = nights.head(shown)["run_no"].to_list()
    found: dict[str, dict[int, tuple[float, int]]] = {name: {} for name in FIGURES}
    for run, name, amount, size in amounts.select("run_no", "figure", "amount", "size").iter_rows():
        found.get(name, {})[run] = (amount, size)
    courses = [_course(FIGURES[name], run_no, known, beside) for name, known in found.items() if known]
    return Drift(tuple(nights.head(shown)["run_id"]), tuple(courses))


def _course(figure: Figure, run_no: int, known: dict[int, tuple[float, int]], beside: list[int]) -> Course:
    amount, size = known.get(run_no, (None, 0))
    past = [known[run] for run in sorted(known, reverse=True) if run < run_no]
    usual = [one for one, of in past if of >= ENOUGH][:NIGHTS]
    if figure.highest is not None:
        low, high, judged = None, figure.highest, True
    elif len(usual) >= LEAST:
        (low, high), judged = band(figure, usual), size >= ENOUGH
    else:
        low, high, judged = None, None, False
    before = tuple(known.get(run, (None, 0))[0] for run in beside)
    return Course(figure, amount, size, before, low, high, judged)


def band(figure: Figure, usual: Sequence[float]) -> tuple[float, float]:
    """The lowest and the highest that is no news: median ± k·MAD, or what the figure may always be off."""
    middle = median(usual)
    spread = median(abs(one - middle) for one in usual)
    apart = max(DEVIATIONS * spread, figure.apart * middle, figure.least)
    return max(0.0, middle - apart), min(1.0, middle + apart) if figure.kind == SHARE else middle + apart


def _shares(parts: Sequence[tuple[str, int, int]]) -> pl.DataFrame:
    """Amounts out of part and whole; what there is nothing of has no share."""
    return _amounts([(name, part / whole, whole) for name, part, whole in parts if whole])


def _amounts(rows: Sequence[tuple[str, float, int]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=AMOUNTS, orient="row")
