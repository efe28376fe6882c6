"""Held rows on their way out to their unit, and the unit's corrections on their way back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import polars as pl

from reports import corrections as returned
from reports.held import HeldRow, Reason
from runtime.wiring import Connection
from schemas.models import MODELS
from schemas.problems import problem
from warehouse import corrections, entries, registry
from warehouse.vault import Vault

# How a unit names itself or its files in a row is evidence, not something a correction should rewrite.
_FIXED = ("stt", "note")


def held_rows(
    connection: Connection, vault: Vault, unit_code: str | None = None, campaign_code: str | None = None
) -> list[HeldRow]:
    """The rows that wait, each with all its reasons in words and its raw texts; in reading order."""
    found = entries.held(connection, unit_code, campaign_code)
    told = _reasons(entries.problems_of(connection, found["entry_id"]))
    names = {unit.unit_code: unit.name for unit in registry.current(connection).units}
    opened = [json.loads(text) for text in vault.open(found["payload"])]
    return [
        HeldRow(
            row_key=row["entry_id"],
            unit_code=row["sender_code"],
            unit_name=names.get(row["sender_code"], row["sender_code"]),
            kind=row["kind"],
            file=row["path"],
            sheet=row["sheet"],
            row=row["row_no"],
            reasons=tuple(told.get(row["entry_id"], ())),
            values=_texts(row["kind"], document["raw"], told.get(row["entry_id"], ())),
            editable=tuple(_texts(row["kind"], document["raw"], told.get(row["entry_id"], ()))),
        )
        for row, document in zip(found.drop("payload").iter_rows(named=True), opened, strict=True)
    ]


def _texts(kind: str, raw: dict[str, str | None], reasons: Iterable[Reason]) -> dict[str, str]:
    """The raw texts of the fields the list has, and of those a reason is about even when the list lacks them."""
    model = MODELS[kind]
    about = {source for reason in reasons if reason.field in model.by_name for source in _sources(kind, reason.field)}
    fields = [name for name in model.raw_fields if (name in raw or name in about) and name not in _FIXED]
    return {name: raw.get(name) or "" for name in fields}


def _sources(kind: str, field: str) -> tuple[str, ...]:
    return MODELS[kind].by_name[field].sources[:1]


def _reasons(problems: pl.DataFrame) -> dict[str, list[Reason]]:
    told: dict[str, list[Reason]] = {}
    for row in problems.sort("entry_id", "severity", "cell", "code").iter_rows(named=True):
        vi, en = (problem(row["code"]).render(lang) for lang in ("vi", "en"))
        reason = Reason(row["code"], _raw_field(row["field"]), row["severity"], vi.message, en.message, vi.hint)
        told.setdefault(row["entry_id"], []).append(reason)
    return told


def _raw_field(field: str) -> str:
    """The heading's field a cleaned field was read from: a correction is written over the raw text."""
    for model in MODELS.values():
        if field in model.by_name:
            return next(iter(model.by_name[field].sources), "")
    return ""


def import_corrections(
    connection: Connection,
    vault: Vault,
    found: returned.Corrections,
    *,
    made_by: str,
    made_at: datetime,
    reason: str,
) -> tuple[int, list[str]]:
    """Store what a unit changed; returns how many corrections are new, and the keys of rows that are gone by now."""
    wanted = pl.Series("entry_id", sorted({row.row_key for row in found.rows}), dtype=pl.String)
    known = {row["entry_id"]: row for row in entries.of_ids(connection, wanted).iter_rows(named=True)}
    made = [
        _correction(vault, known[row.row_key], row, made_by, made_at, row.reason or reason)
        for row in found.rows
        if row.row_key in known
    ]
    return corrections.add(connection, made), [key for key in wanted if key not in known]


def _correction(
    vault: Vault, entry: dict[str, Any], row: returned.Correction, made_by: str, made_at: datetime, reason: str
) -> corrections.Correction:
    text = json.dumps({"raw": row.old_raw, "new": row.new_value}, ensure_ascii=False).encode()
    return corrections.Correction(
        record_id=entry["record_id"],
        delivery_id=entry["delivery_id"],
        field=row.field,
        raw_hash=vault.blind_text([row.old_raw])[0] if row.old_raw else "",
        payload=vault.seal([text])[0],
        reason=reason,
        made_by=made_by,
        made_at=made_at,
    )


def listed(rows: Sequence[HeldRow]) -> list[dict[str, Any]]:
    """Held rows as codes and places, without any value of a person."""
    return [
        {
            "row_key": row.row_key,
            "unit_code": row.unit_code,
            "kind": row.kind,
            "file": row.file,
            "sheet": row.sheet,
            "row": row.row,
            "codes": [reason.code for reason in row.reasons],
        }
        for row in rows
    ]
