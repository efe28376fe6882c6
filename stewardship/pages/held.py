"""Held rows: by cause, by value, and as a grid in which every change is tried at once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Annotated, Any

import polars as pl
from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, Field

from cleaning.masking import HIDDEN
from reports.definitions import KIND_LABELS
from runtime.wiring import Connection
from schemas.record import PLACE_CODES
from stewardship import table
from stewardship.cells import Author, Cells, Edit
from stewardship.desk import now
from stewardship.drawing import draw
from stewardship.saving import Saver
from stewardship.visitors import Anyone, StewardOnly, Unknown, Visitor
from stewardship.worklist import rows_of, texts, waiting
from warehouse import activities
from warehouse.reviews import PASSES, WAITS

router = APIRouter()
PAGE = 100
_VALUES = 40
_CAUSE = ["code", "raw_field"]


class Filter(BaseModel):
    """Which rows: all that share a cause, a value, a sender, a kind."""

    code: str = ""
    field: str = ""
    value: int | None = None
    unit: str = ""
    kind: str = ""
    ready: bool = False  # those that pass by now and wait for the night
    proposed: bool = False  # those that pass when an approver releases what was proposed

    def of(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The problems of a frame that are meant."""
        known = {"code": self.code, "raw_field": self.field, "sender_code": self.unit, "kind": self.kind}
        wanted = [pl.col(name) == text for name, text in known.items() if text]
        wanted += [pl.col("value") == self.value] if self.value is not None else []
        states = [PASSES] * self.ready + [WAITS] * self.proposed
        part = frame.filter(pl.col("state").is_in(states)) if states else waiting(frame)
        return part.filter(*wanted, severity="error")

    @property
    def done(self) -> bool:
        """Whether rows are meant that need no steward any more."""
        return self.ready or self.proposed


Wanted = Annotated[Filter, Depends()]


class Typed(BaseModel):
    """One cell as it was typed."""

    id: str = Field(max_length=64)
    field: str = Field(max_length=64)
    text: str = Field(max_length=20_000)
    version: str = Field("", max_length=64)


class Batch(BaseModel):
    """What was typed or pasted at once."""

    edits: list[Typed] = Field(max_length=5000)
    reason: str = Field(max_length=500)


@router.get("/held")
def show(request: Request, who: Anyone, wanted: Wanted, page: Annotated[int, Query(ge=1)] = 1) -> Response:
    """What waits: first the causes; of one of them the values and the rows."""
    with who.desk.reading() as connection:
        frame = seen(connection, who)
        once, asked = who.desk.worklist.once, wanted.model_dump_json()
        rows = once(who.scope, ("rows", asked), lambda: _rows(frame, wanted))
        names = who.desk.union(connection).labels
        words: dict[str, Any] = {
            "wanted": wanted,
            "causes": causes(frame, wanted) if not wanted.code and not wanted.done else [],
            "names": names,
            "kinds": KIND_LABELS,
            "of_lists": PLACE_CODES,
            "label": lambda name: table.heading(name, who.language),
            "senders": once(who.scope, "senders", lambda: _senders(frame)),
            "total": rows.height,
            "ready": once(who.scope, "ready", lambda: _rows(frame, Filter(ready=True)).height),
            "proposed": once(who.scope, "proposed", lambda: _rows(frame, Filter(proposed=True)).height),
        }
        if not (wanted.code or wanted.unit or wanted.kind or wanted.done):
            return draw(request, "held.html.j2", who, grid=None, values=[], **words)
        kinds, of_kind = once(who.scope, ("kinds", asked), lambda: _of_one_kind(rows))
        grid = _grid(connection, who, kinds, of_kind, page)
        values = []
        if wanted.code and wanted.value is None and wanted.field:
            key = ("values", asked, who.reveals)
            values = once(who.scope, key, lambda: _values(connection, who, wanted.of(frame)))
    return draw(request, "held.html.j2", who, grid=grid, values=values, **words)


@router.post("/held/cells")
def change(request: Request, who: StewardOnly, batch: Batch) -> dict[str, Any]:
    """Save what was typed and say of every row what the rules say now; nothing of it waits for a button."""
    ids = pl.Series("entry_id", list({one.id for one in batch.edits}), dtype=pl.String)
    with who.desk.reading() as connection:
        known = seen(connection, who).filter(pl.col("entry_id").is_in(ids.implode()))
        if set(known["entry_id"]) != set(ids):
            raise Unknown
        before = Cells(connection, who.desk.vault, ids)
    author = Author(who.steward.login, now(), batch.reason.strip() or "sửa tại bàn làm việc")
    edits = [edit for one in batch.edits if one.id in before.rows and (edit := _edit(who, before, one))]
    saved = saver_of(request).save(edits, author)
    with who.desk.reading() as connection:
        cells = Cells(connection, who.desk.vault, ids)
    reviews = {row["entry_id"]: row for row in saved.reviewed.iter_rows(named=True)}
    told = [
        {"id": one, **table.drawn(who, cells, one, table.reviewed(cells.rows[one]["kind"], reviews[one]))}
        for one in cells.rows
        if one in reviews
    ]
    conflicts = [
        {
            "id": edit.entry_id,
            "field": edit.field,
            "text": table.shown_text(who, edit.field, cell.text),
            "by": cell.by,
            "version": cell.version,
            "mine": table.shown_text(who, edit.field, edit.text),
        }
        for edit, cell in saved.conflicts
    ]
    return {"rows": told, "conflicts": conflicts}


