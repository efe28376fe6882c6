"""Fixing everything that matches at once: preview, exact count, reason, undo."""

from __future__ import annotations

from typing import Annotated, Any

import polars as pl
from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from cleaning.units import GRASSROOTS
from flows.proposals import import_agreed, proposals
from flows.rechecking import lists_of
from reports.proposals import Agreed
from runtime.settings import today
from runtime.wiring import Connection
from stewardship import bulk, table
from stewardship.bulk import Replacement
from stewardship.cells import Author, Cells, tried
from stewardship.desk import now
from stewardship.drawing import draw
from stewardship.pages.held import Filter, Wanted, note, own_lists, seen
from stewardship.visitors import Anyone, Forbidden, StewardOnly, Unknown, Visitor
from stewardship.worklist import waiting
from warehouse import corrections, entries, instructions
from warehouse.reviews import PASSES, WAITS

router = APIRouter()
_SHOWN = 12


@router.get("/held/bulk")
def ask(request: Request, who: StewardOnly, wanted: Wanted) -> Response:
    """What is said now in how many rows, and a place for what should be said."""
    with who.desk.reading() as connection:
        words = _meant(connection, who, wanted)
    return draw(request, "bulk.html.j2", who, wanted=wanted, tried=None, new="", reason="", **words)


@router.post("/held/bulk")
def fix(
    request: Request,
    who: StewardOnly,
    wanted: Wanted,
    new: Annotated[str, Form(max_length=5000)],
    reason: Annotated[str, Form(max_length=500)],
    step: Annotated[str, Form(pattern="^(preview|apply)$")],
    shown: Annotated[int, Form()] = -1,
) -> Response:
    """Preview what would be, or do it: exactly the rows that were shown, or nothing and a new preview."""
    with who.desk.reading() as connection:
        words = _meant(connection, who, wanted)
        names = who.desk.union(connection).names
    text = table.typed_text(wanted.field, new, words["raw"])
    author = Author(who.steward.login, now(), reason.strip())
    replacement = Replacement(wanted.field, words["raw"], text, author)
    if step == "apply" and author.reason and shown == words["rows"].height:
        with who.desk.writing() as connection:
            done = bulk.replace(connection, who.desk.vault, names, today(), words["lists"], words["rows"], replacement)
            note(connection, who, "bulk", done.bulk_id, rows=words["rows"].height, field=wanted.field)
        return RedirectResponse(f"/held/bulk/{done.bulk_id}", 303)
    with who.desk.trying() as connection:
        done = bulk.replace(connection, who.desk.vault, names, today(), words["lists"], words["rows"], replacement)
        ids = words["rows"]["entry_id"].head(_SHOWN)
        cells = Cells(connection, who.desk.vault, ids)
        reviews = {row["entry_id"]: row for row in done.reviewed.iter_rows(named=True)}
        sample = [
            {"id": one, **table.drawn(who, cells, one, table.reviewed(cells.rows[one]["kind"], reviews[one]))}
            for one in ids
        ]
    passing = done.reviewed.filter(pl.col("state").is_in((PASSES, WAITS))).height
    outcome = {"sample": sample, "passing": passing, "failing": done.reviewed.height - passing}
    return draw(request, "bulk.html.j2", who, wanted=wanted, tried=outcome, new=new, reason=reason, **words)


@router.get("/held/bulk/{bulk_id}")
def done(request: Request, who: Anyone, bulk_id: str) -> Response:
    """What was done at once, by whom and why, and the way back."""
    with who.desk.reading() as connection:
        told = _own(connection, who, bulk_id)
    return draw(
        request,
        "bulk_done.html.j2",
        who,
        told=told.to_dicts(),
        bulk_id=bulk_id,
        standing=told["withdrawn_at"].null_count() > 0,
        asks=told["asks_release"].any() and told["released_by"].is_null().any(),
        may_undo=_may_undo(who, told),
    )


