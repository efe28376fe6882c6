from __future__ import annotations

import polars as pl
import pytest

from matching.evaluation import Quality, evaluate

TRUTH = pl.DataFrame({"record_id": ["a", "b", "c", "d"], "person": [1, 1, 1, 2]})


def partition(*keys: str) -> pl.DataFrame:
    return pl.DataFrame({"record_id": ["a", "b", "c", "d"], "worker_key": keys})


def test_pairs_are_counted_right_wrong_and_lost() -> None:
    quality = evaluate(partition("x", "x", "y", "y"), TRUTH)
    assert quality == Quality(right=1, wrong=1, lost=2, persons=2, mixed=1)
    assert (quality.precision, quality.recall) == (0.5, 1 / 3)
    assert quality.f1 == pytest.approx(0.4)


def test_the_truth_itself_is_perfect() -> None:
    quality = evaluate(partition("x", "x", "x", "y"), TRUTH)
    assert (quality.f1, quality.mixed) == (1.0, 0)


def test_joining_nothing_is_precise_and_finds_nothing() -> None:
    quality = evaluate(partition("w", "x", "y", "z"), TRUTH)
    assert (quality.precision, quality.recall, quality.f1) == (1.0, 0.0, 0.0)


def test_a_partition_of_other_records_is_refused() -> None:
    with pytest.raises(ValueError, match="same records"):
        evaluate(partition("w", "x", "y", "z").head(3), TRUTH)