def saver_of(request: Request) -> Saver:
    """The one who saves at this program's desk."""
    saver: Saver = request.app.state.saver
    return saver


def _edit(who: Visitor, cells: Cells, one: Typed) -> Edit | None:
    """What was typed; a masked text can only mean what the list says, by an undo, or nothing."""
    said = cells.said(one.id, one.field) if cells.has(one.id, one.field) else ""
    if HIDDEN in one.text:
        return (
            Edit(one.id, one.field, said, one.version) if one.text == table.shown_text(who, one.field, said) else None
        )
    return Edit(one.id, one.field, table.typed_text(one.field, one.text, said), one.version)


def seen(connection: Connection, who: Visitor) -> pl.DataFrame:
    """The open problems that a visitor may see, up to date."""
    who.desk.refresh(connection)
    return who.desk.worklist.seen_by(who.scope)


def own_lists(who: Visitor, frame: pl.DataFrame) -> pl.DataFrame:
    """The problems of lists that are the visitor's to decide about as a whole: those whose sender they may see."""
    return who.scope.of(frame, "sender_code")


def causes(frame: pl.DataFrame, wanted: Filter) -> list[dict[str, Any]]:
    """How many rows wait for each cause, the most first, under the other filters."""
    left = wanted.model_copy(update={"code": "", "field": "", "value": None})
    counted = (
        left.of(frame)
        .group_by(_CAUSE)
        .agg(
            rows=pl.col("entry_no").n_unique(),
            senders=pl.col("sender_code").n_unique(),
            values=pl.col("value").n_unique(),
            since=pl.col("received_at").min(),
        )
        .cast(dict.fromkeys(_CAUSE, pl.String))
        .sort("rows", "code", "raw_field", descending=[True, False, False])
    )
    return counted.to_dicts()


def _values(connection: Connection, who: Visitor, found: pl.DataFrame) -> list[dict[str, Any]]:
    """The texts that several rows of a cause share, most rows first; one row of each is opened to show its text."""
    counted = found.group_by("value").agg(rows=pl.len()).filter(pl.col("rows") > 1)
    most = counted.sort("rows", "value", descending=[True, False]).head(_VALUES)
    one = found.join(most, on="value").unique("value", keep="first", maintain_order=True)
    shown = one.select("value", "rows", "entry_id", pl.col("raw_field").cast(pl.String))
    cells = Cells(connection, who.desk.vault, shown["entry_id"])
    return [
        {**row, "text": table.shown_text(who, row["raw_field"], cells.cell(row["entry_id"], row["raw_field"]).text)}
        for row in shown.sort("rows", "value", descending=[True, False]).iter_rows(named=True)
        if row["entry_id"] in cells.rows
    ]


def _senders(frame: pl.DataFrame) -> list[tuple[str, int]]:
    waits = waiting(frame.filter(severity="error"))
    counted = waits.group_by("sender_code").agg(rows=pl.col("entry_no").n_unique())
    return list(counted.cast({"sender_code": pl.String}).sort("sender_code").iter_rows())


def _rows(frame: pl.DataFrame, wanted: Filter) -> pl.DataFrame:
    """The rows that a filter means, in reading order, without what only a page of them needs."""
    return rows_of(wanted.of(frame)).select("entry_id", "entry_no", "kind")


def _of_one_kind(rows: pl.DataFrame) -> tuple[list[tuple[str, int]], pl.DataFrame]:
    """How many rows there are of each kind, the most first, and the rows of that first one."""
    kinds = rows.group_by("kind").agg(rows=pl.len()).cast({"kind": pl.String})
    counted = [(str(kind), int(count)) for kind, count in kinds.iter_rows()]
    counted.sort(key=lambda one: (-one[1], one[0]))
    return counted, rows.filter(kind=counted[0][0]) if counted else rows


def _grid(
    connection: Connection, who: Visitor, kinds: Sequence[tuple[str, int]], rows: pl.DataFrame, page: int
) -> dict[str, Any]:
    """A page of the rows of one kind: of several kinds the one with most rows, the others a click away."""
    if not kinds:
        return {"rows": [], "columns": [], "kinds": [], "kind": "", "pages": 0, "page": 1, "count": 0}
    kind = kinds[0][0]
    part = rows.slice((page - 1) * PAGE, PAGE)
    frame = who.desk.worklist.seen_by(who.scope)
    told = texts(frame.filter(pl.col("entry_no").is_in(part["entry_no"].implode())).select(table.TOLD)).to_dicts()
    cells = Cells(connection, who.desk.vault, part["entry_id"])
    shown = table.rows(who, cells, told, who.desk.worklist.reviews_of(part["entry_id"]))
    return {
        "rows": shown,
        "columns": table.columns(table.fields_of(kind, cells, told), who.language),
        "kinds": kinds,
        "kind": kind,
        "pages": math.ceil(rows.height / PAGE),
        "page": page,
        "count": rows.height,
    }


def note(connection: Connection, who: Visitor, action: str, subject: str = "", **words: Any) -> None:
    """Put on record what a visitor did."""
    activities.add(connection, action, who.steward.login, now(), subject, who.steward.unit_code, **words)
