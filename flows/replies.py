"""What each sender is answered: the files with something to mend or explain, told as the pre-check tells a file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import polars as pl

from flows.causes import by_cause, remedy, urgency
from flows.rowkey import keys
from runtime.wiring import Connection
from schemas.models import MODELS
from schemas.problems import problem
from schemas.sheet import row_of
from warehouse import deliveries, entries, findings, listings
from warehouse.vault import Vault

LANGUAGE = "vi"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to one file; ``file`` is the document of one file as ``thidua check --json`` prints it."""

    delivery_id: str
    unit_code: str
    path: str
    sha256: str
    file: dict[str, Any]
    keys: tuple[tuple[str, int, str], ...]  # sheet, row, key of every row that was read


def replies(
    connection: Connection, vault: Vault, unit_code: str | None = None, campaign_code: str | None = None
) -> list[Reply]:
    """The files of lists that stand and have open problems, by unit and path."""
    told = entries.questioned(connection, unit_code, campaign_code)
    if told.is_empty():
        return []
    remedies = _remedies(connection, vault, told)
    arrived = deliveries.of_ids(connection, told["delivery_id"].unique().sort())
    rows = _keyed(connection, vault, told)
    tables = _tables(connection, told)
    by_file = {str(key): part for (key,), part in told.group_by("delivery_id", maintain_order=True)}
    return [
        Reply(
            delivery_id=one["delivery_id"],
            unit_code=one["unit_code"],
            path=one["path"],
            sha256=one["sha256"],
            file=_document(one["path"], by_file[one["delivery_id"]], vault, remedies, tables[one["delivery_id"]]),
            keys=rows.get(one["delivery_id"], ()),
        )
        for one in arrived.sort("unit_code", "path").iter_rows(named=True)
    ]


def _tables(connection: Connection, told: pl.DataFrame) -> dict[str, list[Row]]:
    """The lists of each file, also those with nothing to mend: their rows bear keys too."""
    found = listings.of_deliveries(connection, told["delivery_id"].unique()).sort("delivery_id", "table_no")
    tables: dict[str, list[Row]] = {}
    for row in found.iter_rows(named=True):
        one = {"sheet": row["sheet"], "header_rows": json.loads(row["layout"])["header_rows"]}
        tables.setdefault(row["delivery_id"], []).append(one)
    return tables


def _document(
    path: str, told: pl.DataFrame, vault: Vault, remedies: dict[str, dict[str, Row]], tables: list[Row]
) -> dict[str, Any]:
    opened = iter(vault.open(told["payload"].drop_nulls()))
    raws = [json.loads(next(opened))["raw"] if sealed else {} for sealed in told["payload"].is_not_null()]
    problems: list[Row] = []
    found: list[Row] = []
    rows = list(zip(told.drop("payload").iter_rows(named=True), raws, strict=True))
    for listing_id in dict.fromkeys(row["listing_id"] for row, _ in rows):
        own = [_problem(row, raw) for row, raw in rows if row["listing_id"] == listing_id]
        problems += own
        found += by_cause(own, remedies.get(listing_id, {}))
    return {
        "file": path,
        "status": "read",
        "tables": tables,
        "problems": problems,
        "findings": sorted(found, key=urgency),
    }


def _problem(row: Row, raw: dict[str, str | None]) -> Row:
    sources = _sources(row["kind"], row["field"]) if row["field"] else ()
    source = next((name for name in sources if raw.get(name)), "")
    details = {"value": raw.get(source) or "", **(json.loads(row["details"]) if row["details"] else {})}
    words = problem(row["code"]).render(LANGUAGE, details)
    return {
        **{name: row[name] for name in ("code", "severity", "sheet", "cell", "cause")},
        "row": row_of(row["cell"]) if row["entry_id"] == row["listing_id"] else row["row_no"],
        "field": row["field"] or None,
        "value": raw.get(source) or None,
        "expected": words.expected,
        "message": words.message,
        "hint": words.hint,
    }


def _sources(kind: str, field: str) -> tuple[str, ...]:
    item = MODELS[kind].by_name.get(field)
    return item.sources if item else ()


def _remedies(connection: Connection, vault: Vault, told: pl.DataFrame) -> dict[str, dict[str, Row]]:
    """listing -> cause -> the remedy that waits for an answer."""
    found: dict[str, dict[str, Row]] = {}
    waiting = findings.of_listings(connection, told["listing_id"].unique())
    at = {row["listing_id"]: _letters(row["layout"]) for row in told.select("listing_id", "layout").unique().to_dicts()}
    for row, text in zip(waiting.to_dicts(), vault.open(waiting["payload"]), strict=True):
        columns = at[row["listing_id"]]
        cells = [
            (f"{columns.get(cell['field'], '')}{cell['row']}", cell["before"] or "", cell["after"] or "")
            for cell in json.loads(text)["cells"]
        ]
        found.setdefault(row["listing_id"], {})[row["cause"]] = remedy(row["remedy"], row["cured"], cells)
    return found


def _letters(layout: str) -> dict[str, str]:
    return {column["field"]: column["column"] for column in json.loads(layout)["columns"] if column["field"]}


def _keyed(connection: Connection, vault: Vault, told: pl.DataFrame) -> dict[str, tuple[tuple[str, int, str], ...]]:
    """The signed key of every row of the files, so that each is known again when the file comes back."""
    sheets = entries.sheets_of(connection, told["delivery_id"].unique())
    rows = sheets.with_columns(keys(vault, sheets)).sort("delivery_id", "table_no", "row_no")
    return {
        str(delivery_id): tuple(part.select("sheet", "row_no", "row_key").iter_rows())
        for (delivery_id,), part in rows.group_by("delivery_id", maintain_order=True)
    }
