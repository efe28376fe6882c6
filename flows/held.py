"""Held rows on their way out to their unit, and the unit's corrections on their way back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import polars as pl

from cleaning.records import raw_fields
from flows.questions import details
from flows.restored import opened, original
from reports import corrections as returned
from reports.held import HeldRow, Reason
from runtime.wiring import Connection
from schemas.models import MODELS
from schemas.problems import problem
from schemas.record import EXTRA
from schemas.sheet import row_of
from warehouse import corrections, entries, listings, registry
from warehouse.vault import Vault

# How a unit names itself or its files in a row is evidence, not something a correction should rewrite.
_FIXED = ("stt", "note")
Row = dict[str, Any]
Raw = Mapping[str, str | None]


def held_rows(
    connection: Connection, vault: Vault, unit_code: str | None = None, campaign_code: str | None = None
) -> list[HeldRow]:
    """The rows that wait, each with all its reasons in words and its raw texts; in reading order."""
    found = entries.held(connection, unit_code, campaign_code)
    told = entries.problems_of(connection, found["entry_id"]).sort("entry_id", "severity", "cell", "code")
    problems = {str(entry_id): part.to_dicts() for (entry_id,), part in told.group_by("entry_id", maintain_order=True)}
    names = {unit.unit_code: unit.name for unit in registry.current(connection).units}
    contents = [json.loads(text) for text in vault.open(found["payload"])]
    extras = [json.loads(content.get(EXTRA) or "{}") for content in contents]
    rows = list(zip(found.drop("payload").iter_rows(named=True), (one["raw"] for one in contents), strict=True))
    shown = _shown(rows, problems)
    words = details(connection, vault, unit_code)
    lists = _held_lists(connection, unit_code, campaign_code, names)
    return lists + [
        HeldRow(
            row_key=row["entry_id"],
            unit_code=row["sender_code"],
            unit_name=names.get(row["sender_code"], row["sender_code"]),
            kind=row["kind"],
            file=row["path"],
            sheet=row["sheet"],
            row=row["row_no"],
            reasons=tuple(_reason(row["kind"], one, raw, words) for one in problems.get(row["entry_id"], ())),
            values={name: raw.get(name) or "" for name in shown[row["sender_code"], row["kind"]]},
            editable=shown[row["sender_code"], row["kind"]],
            extra=extra,
        )
        for (row, raw), extra in zip(rows, extras, strict=True)
    ]


def _held_lists(
    connection: Connection, unit_code: str | None, campaign_code: str | None, names: Mapping[str, str]
) -> list[HeldRow]:
    """The lists that wait and have no row: nothing in them can be corrected here, only sent again or answered."""
    found = listings.held_blank(connection, unit_code, campaign_code)
    told = entries.problems_of(connection, found["listing_id"]).sort("entry_id", "code")
    problems = {str(entry_id): part.to_dicts() for (entry_id,), part in told.group_by("entry_id", maintain_order=True)}
    return [
        HeldRow(
            row_key=row["listing_id"],
            unit_code=row["sender_code"],
            unit_name=names.get(row["sender_code"], row["sender_code"]),
            kind=row["kind"],
            file=row["path"],
            sheet=row["sheet"],
            row=row_of(problems[row["listing_id"]][0]["cell"]),
            reasons=tuple(_reason("", one, {}, {}) for one in problems[row["listing_id"]]),
            values={},
            editable=(),
        )
        for row in found.iter_rows(named=True)
    ]


def _shown(rows: Sequence[tuple[Row, Raw]], problems: dict[str, list[Row]]) -> dict[tuple[str, str], tuple[str, ...]]:
    """The fields a sender's workbook shows of a kind: those that say something in a held row, or that are at fault."""
    used: dict[tuple[str, str], set[str]] = {}
    for row, raw in rows:
        fields = used.setdefault((row["sender_code"], row["kind"]), set())
        fields.update(name for name, text in raw.items() if text)
        fields.update(_raw_field(row["kind"], one["field"], raw) for one in problems.get(row["entry_id"], ()))
    return {
        (sender, kind): tuple(name for name in MODELS[kind].raw_fields if name in fields and name not in _FIXED)
        for (sender, kind), fields in used.items()
    }


def _reason(kind: str, row: Row, raw: Raw, words: Mapping[tuple[str, str], Row]) -> Reason:
    field = _raw_field(kind, row["field"], raw)
    given = {**words.get((row["listing_id"], row["code"]), {}), "value": raw.get(field) or ""}
    vi, en = (problem(row["code"]).render(lang, given) for lang in ("vi", "en"))
    return Reason(row["code"], field, row["severity"], vi.message, en.message, vi.hint)


def _raw_field(kind: str, field: str, raw: Raw) -> str:
    """The heading's field a cleaned field was read from: a correction is written over the raw text."""
    sources = raw_fields(kind, field) if kind and field else ()
    return next((name for name in sources if raw.get(name)), sources[0] if sources else "")


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
    rows = entries.of_ids(connection, wanted)
    told = zip(rows.drop("payload").iter_rows(named=True), opened(vault, rows["payload"]), strict=True)
    known = {row["entry_id"]: (row, original(content)) for row, content in told}
    four_eyes = registry.four_eyes(connection)
    made = [
        replace(
            _correction(vault, *known[row.row_key], row, made_by, made_at, row.reason or reason),
            proposed=known[row.row_key][0]["campaign_code"] in four_eyes,
        )
        for row in found.rows
        if row.row_key in known
    ]
    return corrections.add(connection, made), [key for key in wanted if key not in known]


def _correction(
    vault: Vault, entry: Row, said: Raw, row: returned.Correction, made_by: str, made_at: datetime, reason: str
) -> corrections.Correction:
    # What the list itself says, not what an earlier correction made of it: that is what lists are known again by.
    raw = said.get(row.field, row.old_raw) or ""
    text = json.dumps({"raw": raw, "new": row.new_value}, ensure_ascii=False).encode()
    return corrections.Correction(
        record_id=entry["record_id"],
        delivery_id=entry["delivery_id"],
        field=row.field,
        raw_hash=vault.blind_text([raw])[0] if raw else "",
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
