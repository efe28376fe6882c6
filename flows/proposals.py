"""Remedies of whole lists on their way to the unit, and what it agreed to on its way back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import polars as pl

from cleaning.remedies import REMEDIES
from flows.restored import originals
from reports.proposals import Agreed, Change, Proposal
from runtime.wiring import Connection
from schemas.problems import problem
from schemas.remedies import SENTENCES
from warehouse import corrections, findings, registry
from warehouse.corrections import Correction
from warehouse.vault import Vault

# The problem that a mistake shows itself by first.
_SHOWS_AS = {remedy.name: remedy.codes[0] for remedy in REMEDIES}


def proposals(
    connection: Connection, vault: Vault, unit_code: str | None = None, campaign_code: str | None = None
) -> list[Proposal]:
    """The remedies that wait for an answer, each with all cells it would change; in reading order."""
    found = findings.waiting(connection, unit_code, campaign_code).to_dicts()
    names = {unit.unit_code: unit.name for unit in registry.current(connection).units}
    contents = [json.loads(text)["cells"] for text in vault.open([row["payload"] for row in found])]
    return [
        Proposal(
            key=_key(row),
            unit_code=row["sender_code"],
            unit_name=names.get(row["sender_code"], row["sender_code"]),
            file=row["path"],
            sheet=row["sheet"],
            fault=problem(_SHOWS_AS[row["remedy"]]).render("vi", {}).message,
            remedy=SENTENCES[row["remedy"]]["vi"],
            rows=row["row_count"],
            cured=row["cured"],
            changes=tuple(Change(c["row"], c["field"], c["before"] or "", c["after"] or "") for c in cells),
        )
        for row, cells in zip(found, contents, strict=True)
    ]


def import_agreed(
    connection: Connection, vault: Vault, agreed: Sequence[Agreed], *, made_by: str, made_at: datetime, reason: str
) -> tuple[int, list[str]]:
    """Store the corrections of every accepted remedy; returns how many are new, and the keys of those gone by now."""
    waiting = {_key(row): row for row in findings.waiting(connection).to_dicts()} if agreed else {}
    cells = [
        (one, cell)
        for one in agreed
        if one.key in waiting
        for cell in json.loads(vault.open([waiting[one.key]["payload"]])[0])["cells"]
    ]
    said = originals(connection, vault, pl.Series("record_id", [cell["record_id"] for _, cell in cells], pl.String))
    four_eyes = registry.four_eyes(connection)
    made = [
        replace(
            _correction(vault, waiting[one.key], cell, said, made_by, made_at, one.reason or reason),
            proposed=waiting[one.key]["campaign_code"] in four_eyes,
        )
        for one, cell in cells
    ]
    return corrections.add(connection, made), [one.key for one in agreed if one.key not in waiting]


def _key(row: dict[str, Any]) -> str:
    """The finding and its contents: an answer to a preview that has changed since is no answer."""
    return f"{row['listing_id']}/{row['cause']}/{row['content_hash']:x}"


def _correction(
    vault: Vault,
    finding: dict[str, Any],
    cell: dict[str, Any],
    said: Mapping[str, Mapping[str, str | None]],
    made_by: str,
    made_at: datetime,
    reason: str,
) -> Correction:
    # The remedy was tried on what earlier corrections had left; a correction is of what the list says.
    before = said.get(cell["record_id"], {}).get(cell["field"], cell["before"]) or ""
    after = cell["after"] or ""
    text = json.dumps({"raw": before, "new": after}, ensure_ascii=False).encode()
    return Correction(
        record_id=cell["record_id"],
        delivery_id=finding["delivery_id"],
        field=cell["field"],
        raw_hash=vault.blind_text([before])[0] if before else "",
        payload=vault.seal([text])[0],
        reason=reason,
        made_by=made_by,
        made_at=made_at,
    )
