"""``thidua check``: the same reading, cleaning and checking as a night, of a few files and without a warehouse."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from cleaning.assembly import PlacedTable, assemble
from cleaning.gate import check as check_kind
from cleaning.inferences import collect
from cleaning.placement import Placement, place
from cleaning.records import clean, raw_fields
from cleaning.units import UnitNames
from cleaning.values import record_values
from connectors.guarded import GuardedPool
from connectors.reading import read_files
from flows.placing import placed_table
from runtime.settings import Settings
from schemas.delivery import Delivery
from schemas.problems import QUERY, problem
from schemas.registry import Registry
from schemas.sheet import letters
from schemas.table import Inference, Reading, Table

LANGUAGE = "vi"


@dataclass(slots=True)
class Checked:
    """One file on its way to the document of contract §4."""

    delivery: Delivery
    reading: Reading
    placements: list[Placement]
    rows: dict[int, pl.DataFrame] = field(default_factory=dict)  # table_no -> cleaned records
    problems: dict[int, pl.DataFrame] = field(default_factory=dict)
    inferences: dict[int, pl.DataFrame] = field(default_factory=dict)


def check_files(
    settings: Settings, files: Sequence[Path], registry: Registry, unit: str | None, day: date, *, records: bool
) -> dict[str, Any]:
    """The document of ``thidua check --json``; the sender is ``unit``, else the folder that names a unit."""
    names = UnitNames(registry)
    codes = {one.unit_code for one in registry.units}
    senders = [unit or _folder_unit(file, codes) for file in files]
    with GuardedPool(min(settings.processes, len(files))) as pool:
        items = ((str(number), file.name, file.read_bytes) for number, file in enumerate(files))
        readings = dict(read_files(pool, items))
    checked = [
        _placed(str(number), file, sender, readings[str(number)], names, day)
        for number, (file, sender) in enumerate(zip(files, senders, strict=True))
    ]
    _check(checked, names)
    return {"files": [_file(one, str(file), records=records) for one, file in zip(checked, files, strict=True)]}


def _folder_unit(file: Path, codes: set[str]) -> str:
    return next((part for part in reversed(file.resolve().parent.parts) if part in codes), "")


def _placed(number: str, file: Path, sender: str, reading: Reading, names: UnitNames, day: date) -> Checked:
    now = datetime.now(UTC)
    delivery = Delivery(number, sender, file.name, "", file.stat().st_size, now, day)
    return Checked(delivery, reading, [place(table, delivery, names) for table in reading.tables])


def _check(checked: Iterable[Checked], names: UnitNames) -> None:
    """Clean and check all tables of one kind together, as a night does, and hand each its part."""
    kinds: dict[str, list[PlacedTable]] = defaultdict(list)
    files = {one.delivery.delivery_id: one for one in checked}
    for one in files.values():
        for table_no, (table, placement) in enumerate(zip(one.reading.tables, one.placements, strict=True)):
            if table.kind and table.row_numbers:
                kinds[table.kind].append(placed_table(one.delivery, table_no, table, placement, names))
    for kind, tables in kinds.items():
        cleaned = clean(kind, assemble(kind, tables))
        told = cleaned.select("entry_id", "row", "delivery_id", "table_no")
        found = {"problems": check_kind(kind, cleaned), "inferences": collect(kind, cleaned)}
        for (delivery_id, table_no), part in cleaned.group_by("delivery_id", "table_no", maintain_order=True):
            files[str(delivery_id)].rows[int(str(table_no))] = part
        for what, frame in found.items():
            placed = frame.join(told, on="entry_id", how="left").sort("row", "code", "field")
            for (delivery_id, table_no), part in placed.group_by("delivery_id", "table_no", maintain_order=True):
                getattr(files[str(delivery_id)], what)[int(str(table_no))] = part


def _file(one: Checked, name: str, *, records: bool) -> dict[str, Any]:
    reading = one.reading
    document: dict[str, Any] = {"file": name, "status": "refused" if reading.refusal else "read"}
    if reading.refusal:
        words = problem(reading.refusal.code).render(LANGUAGE, reading.refusal.details)
        document["refusal"] = {"code": reading.refusal.code, "message": f"{words.message}. {words.hint}".rstrip()}
    tables = list(enumerate(zip(reading.tables, one.placements, strict=True)))
    document["tables"] = [_table(one, number, table, placed, records=records) for number, (table, placed) in tables]
    document["inferences"] = [_inference(each) for each in reading.inferences]
    document["problems"] = []
    for number, (table, placed) in tables:
        document["inferences"] += [_inference(each) for each in (*table.inferences, *placed.inferences)]
        document["inferences"] += _row_inferences(one, number, table)
        document["problems"] += _problems(one, number, table)
    return document


def _table(one: Checked, number: int, table: Table, placement: Placement, *, records: bool) -> dict[str, Any]:
    rows = one.rows.get(number)
    held = _held(one, number)
    document: dict[str, Any] = {
        "sheet": table.sheet,
        "kind": table.kind,
        "unit_code": one.delivery.unit_code,
        "campaign_code": placement.campaign_code or None,
        "award_level": placement.award_level or None,
        "header_rows": list(table.header_rows),
        "first_row": table.first_row,
        "last_row": table.last_row,
        "declared_total": table.declared_total,
        "nil": table.nil,
        "columns": [
            {"column": letters(c.index), "heading": c.heading, "field": c.field or None} for c in table.columns
        ],
        "rows": len(table.row_numbers),
        "accepted": len(table.row_numbers) - held,
        "held": held,
    }
    if records:
        document["records"] = record_values(table.kind, rows) if rows is not None else []
    return document


def _held(one: Checked, number: int) -> int:
    found = one.problems.get(number)
    if found is None:
        return 0
    errors = [code for code in found["code"].unique() if problem(code).kind != QUERY]
    return found.filter(pl.col("code").is_in(errors))["entry_id"].n_unique()


def _problems(one: Checked, number: int, table: Table) -> list[dict[str, Any]]:
    found = one.problems.get(number)
    if found is None:
        return []
    at = {row: index for index, row in enumerate(table.row_numbers)}
    return [_problem(row, table, at[row["row"]]) for row in found.iter_rows(named=True)]


def _problem(row: dict[str, Any], table: Table, index: int) -> dict[str, Any]:
    entry = problem(row["code"])
    source, letter = _source(table, row["field"])
    value = table.values[source][index] if source in table.values else ""
    words = entry.render(
        LANGUAGE, {"value": value, "declared": str(table.declared_total), "rows": str(len(table.row_numbers))}
    )
    return {
        "code": row["code"],
        "severity": "query" if entry.kind == QUERY else "error",
        "sheet": table.sheet,
        "cell": f"{letter}{row['row']}",
        "row": row["row"],
        "field": row["field"] or None,
        "value": value or None,
        "expected": words.expected,
        "message": words.message,
        "hint": words.hint,
        "cause": f"{row['code']}:{table.sheet}:{letter}",
    }


def _source(table: Table, name: str) -> tuple[str, str]:
    """The header field a cleaned field was read from in this table, and its column's letter; else the first column."""
    columns = {column.field: letters(column.index) for column in table.columns if column.field}
    for source in raw_fields(table.kind, name):
        if source in columns:
            return source, columns[source]
    return "", letters(min((column.index for column in table.columns), default=0))


def _row_inferences(one: Checked, number: int, table: Table) -> list[dict[str, Any]]:
    found = one.inferences.get(number)
    if found is None:
        return []
    return [
        _inference(Inference(row["code"], f"{_source(table, row['field'])[1]}{row['row']}", table.sheet))
        for row in found.iter_rows(named=True)
    ]


def _inference(told: Inference) -> dict[str, Any]:
    words = problem(told.code).render(LANGUAGE, told.details)
    return {"code": told.code, "sheet": told.sheet, "cell": told.cell, "message": words.message}
