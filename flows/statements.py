"""What lists say of persons, opened from the vault: every row of some records with its values and its place."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from flows.checking import letters
from flows.choices import unit_words
from matching.commonness import shares
from matching.explanations import Side
from matching.features import FIELDS, SCHEMA, features, read
from matching.parameters import Parameters
from matching.survivorship import ITEMS, STATED
from runtime.wiring import Connection
from schemas.registry import Registry
from warehouse import statements, workers
from warehouse.vault import Vault

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Opened:
    """Some records in the clear.

    ``rows``: ``warehouse.statements`` without payloads, with a text column for each of ``survivorship.ITEMS``.
    ``compared``: one row per record, ``features.SCHEMA`` and ``tf_plain``. ``letters``: the column of each field of
    each list.
    """

    rows: pl.DataFrame
    compared: pl.DataFrame
    letters: Mapping[tuple[str, str], str]


def opened(connection: Connection, vault: Vault, record_ids: pl.Series, model: Parameters) -> Opened:
    """The rows of some records, and what is compared of them; a record that was never accepted is compared as it is."""
    found = statements.of_records(connection, record_ids)
    contents = [json.loads(text)["values"] for text in vault.open(found["payload"])]
    said = [{name: _text(values.get(name)) for name in (*ITEMS, "citizen_id_trusted")} for values in contents]
    values = pl.DataFrame(said, schema=dict.fromkeys((*ITEMS, "citizen_id_trusted"), pl.String))
    rows = pl.concat(
        [
            found.drop("payload", *(set(ITEMS) & set(found.columns) - {"unit_code"})),
            values.drop("unit_code").with_columns(pl.col("citizen_id_trusted") == "true"),
        ],
        how="horizontal",
    )
    known = workers.records(connection, record_ids)
    stored = read(vault.open(known["payload"], workers.FEATURES))
    unknown = rows.join(stored, on="record_id", how="anti").unique("record_id", keep="last", maintain_order=True)
    stated_here = [name for name in FIELDS if name in unknown.columns]  # the union above is no list's statement
    compared = pl.concat([stored, features(unknown.select("record_id", *stated_here))])
    tables = letters(found.drop_nulls("layout").select("listing_id", "layout").unique())
    return Opened(
        rows=rows.drop("layout"),
        compared=shares(compared, model).select(*SCHEMA, "tf_plain"),
        letters={(listing, field): letter for listing, field, letter in tables.iter_rows()},
    )


def sides(found: Opened, registry: Registry) -> dict[str, Side]:
    """Each record as people compare it: by its newest row that stands, else by its newest."""
    newest = found.rows.sort("standing", maintain_order=True).unique("record_id", keep="last", maintain_order=True)
    told = {row["record_id"]: row for row in newest.iter_rows(named=True)}
    names = {code: unit_words(code, registry) for code in newest["unit_code"].drop_nulls().unique()}
    return {
        row["record_id"]: Side(
            record_id=row["record_id"],
            values=_values(told.get(row["record_id"], {}), names),
            citizen_id=row["citizen_id"] if row["citizen_trusted"] else None,
            name_share=row["tf_plain"],
        )
        for row in found.compared.iter_rows(named=True)
    }


def places(found: Opened, record_id: str) -> list[Row]:
    """Where a record stands, the newest row that is in force first."""
    mine = found.rows.filter(record_id=record_id).sort("standing", maintain_order=True)
    return [place(row, found) for row in reversed(mine.to_dicts())]


def stated(found: Opened, members: pl.DataFrame, home: Sequence[str]) -> pl.DataFrame:
    """The rows as ``survivorship.STATED`` with every field; ``members``: record_id, worker_id; ``home``: records."""
    rows = found.rows.join(members, on="record_id").with_columns(home=pl.col("record_id").is_in(list(home)))
    return rows.select(*(pl.col(name).cast(kind) for name, kind in STATED.items()), *ITEMS)


def place(row: Row, found: Opened, field: str = "") -> Row:
    """Where a row stands, as data: file, sheet, row and, for a field, its cell when the list has a column for it."""
    letter = found.letters.get((row["listing_id"], field))
    return {
        "record_id": row["record_id"],
        "file": row["path"],
        "sheet": row["sheet"],
        "row": row["row_no"],
        "cell": f"{letter}{row['row_no']}" if letter else None,
        "arrived_on": row["arrived_on"],
        "unit_code": row["unit_code"],
        "campaign_code": row["campaign_code"],
        "award_level": row["award_level"],
        "status": row["status"] if row["closed_by"] is None else "closed",
        "standing": row["standing"],
    }


def _values(row: Row, names: Mapping[str, str]) -> dict[str, str]:
    said = {name: str(row[name]) for name in ITEMS if row.get(name)}
    return said | ({"unit_code": names[said["unit_code"]]} if "unit_code" in said else {})


def _text(value: object) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)
