"""All tables of one kind, out of any number of deliveries, as one frame of raw text: a row per record."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Protocol

import polars as pl

from schemas.kinds import ROW_KEY
from schemas.models import MODELS
from schemas.record import ENVELOPE, EXTRA, GROUP_DECLARED, GROUP_ROWS, RecordModel
from schemas.sheet import BLANK
from schemas.table import Table

# A heading's own unit goes before the one of the whole table: "Giá trị làm lợi (triệu đồng)".
_HEADING_UNITS = (
    (re.compile(r"(?i)t[ỷỉ]\s*đồng|\(\s*t[ỷỉ]\s*\)"), 1_000_000_000),
    (re.compile(r"(?i)triệu|trđ|tr\.đ|\(\s*tr\s*\)"), 1_000_000),
    (re.compile(r"(?i)nghìn|ngàn|1[.,]?000\s*(?:đ|vn)"), 1_000),
    (re.compile(r"(?i)\(.*(?:đồng|vnđ|vnd|\bđ\b).*\)"), 1),
)


class UnitOfRow(Protocol):
    """Which grassroots union a record belongs to, or why that is not known."""

    @property
    def unit_code(self) -> str | None: ...

    @property
    def problem(self) -> str | None: ...

    @property
    def candidates(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table with its place in the union and its campaigns; ``units`` has one entry per record.

    ``hold_codes`` are problems that hold every row of the list (campaign_unknown, unit_mismatch …).
    """

    table: Table
    delivery_id: str
    table_no: int
    sender_code: str
    campaign_code: str | None
    award_code: str | None
    award_level: str | None
    units: Sequence[UnitOfRow]
    hold_codes: Sequence[str] = ()


def assemble(kind: str, tables: Sequence[PlacedTable]) -> pl.DataFrame:
    """The records of tables of one kind as one frame: the envelope, then ``raw_…``, ``cell_…`` and ``unit_…`` columns.

    Raw text is null where the cell is blank or the list has no such column. Columns are built whole, table by table,
    so that a million rows take seconds. ``row_key`` is there only if a list of them is an answered workbook, ``extra``
    (JSON, heading to text) only if a list has columns that are none of its kind's.
    """
    model = MODELS[kind]
    envelope = _envelope(kind, tables)
    columns = {f"raw_{name}": _raw(name, tables) for name in model.raw_fields}
    columns |= {f"cell_{name}": _cells(name, tables) for name in model.cell_fields}
    if any(ROW_KEY in placed.table.values for placed in tables):
        columns[ROW_KEY] = _raw(ROW_KEY, tables)
    own = [_own_columns(model, placed.table) for placed in tables]
    if any(own):
        columns[EXTRA] = _extra(own, tables)
    if any(placed.table.differing_groups for placed in tables):
        columns |= _groups(tables)
    return envelope.with_columns(**columns, **_units(model, tables, envelope))


def entry_id(delivery_id: str, table_no: int, row: int) -> str:
    """The id of a record of a delivery: a hash of its place, the same whenever the same bytes are read."""
    return entry_ids(delivery_id, table_no, (row,))[0]


def entry_ids(delivery_id: str, table_no: int, rows: Sequence[int]) -> list[str]:
    """The same for the rows of a table."""
    of_table = hashlib.sha256(f"{delivery_id}\x1f{table_no}\x1f".encode())
    ids = []
    for row in rows:
        place = of_table.copy()
        place.update(b"%d" % row)
        ids.append(place.hexdigest()[:20])
    return ids


def _envelope(kind: str, tables: Sequence[PlacedTable]) -> pl.DataFrame:
    sizes = [len(placed.table.row_numbers) for placed in tables]
    per_table = pl.DataFrame([_of_table(kind, placed) for placed in tables], schema=_TABLE_SCHEMA, orient="row")
    which = pl.Series(list(chain.from_iterable([i] * size for i, size in enumerate(sizes))), dtype=pl.UInt32)
    units = [unit for placed in tables for unit in placed.units]
    ids = [one for p in tables for one in entry_ids(p.delivery_id, p.table_no, p.table.row_numbers)]
    return (
        per_table.select(pl.all().gather(which))
        .with_columns(
            entry_id=pl.Series(ids, dtype=pl.String),
            row=pl.Series([row for placed in tables for row in placed.table.row_numbers], dtype=pl.Int32),
            unit_code=pl.Series([unit.unit_code or None for unit in units], dtype=pl.String),
            unit_problem=pl.Series([unit.problem or None for unit in units], dtype=pl.String),
            unit_candidates=pl.Series(["; ".join(unit.candidates) or None for unit in units], dtype=pl.String),
        )
        .select(list(ENVELOPE))
    )


