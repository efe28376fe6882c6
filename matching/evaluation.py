"""Evaluation: how well a partition of records into persons agrees with the truth, pair by pair."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl


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
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def evaluate(found: pl.DataFrame, truth: pl.DataFrame) -> Quality:
    """Compare ``record_id, worker_key`` with ``record_id, person``.

    Raises ``ValueError`` unless both are of the same records.
    """
    both = found.select("record_id", "worker_key").join(truth.select("record_id", "person"), on="record_id")
    if not both.height == found.height == truth.height:
        raise ValueError("the partition and the truth are not of the same records")
    right = _pairs(both, "worker_key", "person")
    people = both.group_by("worker_key").agg(pl.col("person").n_unique())
    return Quality(
        right=right,
        wrong=_pairs(both, "worker_key") - right,
        lost=_pairs(both, "person") - right,
        persons=people.height,
        mixed=people.filter(pl.col("person") > 1).height,
    )


def _pairs(frame: pl.DataFrame, *by: str) -> int:
    sizes = frame.group_by(by).agg(pl.len().cast(pl.Int64))["len"]
    return int((sizes * (sizes - 1) // 2).sum())
