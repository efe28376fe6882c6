"""Rows as they stood before the check, put together again from what the warehouse keeps of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from runtime.wiring import Connection
from schemas.models import MODELS
from schemas.record import ENVELOPE, EXTRA, GROUP_DECLARED, GROUP_ROWS, OPTIONAL
from schemas.sheet import BLANK, TEXT
from warehouse import entries
from warehouse.vault import Vault

_AT = ("unit_problem", "unit_candidates", "hold_codes", "money_unit", "declared_total", "table_rows")
_GROUPS = (GROUP_DECLARED, GROUP_ROWS)
# What entries, listings and deliveries keep in the open of a row's envelope.
_OPEN = tuple(name for name in ENVELOPE if name not in (*_AT, "row"))
Content = Mapping[str, Any]


def at_columns(kind: str) -> tuple[str, ...]:
    """The columns of an assembled frame that no other part of an entry tells, by kind."""
    model = MODELS[kind]
    cells = (f"cell_{name}" for name in model.cell_fields)
    return (*_AT, *_GROUPS, *cells, *(f"unit_{name}" for name in model.money_fields))


def opened(vault: Vault, payloads: pl.Series) -> list[Content]:
    """What the payloads of entries hold: ``raw``, ``values``, ``at`` and ``was`` (raw texts that people replaced)."""
    return [json.loads(text) for text in vault.open(payloads)]


def original(content: Content) -> dict[str, str | None]:
    """The raw texts as the list said them, whatever was put in since."""
    return {**content.get("raw", {}), **content.get("was", {})}


def originals(connection: Connection, vault: Vault, record_ids: pl.Series) -> dict[str, dict[str, str | None]]:
    """The raw texts of the open entries of some records, by record, as their lists said them."""
    found = entries.sealed_of_records(connection, record_ids)
    told = zip(found["record_id"], opened(vault, found["payload"]), strict=True)
    return {record_id: original(content) for record_id, content in told}


def assembled(kind: str, placed: pl.DataFrame, contents: Sequence[Content]) -> pl.DataFrame:
    """The assembled frame (``cleaning.assembly``) of entries of one kind, with their record_id.

    ``placed`` has the entries' own columns with sheet, table_no and sender_code; ``contents`` are their payloads.
    """
    model = MODELS[kind]
    said = _columns([original(content) for content in contents], model.raw_fields)
    raw = {f"raw_{name}": pl.Series(values, dtype=pl.String).replace("", None) for name, values in said.items()}
    envelope = placed.select(*(pl.col(name).cast(ENVELOPE[name]) for name in _OPEN), row=pl.col("row_no"))
    told = _columns([content.get("at", {}) for content in contents], at_columns(kind))
    at = {name: _at(name, column) for name, column in told.items()}
    at |= {name: _cells(column, raw[f"raw_{name.removeprefix('cell_')}"]) for name, column in at.items()
           if name.startswith("cell_")}  # fmt: skip
    groups = {name: at.pop(name) for name in _GROUPS}
    if groups[GROUP_DECLARED].null_count() < placed.height:
        at |= groups
    own = {EXTRA: pl.Series([content.get(EXTRA) for content in contents], dtype=pl.String)}
    frame = envelope.with_columns(placed["record_id"], **at, **raw, **own)
    first = [name for name in ENVELOPE if name in frame.columns]
    return frame.select(*first, pl.exclude(first))


def _columns(rows: Sequence[Mapping[str, Any]], names: Iterable[str]) -> dict[str, list[Any]]:
    """The values of each name, null where a row has none; most names of a kind are in no row of a list."""
    told = frozenset().union(*rows)
    nothing = [None] * len(rows)
    return {name: [row.get(name) for row in rows] if name in told else nothing for name in names}


def _at(name: str, values: Sequence[Any]) -> pl.Series:
    whole = name.startswith("unit_") and name not in _AT
    kind = pl.Int64 if whole else ENVELOPE.get(name) or OPTIONAL.get(name) or pl.String
    column = pl.Series(name, values, dtype=kind)
    # What entries of an earlier version do not tell: đồng, and no total to compare with.
    missing = 1 if whole or name == "money_unit" else 0 if name == "table_rows" else None
    return column if missing is None else column.fill_null(missing)


def _cells(column: pl.Series, raw: pl.Series) -> pl.Series:
    plain = pl.when(pl.lit(raw).is_null()).then(pl.lit(BLANK)).otherwise(pl.lit(TEXT))
    return pl.select(pl.coalesce(pl.lit(column), plain)).to_series()
