from __future__ import annotations

import polars as pl
import pytest

from warehouse import checkpoint
from warehouse.checkpoint import batches
from warehouse.promises import rules

LINEAGE = [rule for rule in rules(2025) if rule.mart == "lineage"]
ASKED = sorted((rule.name, repr(wanted)) for rule in LINEAGE for wanted in rule.expectations)


def _frame(rows: int) -> pl.DataFrame:
    columns = {column: ["x"] * rows for rule in LINEAGE for w in rule.expectations for column in _column(w.takes)}
    return pl.DataFrame(columns)


def _column(takes: dict[str, str]) -> list[str]:
    return [takes["column"]] if "column" in takes else []


@pytest.mark.parametrize("rows", [0, 3, 30])
def test_everything_is_asked_once_whatever_the_size(monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    monkeypatch.setattr(checkpoint, "_LARGE", 10)
    asked = [(rule, repr(wanted)) for batch in batches(_frame(rows), LINEAGE) for rule, wanted in batch.asked]
    assert sorted(asked) == ASKED


def test_a_large_mart_is_asked_by_distinct_values_and_its_grain_by_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoint, "_LARGE", 10)
    found = {batch.name: batch for batch in batches(_frame(30), LINEAGE)}
    assert found["lineage.sheet"].frame.shape == (1, 1)
    assert found["lineage."].frame.height == 30
    assert {rule for rule, _ in found["lineage."].asked} == {"lineage_columns", "lineage_grain"}


def test_a_small_mart_is_asked_whole() -> None:
    assert [batch.name for batch in batches(_frame(30), LINEAGE)] == ["lineage."]
