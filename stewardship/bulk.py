"""One text for another in every row that says it: tried before, kept as an instruction, taken back as a whole."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

import polars as pl

from cleaning.units import UnitNames
from flows.rechecking import Lists, lists_of, recheck
from flows.restored import opened, original
from runtime.wiring import Connection
from stewardship.cells import Author
from warehouse import entries, instructions, registry, reviews, worklist
from warehouse.instructions import Instruction
from warehouse.vault import Vault


@dataclass(frozen=True, slots=True)
class Replacement:
    """What is to be done: the field, the list's own text and the new one, and why."""

    field: str
    raw: str
    new: str
    author: Author


@dataclass(frozen=True, slots=True)
class Tried:
    """What a replacement does to rows: their new state and problems, by entry."""

    bulk_id: str
    reviewed: pl.DataFrame


def matching(lists: Lists, entry_ids: pl.Series, field: str, raw: str) -> pl.DataFrame:
    """Of some rows of lists those whose list says this text in this field."""
    said = pl.Series([original(content).get(field) or "" for content in lists.contents], dtype=pl.String)
    return lists.rows.filter(pl.col("entry_id").is_in(entry_ids.implode()) & (said == raw))


def replace(
    connection: Connection,
    vault: Vault,
    names: UnitNames,
    today: date,
    lists: Lists,
    rows: pl.DataFrame,
    what: Replacement,
) -> Tried:
    """Store the instructions, one for each sender and kind, and try these rows of lists; in the caller's transaction.

    A preview is the same, rolled back: what was shown is what will be.
    """
    text = json.dumps({"raw": what.raw, "new": what.new}, ensure_ascii=False).encode()
    raw_hash = vault.blind_text([what.raw])[0] if what.raw else ""
    stamp = vault.blind_text([f"{what.author.by}\x1f{what.author.at.isoformat()}\x1f{what.field}\x1f{what.raw}"])[0]
    bulk_id = f"B{stamp[:10]}"
    four_eyes = registry.four_eyes(connection)
    made = [
        Instruction(
            bulk_id,
            str(sender),
            str(kind),
            what.field,
            raw_hash,
            vault.seal([text])[0],
            part.height,
            what.author.reason,
            what.author.by,
            what.author.at,
            asks_release=not four_eyes.isdisjoint(part["campaign_code"]),
        )
        for (sender, kind), part in rows.group_by("sender_code", "kind", maintain_order=True)
    ]
    instructions.add(connection, made, rows["delivery_id"].unique().to_list())
    reviewed = recheck(connection, vault, names, today, lists, rows["entry_id"])
    reviews.put(connection, reviewed, worklist.last_run(connection), what.author.by, what.author.at)
    return Tried(bulk_id, reviewed)


def undo(
    connection: Connection, vault: Vault, names: UnitNames, today: date, bulk_id: str, by: Author, note: str = ""
) -> int:
    """Take back what was done at once, and try the rows again; returns how many there are.

    With a ``note`` an approver turned it down, which stays with the rows until somebody touches them.
    """
    rows = _met(connection, vault, bulk_id)
    deliveries = rows["delivery_id"].unique().to_list()
    if not instructions.withdraw(connection, bulk_id, by.by, by.at, deliveries, note or None):
        return 0
    reviewed = recheck(
        connection, vault, names, today, lists_of(connection, vault, rows["delivery_id"]), rows["entry_id"]
    )
    reviews.put(connection, reviews.undone(reviewed, note), worklist.last_run(connection), by.by, by.at)
    return rows.height


def release(connection: Connection, vault: Vault, names: UnitNames, today: date, bulk_id: str, by: Author) -> int:
    """Let what one person did at once count everywhere, and try the rows again; returns how many there are."""
    rows = _met(connection, vault, bulk_id)
    if not instructions.release(connection, bulk_id, by.by, by.at, rows["delivery_id"].unique().to_list()):
        return 0
    lists = lists_of(connection, vault, rows["delivery_id"])
    reviewed = recheck(connection, vault, names, today, lists, rows["entry_id"])
    reviews.put(connection, reviewed, worklist.last_run(connection), by.by, by.at)
    return rows.height


def _met(connection: Connection, vault: Vault, bulk_id: str) -> pl.DataFrame:
    """The open rows that what was done at once meets: of its senders and kinds, with its text."""
    told = instructions.of_bulk(connection, bulk_id).filter(pl.col("withdrawn_at").is_null())
    texts = [json.loads(text) for text in vault.open(told["payload"])]
    found = entries.of_senders(connection, told["sender_code"])
    wanted = {
        (row["sender_code"], row["kind"], row["field"], text["raw"])
        for row, text in zip(told.iter_rows(named=True), texts, strict=True)
    }
    fields = {field for _, _, field, _ in wanted}
    contents = [original(content) for content in opened(vault, found["payload"])]
    mine = [
        any((row["sender_code"], row["kind"], field, said.get(field) or "") in wanted for field in fields)
        for row, said in zip(found.drop("payload").iter_rows(named=True), contents, strict=True)
    ]
    return found.drop("payload").filter(pl.Series(mine, dtype=pl.Boolean))
