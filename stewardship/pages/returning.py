"""Sending back: a link by which a unit answers for its own rows, and what came back, to be accepted or not."""

from __future__ import annotations

import hmac
import secrets
from datetime import timedelta
from typing import Annotated, Any

import polars as pl
from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from runtime.wiring import Connection
from stewardship import proposals, table
from stewardship.cells import Author, Cells, propose
from stewardship.desk import Desk, now
from stewardship.drawing import draw
from stewardship.pages.held import note, seen
from stewardship.visitors import StewardOnly, Unknown, desk_of
from stewardship.worklist import waiting
from warehouse import activities, corrections, invitations, stewards
from warehouse.invitations import Invitation

router = APIRouter()
_SHOWN = 60
_TRIES = 60


@router.get("/returning")
def show(request: Request, who: StewardOnly, link: str = "") -> Response:
    """The links that were made, a place for a new one, and the answers that wait."""
    with who.desk.reading() as connection:
        told = [one for one in invitations.listed(connection).to_dicts() if who.scope.ever(one["unit_code"])]
        frame = waiting(seen(connection, who).filter(severity="error"))
        senders = (
            who.scope.of(frame, "sender_code")
            .group_by("sender_code")
            .agg(rows=pl.col("entry_no").n_unique())
            .cast({"sender_code": pl.String})
        )
        names = who.desk.union(connection).labels
        told_back = proposals.shown(connection, who, proposals.cells(connection, who, by_unit=True))
    made = next((one for one in told if one["invitation_id"] == link), None)
    address = f"{str(request.base_url).rstrip('/')}/u/{_token(who.desk, link)}" if made else ""
    return draw(
        request,
        "returning.html.j2",
        who,
        told=told,
        senders=senders.sort("sender_code").rows(),
        names=names,
        address=address,
        answers=told_back,
        at=now(),
    )


@router.post("/returning")
def invite(who: StewardOnly, unit: Annotated[str, Form()], days: Annotated[int, Form(ge=1, le=60)] = 14) -> Response:
    """Make a link for a unit."""
    if not who.scope.ever(unit):
        raise Unknown
    at = now()
    made = Invitation(secrets.token_hex(8), unit, who.steward.login, at, at + timedelta(days=days))
    with who.desk.writing() as connection:
        invitations.add(connection, made)
        note(connection, who, "invited", made.invitation_id, unit=unit, days=days)
    return RedirectResponse(f"/returning?link={made.invitation_id}", 303)


@router.post("/returning/{invitation_id}/revoke")
def revoke(who: StewardOnly, invitation_id: str) -> Response:
    """End a link before its day."""
    with who.desk.writing() as connection:
        known = {one["invitation_id"]: one for one in invitations.listed(connection).to_dicts()}
        if invitation_id not in known or not who.scope.ever(known[invitation_id]["unit_code"]):
            raise Unknown
        invitations.revoke(connection, invitation_id, who.steward.login, now())
        note(connection, who, "invitation_revoked", invitation_id)
    return RedirectResponse("/returning", 303)


@router.post("/returning/answers")
def decide(
    who: StewardOnly,
    chosen: Annotated[list[str] | None, Form()] = None,
    step: Annotated[str, Form(pattern="^(accept|refuse)$")] = "accept",
) -> Response:
    """Put answers of units in force and try their rows, or turn them away."""
    with who.desk.reading() as connection:
        answered = proposals.cells(connection, who, by_unit=True)
        names = who.desk.union(connection).names
    cells = answered.filter(pl.col("correction_id").is_in(chosen or []))
    author = Author(who.steward.login, now(), "")
    with who.desk.writing() as connection:
        if step == "refuse":
            corrections.withdraw(connection, cells["correction_id"], author.at, by=author.by)
        else:
            cells = cells.filter("mine")
            proposals.release(connection, who.desk.vault, names, cells, (), author)
        note(connection, who, "answers_accepted" if step == "accept" else "answers_refused", rows=cells.height)
    return RedirectResponse("/returning", 303)


