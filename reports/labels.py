"""What a field is called in front of a steward: the first spelling that units themselves use for it."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from types import MappingProxyType

# Fields that cleaning makes out of others and no sheet has as a column.
_DERIVED = MappingProxyType({"citizen_id": "Số CCCD", "old_citizen_id": "Số CMND", "authors": "Các tác giả"})


@cache
def _labels() -> dict[str, str]:
    source = resources.files("schemas").joinpath("reference/header_synonyms.csv").read_text(encoding="utf-8")
    labels: dict[str, str] = dict(_DERIVED)
    for row in csv.DictReader(source.splitlines()):
        labels.setdefault(row["field"], row["synonym"])
    return labels


def label(field: str) -> str:
    """The Vietnamese heading of a field; a field without one is shown by its own name, never hidden."""
    return _labels().get(field, field)
