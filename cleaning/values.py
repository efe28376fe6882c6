"""The cleaned values of each record as plain values, in the shapes of contract §4."""

from __future__ import annotations

import json
from typing import NotRequired, TypedDict

import polars as pl

from schemas.models import MODELS
from schemas.record import EXTRA

# Columns that serve comparison inside thidua and are no part of what the list says.
_INNER = ("name_key", "title_key", "citizen_id_trusted")
# Header fields that share their name with a column of the envelope.
_RENAMED = {"award_level_text": "award_level"}


class RecordValues(TypedDict):
    """One record: its first sheet row, and its values by field; what is not known is left out."""

    row: int
    values: dict[str, object]
    extra: NotRequired[dict[str, str]]  # the sender's own columns by heading


def record_values(kind: str, cleaned: pl.DataFrame) -> list[RecordValues]:
    """The records of a cleaned frame in its order, as ``thidua check --records`` gives them."""
    names = [name for name in MODELS[kind].by_name if name not in _INNER]
    rows = cleaned["row"].to_list()
    told = (_told(values) for values in cleaned.select(names).iter_rows(named=True))
    records: list[RecordValues] = [{"row": row, "values": values} for row, values in zip(rows, told, strict=True)]
    if EXTRA in cleaned.columns:
        for record, extra in zip(records, cleaned[EXTRA], strict=True):
            if extra:
                record["extra"] = json.loads(extra)
    return records


def _told(values: dict[str, object]) -> dict[str, object]:
    return {
        _RENAMED.get(name, name): [_told(one) for one in value] if isinstance(value, list) else value
        for name, value in values.items()
        if value is not None and name not in _INNER
    }
