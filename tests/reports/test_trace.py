from __future__ import annotations

import polars as pl
import pytest

from reports.trace import by_list, ranges
from tests.reports.factories import lineage


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([9, 10, 11], "9–11"),
        ([11, 9, 10, 40], "9–11, 40"),
        ([9], "9"),
        ([9, 9, 10], "9 (2), 10"),
        ([8, 9, 9, 10, 11], "8, 9 (2), 10–11"),
        ([], ""),
    ],
)
def test_rows_are_told_as_ranges_and_none_is_lost(rows: list[int], text: str) -> None:
    assert ranges(rows) == text


def test_lists_account_for_every_award() -> None:
    rows = lineage().with_columns(pl.lit("CĐCS").alias("unit_name"))
    grouped = by_list(rows)
    assert grouped.get_column("amount").sum() == rows.height
    assert grouped.height == rows.select("award_level", "file", "sheet").unique().height
