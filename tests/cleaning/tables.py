"""Families of cases kept as CSV tables under ``tests/cases``."""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl
import pytest

from cleaning.distinct import Reader

_CASES = Path(__file__).parents[1] / "cases"


def cases(name: str) -> pytest.MarkDecorator:
    """Parametrise a test by the rows of a table, named by their remark."""
    with (_CASES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return pytest.mark.parametrize("case", rows, ids=[row["remark"] for row in rows])


def read(reader: Reader, text: str) -> dict[str, object]:
    """What a reader makes of one text, nothing and no written as ""."""
    row = reader.of(pl.Series([text])).row(0, named=True)
    return {name: _shown(value) for name, value in row.items()}


def one(value: pl.Expr) -> object:
    """An expression without columns, evaluated."""
    return _shown(pl.select(value).item())


def _shown(value: object) -> object:
    return {None: "", False: "", True: "yes"}.get(value, value) if isinstance(value, bool | None) else value