@router.get("/u/{token}")
def asked(request: Request, token: str, sent: int = 0) -> Response:
    """The unit's own page: its questioned rows, what is wrong with each and a place for the right text."""
    desk = desk_of(request)
    with desk.reading() as connection:
        known = _invited(connection, desk, request, token)
        rows = _questioned(connection, desk, known)
        name = desk.union(connection).labels.get(known.unit_code, known.unit_code)
    desk.jot(lambda connection: invitations.opened(connection, known.invitation_id, now()))
    return draw(
        request,
        "unit.html.j2",
        None,
        rows=rows[:_SHOWN],
        count=len(rows),
        name=name,
        token=token,
        sent=sent,
        ends=known.ends_at,
    )


@router.post("/u/{token}")
async def answer(request: Request, token: str) -> Response:
    """Keep what the unit wrote, as proposals that a steward accepts; a cell left alone says nothing."""
    desk = desk_of(request)
    form = {name: str(text) for name, text in (await request.form()).items()}
    count = await _in_thread(_answered, request, desk, token, form)
    return RedirectResponse(f"/u/{token}?sent={count}", 303)


def _answered(request: Request, desk: Desk, token: str, form: dict[str, str]) -> int:
    with desk.reading() as connection:
        known = _invited(connection, desk, request, token)
        asked_for = {(one["entry_id"], one["field"]) for one in _questioned(connection, desk, known)}
    typed = [(*name.partition("/")[::2], text) for name, text in form.items() if text.strip()]
    wanted = [(entry, name, text) for entry, name, text in typed if (entry, name) in asked_for and len(text) <= 500]
    why = form.get("who", "").strip()[:200] or "đơn vị trả lời qua liên kết"
    author = Author(f"{known.unit_code} (link)", now(), why)
    with desk.writing() as connection:
        made = propose(connection, desk.vault, wanted, author)
        activities.add(connection, "answered", author.by, author.at, known.invitation_id, known.unit_code, cells=made)
    return made


def _questioned(connection: Connection, desk: Desk, known: Invitation) -> list[dict[str, Any]]:
    """The cells of the unit's own lists that an error holds and nobody has answered: never a row of another sender."""
    desk.refresh(connection)
    frame = waiting(desk.worklist.seen_by(desk.scope(connection, known.unit_code)))
    mine = frame.filter(pl.col("raw_field") != "", sender_code=known.unit_code, severity="error").with_columns(
        pl.col(pl.Categorical).cast(pl.String)
    )
    mine = mine.sort("received_at", "path", "table_no", "row_no", "code").unique(
        ["entry_id", "raw_field"], keep="first", maintain_order=True
    )
    proposed = corrections.proposed(connection, mine["record_id"], by_unit=True)
    answered = set(proposed.select("record_id", "field").iter_rows())
    cells = Cells(connection, desk.vault, mine["entry_id"].unique())
    return [
        {
            **row,
            "field": row["raw_field"],
            "name": table.name(cells, row["entry_id"]),
            "label": table.heading(row["raw_field"], "vi"),
            "shown": table.masked_text(row["raw_field"], cells.cell(row["entry_id"], row["raw_field"]).text),
        }
        for row in mine.iter_rows(named=True)
        if row["entry_id"] in cells.rows and (row["record_id"], row["raw_field"]) not in answered
    ]


def _token(desk: Desk, invitation_id: str) -> str:
    return f"{invitation_id}.{desk.vault.blind_text([f'invitation {invitation_id}'])[0]}"


def _invited(connection: Connection, desk: Desk, request: Request, token: str) -> Invitation:
    """The invitation of a token; a made up, ended or revoked one is unknown, and trying many is slowed down."""
    invitation_id = token.partition(".")[0]
    address = f"link {request.client.host if request.client else ''}"
    known = None
    if hmac.compare_digest(token.encode(), _token(desk, invitation_id).encode()):
        known = invitations.standing(connection, invitation_id, now())
    if known is None or stewards.attempts(connection, address, now() - timedelta(minutes=15)) > _TRIES:
        with desk.writing() as writing:
            stewards.count_attempt(writing, address, now())
        raise Unknown
    return known


async def _in_thread(work: Any, *given: Any) -> Any:
    from fastapi.concurrency import run_in_threadpool

    return await run_in_threadpool(work, *given)
