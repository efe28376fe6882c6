"""Lists as the layout finder would hand them on, with only the cells that a test is about spelled out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from cleaning.assembly import PlacedTable, assemble
from cleaning.gate import check
from cleaning.records import clean
from schemas.table import Column, Table


@dataclass(frozen=True, slots=True)
class Unit:
    """The grassroots union of a row."""

    unit_code: str | None = "TX-001"
    problem: str | None = None
    candidates: tuple[str, ...] = ()


def placed(
    kind: str,
    rows: Sequence[Mapping[str, str]],
    *,
    cells: Mapping[str, str] | None = None,
    headings: Mapping[str, str] | None = None,
    units: Sequence[Unit] | None = None,
    delivery_id: str = "d1",
    table_no: int = 0,
    hold_codes: tuple[str, ...] = (),
    award_level: str | None = "grassroots",
    declared_total: int | None = None,
    money_unit: int = 1,
) -> PlacedTable:
    """A list of a grassroots union in which row 9 is the first record."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    values = {name: [row.get(name, "") for row in rows] for name in names}
    kinds = {name: "".join("s" if text else " " for text in texts) for name, texts in values.items()}
    table = Table(
        sheet="Sheet1",
        kind=kind,
        columns=tuple(Column(i, (headings or {}).get(name, name), name) for i, name in enumerate(names)),
        row_numbers=tuple(range(9, 9 + len(rows))),
        values=values,
        cell_kinds=kinds | dict(cells or {}),
        declared_total=declared_total,
        money_unit=money_unit,
    )
    return PlacedTable(
        table=table,
        delivery_id=delivery_id,
        table_no=table_no,
        sender_code="TX-001",
        campaign_code="CNG-2025",
        award_code="CNG",
        award_level=award_level,
        units=units or [Unit()] * len(rows),
        hold_codes=hold_codes,
    )


def cleaned(*tables: PlacedTable) -> pl.DataFrame:
    """The tables of one kind, assembled and cleaned."""
    kind = tables[0].table.kind
    return clean(kind, assemble(kind, tables))


def person(**fields: str) -> pl.DataFrame:
    """One worker, cleaned."""
    return cleaned(placed("cng_list", [{"full_name": "Nguyễn Văn An"} | fields]))


def codes(*tables: PlacedTable) -> set[tuple[int, str, str]]:
    """(row, code, field) of every problem."""
    frame = cleaned(*tables)
    found = check(tables[0].table.kind, frame).join(frame.select("entry_id", "row"), on="entry_id")
    return {(row, code, field) for row, code, field in found.select("row", "code", "field").iter_rows()}


def authors(*people: Mapping[str, object]) -> str:
    """The raw text of an initiative's authors."""
    return json.dumps(people, ensure_ascii=False)