_TABLE_SCHEMA = {
    name: ENVELOPE[name]
    for name in (
        "delivery_id", "table_no", "sheet", "kind", "sender_code", "campaign_code", "award_code", "award_level",
        "hold_codes", "money_unit", "declared_total", "table_rows",
    )
}  # fmt: skip


def _of_table(kind: str, placed: PlacedTable) -> tuple[object, ...]:
    table = placed.table
    return (
        placed.delivery_id,
        placed.table_no,
        table.sheet,
        kind,
        placed.sender_code,
        placed.campaign_code or None,
        placed.award_code or None,
        placed.award_level or None,
        "; ".join(placed.hold_codes) or None,
        table.money_unit,
        table.declared_total,
        len(table.row_numbers),
    )


def _size(tables: Sequence[PlacedTable]) -> int:
    return sum(len(placed.table.row_numbers) for placed in tables)


def _raw(name: str, tables: Sequence[PlacedTable]) -> pl.Series:
    if not any(name in placed.table.values for placed in tables):
        return pl.Series(name, [None], dtype=pl.String).new_from_index(0, _size(tables))
    parts: Iterable[Sequence[str | None]] = (
        placed.table.values.get(name) or (None,) * len(placed.table.row_numbers) for placed in tables
    )
    values = pl.Series(name, list(chain.from_iterable(parts)), dtype=pl.String)
    return values.set(values == "", None)


def _own_columns(model: RecordModel, table: Table) -> dict[str, list[str]]:
    """The sender's own columns by heading, with those whose meaning is known but no part of this kind of record."""
    headings = {column.field: column.heading for column in table.columns if column.field}
    foreign = table.values.keys() - {*model.raw_fields, ROW_KEY}
    return table.extras | {headings[name]: table.values[name] for name in headings if name in foreign}


def _extra(own: Sequence[Mapping[str, Sequence[str]]], tables: Sequence[PlacedTable]) -> pl.Series:
    texts: list[str | None] = []
    for columns, placed in zip(own, tables, strict=True):
        if not columns:
            texts.extend([None] * len(placed.table.row_numbers))
            continue
        for row in zip(*columns.values(), strict=True):
            said = {heading: text for heading, text in zip(columns, row, strict=True) if text}
            texts.append(json.dumps(said, ensure_ascii=False) if said else None)
    return pl.Series(EXTRA, texts, dtype=pl.String)


def _groups(tables: Sequence[PlacedTable]) -> dict[str, pl.Series]:
    found = [{one.row: one for one in placed.table.differing_groups} for placed in tables]
    first = [at.get(row) for at, placed in zip(found, tables, strict=True) for row in placed.table.row_numbers]
    return {
        GROUP_DECLARED: pl.Series([one and one.declared for one in first], dtype=pl.Int32),
        GROUP_ROWS: pl.Series([one and one.counted for one in first], dtype=pl.Int32),
    }


def _cells(name: str, tables: Sequence[PlacedTable]) -> pl.Series:
    if not any(name in placed.table.cell_kinds for placed in tables):
        return pl.Series(name, [BLANK], dtype=pl.String).new_from_index(0, _size(tables))
    letters = "".join(placed.table.cell_kinds.get(name) or BLANK * len(placed.table.row_numbers) for placed in tables)
    return pl.Series(name, list(letters), dtype=pl.String)


def _units(model: RecordModel, tables: Sequence[PlacedTable], envelope: pl.DataFrame) -> dict[str, pl.Series]:
    columns = {}
    for name in model.money_fields:
        units = [_heading_unit(name, placed.table) for placed in tables]
        each = chain.from_iterable([u] * len(p.table.row_numbers) for u, p in zip(units, tables, strict=True))
        own = pl.Series(name, list(each), dtype=pl.Int64)
        columns[f"unit_{name}"] = own.fill_null(envelope["money_unit"])
    return columns


def _heading_unit(name: str, table: Table) -> int | None:
    heading = next((column.heading for column in table.columns if column.field == name), "")
    return next((unit for pattern, unit in _HEADING_UNITS if pattern.search(heading)), None)
