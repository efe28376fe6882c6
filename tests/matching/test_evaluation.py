from __future__ import annotations

import polars as pl
import pytest

from matching.evaluation import BCubed, Quality, bcubed, evaluate, reliability

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


def test_every_record_counts_once_in_bcubed() -> None:
    found = bcubed(partition("x", "x", "y", "y"), TRUTH)
    assert found.precision == pytest.approx((1 + 1 + 0.5 + 0.5) / 4)
    assert found.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert bcubed(partition("x", "x", "x", "y"), TRUTH) == BCubed(1.0, 1.0)


def test_the_mixed_are_told_of_ten_thousand_persons() -> None:
    assert evaluate(partition("x", "x", "y", "y"), TRUTH).mixed_per_10_000 == 5_000


def test_reliability_holds_stated_probability_against_the_truth() -> None:
    pairs = pl.DataFrame(
        {"record_l": ["a", "a", "c"], "record_r": ["b", "c", "d"], "probability": [1.0, 0.95, 0.0]},
    )
    assert reliability(pairs, TRUTH).select("band", "pairs", "stated", "true").rows() == [
        ("0–0.01", 1, 0.0, 0.0),
        ("0.9–0.99", 1, 0.95, 1.0),
        ("0.999–1", 1, 1.0, 1.0),
    ]
