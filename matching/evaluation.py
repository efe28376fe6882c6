"""Evaluation: how well a partition into persons, and the probability of pairs, agree with the truth."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import polars as pl

BANDS: Final = (0.0, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.999, 1.0)


@dataclass(frozen=True, slots=True)
class Quality:
    """Pairs found right, found wrong and not found; ``mixed`` of ``persons`` found hold records of several people."""

    right: int
    wrong: int
    lost: int
    persons: int
    mixed: int

    @property
    def precision(self) -> float:
        """The share of joined pairs that are one person; 1 when nothing was joined."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of true pairs that were joined; 1 when there are none."""
        return self.right / (self.right + self.lost) if self.right + self.lost else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _f1(self.precision, self.recall)

    @property
    def mixed_per_10_000(self) -> float:
        """How many of ten thousand persons found hold records of several people."""
        return 10_000 * self.mixed / self.persons if self.persons else 0.0


@dataclass(frozen=True, slots=True)
class BCubed:
    """What share of a record's person is right (precision) and found (recall), on the average of all records."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _f1(self.precision, self.recall)


def evaluate(found: pl.DataFrame, truth: pl.DataFrame) -> Quality:
    """Compare ``record_id, worker_key`` with ``record_id, person``.

    Raises ``ValueError`` unless both are of the same records.
    """
    both = _beside(found, truth)
    right = _pairs(both, "worker_key", "person")
    people = both.group_by("worker_key").agg(pl.col("person").n_unique())
    return Quality(
        right=right,
        wrong=_pairs(both, "worker_key") - right,
        lost=_pairs(both, "person") - right,
        persons=people.height,
        mixed=people.filter(pl.col("person") > 1).height,
    )


def bcubed(found: pl.DataFrame, truth: pl.DataFrame) -> BCubed:
    """Compare as ``evaluate`` does, but record by record: one giant mistake weighs no more than its records."""
    both = _beside(found, truth)
    cells = both.group_by("worker_key", "person").agg(pl.len().cast(pl.Float64).alias("together"))
    squared = cells.with_columns(
        found=pl.col("together").sum().over("worker_key"), true=pl.col("together").sum().over("person")
    ).select(
        precision=(pl.col("together") ** 2 / pl.col("found")).sum(),
        recall=(pl.col("together") ** 2 / pl.col("true")).sum(),
    )
    precision, recall = squared.row(0) if both.height else (1.0, 1.0)
    return BCubed(precision / max(1, both.height), recall / max(1, both.height))


def reliability(pairs: pl.DataFrame, truth: pl.DataFrame, bands: tuple[float, ...] = BANDS) -> pl.DataFrame:
    """Whether a probability means what it says, band by band: ``band, pairs, stated, true, brier``.

    ``pairs`` have ``record_l``, ``record_r`` and ``probability``; ``stated`` is its mean, ``true`` the share of pairs
    that are one person, ``brier`` the mean square of what is between.
    """
    person = truth.select("record_id", "person")
    judged = pairs.join(person, left_on="record_l", right_on="record_id").join(
        person, left_on="record_r", right_on="record_id", suffix="_r"
    )
    true, stated = (pl.col("person") == pl.col("person_r")).cast(pl.Float64), pl.col("probability")
    labels = {number: f"{low:g}–{high:g}" for number, (low, high) in enumerate(pairwise(bands))}
    number = pl.sum_horizontal([(stated > bound).cast(pl.Int32) for bound in bands[1:-1]])
    band = number.replace_strict(labels, return_dtype=pl.String)
    return (
        judged.select("probability", true=true, band=band, brier=(stated - true) ** 2)
        .group_by("band")
        .agg(pl.len().alias("pairs"), pl.col("probability").mean().alias("stated"), pl.col("true", "brier").mean())
        .sort("stated")
    )


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _beside(found: pl.DataFrame, truth: pl.DataFrame) -> pl.DataFrame:
    both = found.select("record_id", "worker_key").join(truth.select("record_id", "person"), on="record_id")
    if not both.height == found.height == truth.height:
        raise ValueError("the partition and the truth are not of the same records")
    return both


def _pairs(frame: pl.DataFrame, *by: str) -> int:
    sizes = frame.group_by(by).agg(pl.len().cast(pl.Int64))["len"]
    return int((sizes * (sizes - 1) // 2).sum())
