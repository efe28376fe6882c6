"""The packaged reference tables: headings, value spellings, legacy alphabets, the example registry."""

from __future__ import annotations

import csv
import io
from functools import cache
from importlib.resources import files
from pathlib import Path


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """All rows of ``reference/<name>.csv`` as dictionaries of text; an unknown name raises FileNotFoundError."""
    text = files("schemas").joinpath(f"reference/{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(io.StringIO(text)))


def spellings(kind: str) -> tuple[str, ...]:
    """The spellings of one kind of ``value_variants.csv`` ("ditto", "null", …), as written there."""
    found = [row["variants"] for row in rows("value_variants") if row["kind"] == kind]
    return tuple(dict.fromkeys(spelling for variants in found for spelling in variants.split("|") if spelling))


def example_registry() -> Path:
    """The folder of the packaged example registry (contract §2), an invented union in the real Hà Nội."""
    return Path(str(files("schemas").joinpath("reference/hanoi")))
