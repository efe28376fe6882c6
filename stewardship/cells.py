"""The cells of rows as stewards see and change them; every change is tried at once with the rules of the night."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import polars as pl

from cleaning.units import UnitNames
from flows.rechecking import lists_of, recheck
from flows.restored import Content, opened, original
from runtime.wiring import Connection
from schemas.models import MODELS
from warehouse import corrections, entries, instructions, registry, reviews, worklist
from warehouse.corrections import Correction
from warehouse.vault import Vault

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it stands: its text, who put it there (nobody: the list itself) and the version of that.

    A text that ``waits`` is proposed: it counts when a second person has released it.
    """

    text: str
    version: str = ""
    by: str = ""
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """What somebody typed over a cell, and the version of the cell they saw."""

    entry_id: str
    field: str
    text: str
    version: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of edits: the rows as reviewed, and the edits not taken because somebody else was faster."""

    reviewed: pl.DataFrame
    conflicts: tuple[tuple[Edit, Cell], ...]


class Cells:
    """Some open rows with all their cells, pending changes and proposals put in."""

    def __init__(self, connection: Connection, vault: Vault, entry_ids: pl.Series) -> None:
        found = entries.of_ids(connection, entry_ids)
        self.rows: dict[str, Row] = {row["entry_id"]: row for row in found.drop("payload").iter_rows(named=True)}
        self.contents: dict[str, Content] = dict(zip(found["entry_id"], opened(vault, found["payload"]), strict=True))
        self._said = {entry_id: original(content) for entry_id, content in self.contents.items()}
        self._vault = vault
        self._four_eyes = registry.four_eyes(connection)
        self._shown: dict[str, dict[str, Cell]] = {}
        self._singles = self._corrected(connection, found["record_id"])
        self._told = self._instructed(connection, found)

    def cell(self, entry_id: str, field: str) -> Cell:
        """A cell as it stands now."""
        said = self.said(entry_id, field)
        single = self._singles.get((self.rows[entry_id]["record_id"], field, said))
        return single or self.instructed(entry_id, field) or Cell(said)

    def instructed(self, entry_id: str, field: str) -> Cell | None:
        """What an instruction makes of a cell, whatever was typed over it since."""
        row = self.rows[entry_id]
        found = self._told.get((row["sender_code"], row["kind"], field, self.said(entry_id, field)))
        return found and replace(found, waits=found.waits and self.asks_release(entry_id))

    def asks_release(self, entry_id: str) -> bool:
        """Whether the campaign of a row wants every fix released by a second person."""
        return self.rows[entry_id]["campaign_code"] in self._four_eyes

    def has(self, entry_id: str, field: str) -> bool:
        """Whether rows of this kind have such a cell."""
        return field in MODELS[self.rows[entry_id]["kind"]].raw_fields

    def said(self, entry_id: str, field: str) -> str:
        """What the list itself says in a cell."""
        return self._said[entry_id].get(field) or ""

    def fields(self, entry_id: str) -> dict[str, Cell]:
        """Every cell of a row that says or said something."""
        if entry_id not in self._shown:
            self._shown[entry_id] = {name: self.cell(entry_id, name) for name in self._said[entry_id]}
        return self._shown[entry_id]

    def _corrected(self, connection: Connection, record_ids: pl.Series) -> dict[tuple[str, str, str], Cell]:
        live = corrections.live(connection, record_ids, proposals=True)
        texts = [json.loads(text) for text in self._vault.open(live["payload"])]
        return {
            (row["record_id"], row["field"], text["raw"] or ""): Cell(
                text["new"] or "", row["correction_id"], row["made_by"], row["released_by"] is None
            )
            for row, text in zip(live.drop("payload").iter_rows(named=True), texts, strict=True)
        }

    def _instructed(self, connection: Connection, found: pl.DataFrame) -> dict[tuple[str, str, str, str], Cell]:
        live = instructions.live(connection, found["sender_code"].unique())
        texts = [json.loads(text) for text in self._vault.open(live["payload"])]
        return {
            (row["sender_code"], row["kind"], row["field"], text["raw"]): Cell(
                text["new"], row["instruction_id"], row["made_by"], row["released_by"] is None
            )
            for row, text in zip(live.drop("payload").iter_rows(named=True), texts, strict=True)
        }


@dataclass(frozen=True, slots=True)
class Author:
    """Who does something, when and why."""

    by: str
    at: datetime
    reason: str


def save(
    connection: Connection,
    vault: Vault,
    names: UnitNames,
    today: date,
    asked: Sequence[tuple[Sequence[Edit], Author]],
) -> list[Saved]:
    """Store what was typed by each and try the rows; an edit of a cell that another has changed since is not taken.

    Typing what the list itself says takes back what was put there. Edits of rows that are gone are left out, and of
    cells that such rows do not have. No two authors may be at one row.
    """
    ids = [one.entry_id for edits, _ in asked for one in edits]
    cells = Cells(connection, vault, pl.Series("entry_id", ids, dtype=pl.String))
    conflicts = [_stored(connection, vault, cells, edits, author) for edits, author in asked]
    touched = [_ids({one.entry_id for one in edits} & cells.rows.keys()) for edits, _ in asked]
    reviewed = _rechecked(connection, vault, names, today, cells.rows, pl.concat(touched))
    saved = []
    for (_, author), rows, lost in zip(asked, touched, conflicts, strict=True):
        mine = reviewed.filter(pl.col("entry_id").is_in(rows.implode()))
        reviews.put(connection, mine, worklist.last_run(connection), author.by, author.at)
        saved.append(Saved(mine, lost))
    return saved


def _stored(
    connection: Connection, vault: Vault, cells: Cells, edits: Sequence[Edit], author: Author
) -> tuple[tuple[Edit, Cell], ...]:
    """Store the edits of one author; gives those that were not taken, with what stands in the cell."""
    known = [one for one in edits if one.entry_id in cells.rows and cells.has(one.entry_id, one.field)]
    standing = [(one, cells.cell(one.entry_id, one.field)) for one in known]
    conflicts = tuple((one, cell) for one, cell in standing if cell.version != one.version and cell.text != one.text)
    refused = {(one.entry_id, one.field) for one, _ in conflicts}
    changed = [one for one, cell in standing if (one.entry_id, one.field) not in refused and cell.text != one.text]
    _store(connection, vault, cells, changed, author)
    return conflicts


def _ids(entry_ids: Collection[str]) -> pl.Series:
    return pl.Series("entry_id", sorted(entry_ids), dtype=pl.String)


def propose(connection: Connection, vault: Vault, wanted: Sequence[tuple[str, str, str]], author: Author) -> int:
    """Keep what a unit says of its own cells (entry, field, text), in force for nobody until it is accepted."""
    cells = Cells(connection, vault, pl.Series("entry_id", [one for one, _, _ in wanted], dtype=pl.String))
    edits = [Edit(entry_id, field, " ".join(text.split())) for entry_id, field, text in wanted]
    known = [one for one in edits if one.entry_id in cells.rows and cells.has(one.entry_id, one.field)]
    changed = [one for one in known if one.text != cells.said(one.entry_id, one.field)]
    made = [_correction(vault, cells, one, author) for one in changed]
    return corrections.add(connection, [replace(one, proposed=True, by_unit=True) for one in made])


def tried(
    connection: Connection,
    vault: Vault,
    names: UnitNames,
    today: date,
    rows: Mapping[str, Row],
    entry_ids: pl.Series,
    author: Author,
    note: str = "",
) -> pl.DataFrame:
    """Check rows under what is on record now, and keep what the rules said until a night reads them again.

    With a ``note`` the author has turned a fix of them down, and says why.
    """
    reviewed = _rechecked(connection, vault, names, today, rows, entry_ids)
    reviewed = reviews.undone(reviewed, note) if note else reviewed
    reviews.put(connection, reviewed, worklist.last_run(connection), author.by, author.at)
    return reviewed


def _rechecked(
    connection: Connection,
    vault: Vault,
    names: UnitNames,
    today: date,
    rows: Mapping[str, Row],
    entry_ids: pl.Series,
) -> pl.DataFrame:
    arrived = pl.Series("delivery_id", [rows[one]["delivery_id"] for one in entry_ids], dtype=pl.String)
    return recheck(connection, vault, names, today, lists_of(connection, vault, arrived), entry_ids)


def _store(connection: Connection, vault: Vault, cells: Cells, changed: Sequence[Edit], author: Author) -> None:
    back = [edit for edit in changed if edit.text == cells.said(edit.entry_id, edit.field)]
    stays = _take_back(connection, cells, back, author)
    # An instruction about the text would come through again: against it the list's own text is a correction. So it is
    # against what a second person has released, which no one person takes back.
    made = [one for one in changed if one not in back or one in stays or cells.instructed(one.entry_id, one.field)]
    corrections.add(connection, [_correction(vault, cells, one, author) for one in made])


def _take_back(connection: Connection, cells: Cells, back: Sequence[Edit], author: Author) -> list[Edit]:
    """Withdraw what was written into cells; gives those where something released stands that only two may change."""
    asked = [(cells.rows[one.entry_id]["record_id"], one.field, cells.asks_release(one.entry_id)) for one in back]
    places = pl.DataFrame(asked, {"record_id": pl.String, "field": pl.String, "asks": pl.Boolean}, orient="row")
    told = corrections.of_records(connection, places["record_id"].unique()).join(places, on=["record_id", "field"])
    standing = told.filter(pl.col("withdrawn_at").is_null() & ~(pl.col("by_unit") & pl.col("released_by").is_null()))
    locked = standing.filter(pl.col("asks") & pl.col("released_by").is_not_null())
    mine = standing.join(locked, on="correction_id", how="anti")["correction_id"]
    corrections.withdraw(connection, mine, author.at, by=author.by)
    kept = set(locked.select("record_id", "field").iter_rows())
    return [one for one, (record, name, _) in zip(back, asked, strict=True) if (record, name) in kept]


def _correction(vault: Vault, cells: Cells, edit: Edit, author: Author) -> Correction:
    row, said = cells.rows[edit.entry_id], cells.said(edit.entry_id, edit.field)
    text = json.dumps({"raw": said, "new": edit.text}, ensure_ascii=False).encode()
    return Correction(
        record_id=row["record_id"],
        delivery_id=row["delivery_id"],
        field=edit.field,
        raw_hash=vault.blind_text([said])[0] if said else "",
        payload=vault.seal([text])[0],
        reason=author.reason,
        made_by=author.by,
        made_at=author.at,
        proposed=cells.asks_release(edit.entry_id),
    )