@router.post("/held/bulk/{bulk_id}/undo")
def undo(who: StewardOnly, bulk_id: str) -> Response:
    """Take it back as a whole."""
    with who.desk.reading() as connection:
        if not _may_undo(who, _own(connection, who, bulk_id)):
            raise Forbidden
        names = who.desk.union(connection).names
    with who.desk.writing() as connection:
        author = Author(who.steward.login, now(), "hoàn tác")
        if bulk.undo(connection, who.desk.vault, names, today(), bulk_id, author):
            note(connection, who, "bulk_undone", bulk_id)
    return RedirectResponse(f"/held/bulk/{bulk_id}", 303)


@router.get("/held/remedies")
def remedies(request: Request, who: Anyone) -> Response:
    """Mistakes of whole lists with the remedy that was tried on them, cell by cell."""
    with who.desk.reading() as connection:
        told = _remedies(connection, who)
    return draw(
        request,
        "remedies.html.j2",
        who,
        told=told,
        mask=lambda one: table.shown_text(who, one.field, one.before),
        after=lambda one: table.shown_text(who, one.field, one.after),
    )


@router.post("/held/remedies")
def agree(who: StewardOnly, key: Annotated[str, Form()], reason: Annotated[str, Form(min_length=3)]) -> Response:
    """Accept a remedy for its whole list, and try its rows."""
    with who.desk.reading() as connection:
        found = next((one for one in _remedies(connection, who) if one.key == key), None)
        names = who.desk.union(connection).names
    if found is None:
        raise Unknown
    author = Author(who.steward.login, now(), reason.strip())
    with who.desk.writing() as connection:
        import_agreed(
            connection, who.desk.vault, [Agreed(key, reason)], made_by=author.by, made_at=author.at, reason=reason
        )
        made = corrections.made_at(connection, author.by, author.at)
        rows = entries.open_of_records(connection, made["record_id"])
        known = {row["entry_id"]: row for row in rows.iter_rows(named=True)}
        tried(connection, who.desk.vault, names, today(), known, rows["entry_id"], author)
        note(connection, who, "remedy", key.split("/")[0], rows=rows.height)
    return RedirectResponse("/held/remedies", 303)


def _remedies(connection: Connection, who: Visitor) -> list[Any]:
    """The remedies of lists whose sender the visitor may see, and of which some row still waits."""
    waits = set(waiting(own_lists(who, seen(connection, who)))["listing_id"])
    return [one for one in proposals(connection, who.desk.vault) if one.key.split("/")[0] in waits]


def _meant(connection: Connection, who: Visitor, wanted: Filter) -> dict[str, Any]:
    """The rows that share the text, all of them whatever page shows them, and the text."""
    if not wanted.field or wanted.value is None:
        raise Unknown
    told = wanted.of(own_lists(who, seen(connection, who)))
    found = told["entry_id"].unique()
    if found.is_empty():
        raise Unknown
    cells = Cells(connection, who.desk.vault, found.head(1))
    if not cells.rows:
        raise Unknown
    raw = cells.said(found[0], wanted.field)
    lists = lists_of(connection, who.desk.vault, told["delivery_id"].unique())
    rows = bulk.matching(lists, found, wanted.field, raw)
    label = table.columns([wanted.field], who.language)[0]["label"]
    offered = _units(connection, who, told) if "union" in wanted.field or wanted.field == "work_unit" else []
    return {
        "raw": raw,
        "shown_raw": table.shown_text(who, wanted.field, raw),
        "lists": lists,
        "rows": rows,
        "label": label,
        "offered": offered,
    }


def _units(connection: Connection, who: Visitor, told: pl.DataFrame) -> list[tuple[str, str]]:
    """The units that such rows may belong to, as they were on the day of the data."""
    day = who.scope.day(*told.select("campaign_code", "arrived_on").row(0))
    opened = who.desk.union(connection).structure.open_units(day)
    return [
        (one.unit_code, one.name) for one in opened if one.level == GRASSROOTS and who.scope.covers(one.unit_code, day)
    ]


def _may_undo(who: Visitor, told: pl.DataFrame) -> bool:
    """What a second person has released, no steward takes back alone."""
    return who.may("approver" if told["released_by"].is_not_null().any() else "steward")


def _own(connection: Connection, who: Visitor, bulk_id: str) -> pl.DataFrame:
    told = instructions.of_bulk(connection, bulk_id)
    if told.is_empty() or not all(map(who.scope.ever, told["sender_code"])):
        raise Unknown
    return told
