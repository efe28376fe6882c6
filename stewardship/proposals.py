"""What waits for a second person: fixes in campaigns of four eyes, and what units answered by their link."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from cleaning.units import UnitNames
from runtime.settings import today
from runtime.wiring import Connection
from stewardship import bulk, table
from stewardship.cells import Author, Cells, tried
from stewardship.visitors import Visitor
from warehouse import corrections, entries, instructions, registry
from warehouse.vault import Vault

Row = dict[str, Any]


def cells(connection: Connection, who: Visitor, *, by_unit: bool) -> pl.DataFrame:
    """The proposed cells of rows that stand and that the visitor may see, the oldest first, with path and row_no.

    ``mine`` says whether this visitor may release them: of what a steward fixed an approver who is not that steward,
    of what a unit answered any steward, in a campaign of four eyes an approver.
    """
    told = corrections.proposed(connection, by_unit=by_unit)
    rows = entries.open_of_records(connection, told["record_id"].unique())
    seen = who.scope.of(rows, "sender_code") if by_unit else who.scope.of(rows, "unit_code", "sender_code")
    places = seen.unique("record_id").select("record_id", "campaign_code", "sender_code", "path", "row_no", "entry_id")
    asks = pl.col("campaign_code").is_in(list(registry.four_eyes(connection))).fill_null(value=False)
    another = pl.col("made_by") != who.steward.login
    alone, second = pl.lit(who.may("steward")), pl.lit(who.may("approver"))
    return told.join(places, on="record_id", maintain_order="left").with_columns(
        mine=pl.when(asks).then(second & another).otherwise(alone)
    )


def shown(connection: Connection, who: Visitor, found: pl.DataFrame) -> list[Row]:
    """Proposed cells in words: whose row, what stood there, what is proposed, where, by whom and why."""
    rows = Cells(connection, who.desk.vault, found["entry_id"].unique())
    texts = [json.loads(text) for text in who.desk.vault.open(found["payload"])]
    return [
        {
            **one,
            "before": table.shown_text(who, one["field"], text["raw"] or ""),
            "after": table.shown_text(who, one["field"], text["new"] or ""),
            "label": table.heading(one["field"], who.language),
            "name": table.name(rows, one["entry_id"]),
        }
        for one, text in zip(found.drop("payload").iter_rows(named=True), texts, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Replacement:
    """One text for another in all lists of some senders, proposed by one person."""

    bulk_id: str
    field: str
    before: str
    after: str
    senders: int
    rows: int
    reason: str
    made_by: str
    made_at: Any
    mine: bool


def replacements(connection: Connection, who: Visitor) -> list[Replacement]:
    """What was fixed in bulk and waits for a second person, of senders the visitor may see all of, the oldest first."""
    told = instructions.asking(connection)
    made = []
    for (bulk_id,), part in told.group_by("bulk_id", maintain_order=True):
        if all(map(who.scope.ever, part["sender_code"])):
            text = json.loads(who.desk.vault.open(part["payload"].head(1))[0])
            one = part.row(0, named=True)
            before, after = (table.shown_text(who, one["field"], text[side] or "") for side in ("raw", "new"))
            mine = who.may("approver") and one["made_by"] != who.steward.login
            about = (part["sender_code"].n_unique(), int(part["row_count"].sum()), one["reason"], one["made_by"])
            label = table.heading(one["field"], who.language)
            made.append(Replacement(str(bulk_id), label, before, after, *about, one["made_at"], mine))
    return made


def release(
    connection: Connection, vault: Vault, names: UnitNames, chosen: pl.DataFrame, bulks: Sequence[str], by: Author
) -> int:
    """Put proposed cells and replacements in force and try their rows; returns how many rows that were."""
    corrections.release(connection, chosen["correction_id"], by.by, by.at)
    rows = _rows(connection, chosen)
    tried(connection, vault, names, today(), rows, chosen["entry_id"].unique(), by)
    return len(rows) + sum(bulk.release(connection, vault, names, today(), one, by) for one in bulks)


def refuse(
    connection: Connection, vault: Vault, names: UnitNames, chosen: pl.DataFrame, bulks: Sequence[str], by: Author
) -> int:
    """Turn proposals down: the rows wait for their steward again and say why; returns how many rows that were."""
    corrections.withdraw(connection, chosen["correction_id"], by.at, by=by.by, reason=by.reason)
    rows = _rows(connection, chosen)
    tried(connection, vault, names, today(), rows, chosen["entry_id"].unique(), by, note=by.reason)
    return len(rows) + sum(bulk.undo(connection, vault, names, today(), one, by, by.reason) for one in bulks)


def _rows(connection: Connection, chosen: pl.DataFrame) -> dict[str, Row]:
    found = entries.open_of_records(connection, chosen["record_id"].unique())
    return {row["entry_id"]: row for row in found.iter_rows(named=True)}
