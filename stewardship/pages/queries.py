"""Queries: rows that pass and are asked about; only an explanation closes one."""

from __future__ import annotations

import math
from typing import Annotated, Any

import polars as pl
from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from flows.explaining import basis
from runtime.wiring import Connection
from stewardship import table
from stewardship.cells import Cells
from stewardship.desk import now
from stewardship.drawing import draw
from stewardship.pages.held import note, seen
from stewardship.visitors import Anyone, StewardOnly, Visitor
from stewardship.worklist import texts
from warehouse import explanations
from warehouse.explanations import Explanation

router = APIRouter()
PAGE = 50


@router.get("/queries")
def show(
    request: Request, who: Anyone, code: str = "", unit: str = "", page: Annotated[int, Query(ge=1)] = 1
) -> Response:
    """What is asked, by what is asked; of one question the rows."""
    with who.desk.reading() as connection:
        frame = _open(connection, who)
        counted = frame.group_by("code").agg(
            rows=pl.len(), senders=pl.col("sender_code").n_unique(), since=pl.col("received_at").min()
        )
        names = who.desk.union(connection).labels
        mine = frame.filter(code=code) if code else frame.head(0)
        mine = mine.filter(sender_code=unit) if unit else mine
        mine = mine.sort("entry_no")
        rows = _rows(connection, who, mine.slice((page - 1) * PAGE, PAGE))
    groups = counted.sort("rows", "code", descending=[True, False]).to_dicts()
    return draw(
        request,
        "queries.html.j2",
        who,
        groups=groups,
        code=code,
        unit=unit,
        rows=rows,
        names=names,
        page=page,
        pages=math.ceil(mine.height / PAGE),
        count=mine.height,
    )


@router.post("/queries")
def explain(
    who: StewardOnly,
    words: Annotated[str, Form(min_length=5, max_length=1000)],
    code: Annotated[str, Form()],
    asked: Annotated[list[str] | None, Form()] = None,
    everything: Annotated[bool, Form()] = False,
    unit: Annotated[str, Form()] = "",
) -> Response:
    """Close the chosen queries, or all of this code, with an explanation."""
    with who.desk.reading() as connection:
        frame = _open(connection, who).filter(code=code)
        frame = frame.filter(sender_code=unit) if unit else frame
    chosen = frame if everything else frame.filter(pl.format("{}/{}", "entry_id", "field").is_in(asked or []))
    at = now()
    with who.desk.writing() as connection:
        cells = Cells(connection, who.desk.vault, chosen["entry_id"].unique())
        made = [
            _made(who, cells, row, words.strip(), at)
            for row in chosen.iter_rows(named=True)
            if row["entry_id"] in cells.rows
        ]
        explanations.add(connection, made)
        note(connection, who, "explained", code, rows=len(made))
    return RedirectResponse(f"/queries?code={code}&unit={unit}" if len(made) < frame.height else "/queries", 303)


def _made(who: Visitor, cells: Cells, row: dict[str, Any], words: str, at: Any) -> Explanation:
    about = basis(row["kind"], row["field"], row["details"], cells.contents[row["entry_id"]])
    vault = who.desk.vault
    return Explanation(
        row["record_id"],
        row["delivery_id"],
        row["code"],
        row["field"],
        vault.blind_text([about])[0],
        vault.seal([words.encode()])[0],
        who.steward.login,
        at,
    )


def _open(connection: Connection, who: Visitor) -> pl.DataFrame:
    """The queries that a visitor may see and that nobody has explained since the last night."""
    told = texts(seen(connection, who).filter(severity="query"))
    answered = explanations.pending(connection).select("entry_id", "code", "field")
    return told.join(answered, on=["entry_id", "code", "field"], how="anti")


def _rows(connection: Connection, who: Visitor, part: pl.DataFrame) -> list[dict[str, Any]]:
    cells = Cells(connection, who.desk.vault, part["entry_id"].unique())
    shown = []
    for row in part.iter_rows(named=True):
        if row["entry_id"] not in cells.rows:
            continue
        drawn = table.drawn(who, cells, row["entry_id"], [row])
        fields = [
            name
            for name in (
                "full_name",
                "family_middle_name",
                "given_name",
                "initiative_name",
                "collective_name",
                row["raw_field"],
            )
            if name and name in drawn["cells"]
        ]
        told = [
            (column["label"], drawn["cells"][column["field"]]["text"])
            for column in table.columns(list(dict.fromkeys(fields)), who.language)
        ]
        faults = next(iter(drawn["faults"].values()))
        shown.append({**row, "told": told, "fault": faults[0], "key": f"{row['entry_id']}/{row['field']}"})
    return shown
