"""Releasing: in campaigns of four eyes what one person fixed counts when another, an approver, has let it through."""

from __future__ import annotations

import math
from typing import Annotated

import polars as pl
from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from stewardship import proposals
from stewardship.cells import Author
from stewardship.desk import now
from stewardship.drawing import draw
from stewardship.pages.held import note
from stewardship.visitors import ApproverOnly, StewardOnly, Visitor

router = APIRouter()
_PAGE = 100


@router.get("/releases")
def show(
    request: Request,
    who: StewardOnly,
    by: str = "",
    page: Annotated[int, Query(ge=1)] = 1,
    told: str = "",
    rows: Annotated[int, Query(ge=0)] = 0,
) -> Response:
    """What waits for a second person: whole replacements first, then cells; what one fixed oneself is for others."""
    return _page(request, who, by, page, told=told, rows=rows)


def _page(
    request: Request, who: Visitor, by: str, page: int, status: int = 200, *, told: str = "", rows: int = 0
) -> Response:
    with who.desk.reading() as connection:
        found = proposals.cells(connection, who, by_unit=False)
        bulks = proposals.replacements(connection, who)
        names = who.desk.union(connection).labels
        authors = found.group_by("made_by").agg(cells=pl.len()).sort("made_by").rows()
        part = found.filter(made_by=by) if by else found
        cells = proposals.shown(connection, who, part.slice((page - 1) * _PAGE, _PAGE))
    return draw(
        request,
        "releases.html.j2",
        who,
        status,
        bulks=bulks,
        cells=cells,
        count=part.height,
        mine=part["mine"].sum(),
        authors=authors,
        by=by,
        page=page,
        pages=math.ceil(part.height / _PAGE),
        names=names,
        told=told,
        rows=rows,
    )


@router.post("/releases")
def decide(
    request: Request,
    who: ApproverOnly,
    step: Annotated[str, Form(pattern="^(release|everything|refuse)$")],
    chosen: Annotated[list[str] | None, Form()] = None,
    by: Annotated[str, Form(max_length=200)] = "",
    shown: Annotated[int, Form()] = -1,
    reason: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    """Release or turn down what was chosen; ``everything`` means exactly as many cells as the page told of."""
    with who.desk.reading() as connection:
        cells = proposals.cells(connection, who, by_unit=False).filter("mine")
        bulks = [
            one.bulk_id for one in proposals.replacements(connection, who) if one.mine and one.bulk_id in (chosen or [])
        ]
        names = who.desk.union(connection).names
    if step == "everything":
        cells, bulks = cells.filter(made_by=by) if by else cells, []
        if cells.height != shown:
            return _page(request, who, by, 1, 409, told="changed")
    else:
        cells = cells.filter(pl.col("correction_id").is_in(chosen or []))
    if cells.is_empty() and not bulks:
        return _page(request, who, by, 1, 400, told="nothing")
    if step == "refuse" and len(reason.strip()) < 3:
        return _page(request, who, by, 1, 400, told="reason")
    author = Author(who.steward.login, now(), reason.strip())
    with who.desk.writing() as connection:
        act = proposals.refuse if step == "refuse" else proposals.release
        done = act(connection, who.desk.vault, names, cells, bulks, author)
        action = "release_refused" if step == "refuse" else "released"
        note(
            connection,
            who,
            action,
            " ".join(bulks),
            rows=done,
            cells=cells.height,
            **{"reason": author.reason} if author.reason else {},
        )
    return RedirectResponse(f"/releases?told={action}&rows={done}&by={by}", 303)
