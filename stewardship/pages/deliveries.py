"""Deliveries: all that arrived with its state, what was read out of it and what it leaves open, and the original."""

from __future__ import annotations

import json
import math
import re
import tempfile
from pathlib import Path, PurePosixPath
from typing import Annotated, Any
from urllib.parse import quote

import polars as pl
from fastapi import APIRouter, File, Form, Query, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from connectors.failures import Unreadable
from connectors.returned.answering import Task
from connectors.source import open_source
from flows.precheck import check_files
from flows.questions import asked, import_answers
from flows.replies import replies
from flows.returning import file_name, returned
from reports.answer import answer
from reports.definitions import KIND_LABELS, LEVEL_LABELS
from reports.labels import label
from reports.questions import Reply
from runtime.settings import today
from runtime.wiring import Connection
from schemas.problems import problem
from stewardship.desk import now
from stewardship.drawing import draw
from stewardship.pages.held import note, seen
from stewardship.visitors import Anyone, StewardOnly, Unknown, Visitor
from warehouse import answers, deliveries, listings

router = APIRouter()
PAGE = 60
_LARGEST = 60 * 1024 * 1024
_NAME = re.compile(r"[^\w .,()\[\]+&@-]+")


@router.get("/deliveries")
def show(
    request: Request,
    who: Anyone,
    unit: str = "",
    status: str = "",
    page: Annotated[int, Query(ge=1)] = 1,
    uploaded: bool = False,
) -> Response:
    """What arrived, the newest first."""
    with who.desk.reading() as connection:
        every = _mine(connection, who)
        found = every.filter(unit_code=unit) if unit else every
        found = found.filter(status=status) if status else found
        part = found.slice((page - 1) * PAGE, PAGE)
        told = deliveries.accounts(connection, part["delivery_id"].to_list())
        names = who.desk.union(connection).labels
        lists = held_lists(connection, who)
        units = _units(connection, who)
    accounts = {row["delivery_id"]: row for row in told.iter_rows(named=True)}
    return draw(
        request,
        "deliveries.html.j2",
        who,
        rows=part.to_dicts(),
        accounts=accounts,
        names=names,
        unit=unit,
        status=status,
        page=page,
        pages=math.ceil(found.height / PAGE),
        count=found.height,
        lists=lists,
        statuses=sorted(every["status"].unique()),
        units=units,
        uploaded=uploaded,
    )


@router.get("/deliveries/{delivery_id}")
def one(request: Request, who: Anyone, delivery_id: str) -> Response:
    """One file: its lists with what was inferred, its rows by outcome, its open questions."""
    with who.desk.reading() as connection:
        row = _own(connection, who, delivery_id)
        told = deliveries.accounts(connection, [delivery_id]).to_dicts()
        found = listings.of_deliveries(connection, pl.Series("delivery_id", [delivery_id])).sort("table_no")
        names = who.desk.union(connection).labels
        campaigns = who.desk.union(connection).campaigns
        waits = [each for each in asked(connection, who.desk.vault, row["unit_code"]) if each.file == row["path"]]
        problems = (
            seen(connection, who).filter(delivery_id=delivery_id).with_columns(pl.col(pl.Categorical).cast(pl.String))
        )
    lists = [{**each, "layout": json.loads(each["layout"])} for each in found.iter_rows(named=True)]
    counted = problems.group_by("severity", "code", "raw_field").agg(rows=pl.col("entry_id").n_unique())
    refusal = None
    if row["refusal_code"]:
        refusal = problem(row["refusal_code"]).render(who.language, json.loads(row["refusal_details"] or "{}"))
    return draw(
        request,
        "delivery.html.j2",
        who,
        row=row,
        account=told[0] if told else None,
        lists=lists,
        names=names,
        campaigns=campaigns,
        asked=waits,
        problems=counted.sort("rows", "code", descending=[True, False]).to_dicts(),
        refusal=refusal,
        kinds=KIND_LABELS,
        levels=LEVEL_LABELS,
        label=label,
    )


@router.get("/deliveries/{delivery_id}/original")
def original(who: Anyone, delivery_id: str) -> Response:
    """The very bytes the unit sent; who took them is on record, for they hold ids in full."""
    if not who.may("steward"):
        raise Unknown
    with who.desk.reading() as connection:
        row = _own(connection, who, delivery_id)
    with who.desk.writing() as connection:
        note(connection, who, "original", delivery_id, unit=row["unit_code"])
    return _file(PurePosixPath(row["path"]).name, who.desk.landing.get(row["sha256"]))


@router.get("/deliveries/{delivery_id}/marked")
def marked(who: StewardOnly, delivery_id: str) -> Response:
    """The sender's own file with its mistakes marked, to be sent back."""
    with who.desk.reading() as connection:
        row = _own(connection, who, delivery_id)
        found = [one for one in replies(connection, who.desk.vault, row["unit_code"]) if one.delivery_id == delivery_id]
        names = who.desk.union(connection).labels
    if not found:
        raise Unknown
    reply = found[0]
    told = answer(reply.file, names.get(reply.unit_code, reply.unit_code), today(), reply.keys)
    ((_, made),) = returned(1, [Task(who.desk.landing.get(reply.sha256), told)])
    if isinstance(made, Unreadable):
        raise Unknown
    with who.desk.writing() as connection:
        note(connection, who, "marked", delivery_id, unit=row["unit_code"])
    return _file(file_name(PurePosixPath(row["path"]).name, made), made.data)


@router.post("/deliveries/{delivery_id}/answer")
def reply(
    who: StewardOnly,
    delivery_id: str,
    key: Annotated[str, Form(max_length=64)],
    text: Annotated[str, Form(min_length=1, max_length=500)],
    reason: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    """Answer what a list leaves open; the next night reads the sender's files by it."""
    with who.desk.reading() as connection:
        row = _own(connection, who, delivery_id)
        if key not in {each.key for each in asked(connection, who.desk.vault, row["unit_code"])}:
            raise Unknown
    with who.desk.writing() as connection:
        _, unclear = import_answers(
            connection,
            who.desk.vault,
            [Reply(key, text, reason.strip(), "")],
            made_by=who.steward.login,
            made_at=now(),
            reason="trả lời tại bàn làm việc",
        )
    return RedirectResponse(f"/deliveries/{delivery_id}{'?unclear=1' if unclear else ''}", 303)


@router.post("/deliveries/check")
def check(
    request: Request, who: StewardOnly, unit: Annotated[str, Form()], file: Annotated[UploadFile, File()]
) -> Response:
    """What would become of a file: nothing is kept yet."""
    name, data = _uploaded(who, unit, file)
    page = "checked.html.j2" if request.headers.get("hx-request") else "upload.html.j2"  # the chosen file stays chosen
    return draw(request, page, who, told=_checked(who, unit, name, data), unit=unit, name=name)


@router.post("/deliveries/upload")
def upload(who: StewardOnly, unit: Annotated[str, Form()], file: Annotated[UploadFile, File()]) -> Response:
    """Put a file into the inbox on behalf of a unit; the next night takes it in like any other."""
    name, data = _uploaded(who, unit, file)
    at = now()
    source = open_source(who.desk.settings.inbox, who.desk.settings.s3_endpoint)
    path = f"{unit}/{at:%Y%m%d-%H%M%S} {who.steward.login} {name}"
    source.put(path, data)
    with who.desk.writing() as connection:
        note(connection, who, "upload", path, unit=unit, size=len(data))
    return RedirectResponse("/deliveries?uploaded=1", 303)


def held_lists(connection: Connection, who: Visitor) -> list[dict[str, Any]]:
    """The lists that wait whole, with why and since when, as the last run left them."""
    who.desk.refresh(connection)
    return who.desk.worklist.of_run(who.scope, "lists", lambda: _held_lists(connection, who))


def _held_lists(connection: Connection, who: Visitor) -> list[dict[str, Any]]:
    found = listings.held_blank(connection)
    mine = who.scope.of(found.with_columns(arrived_on=pl.col("received_at").dt.date()), "sender_code")
    told = asked(connection, who.desk.vault)
    files = _mine(connection, who).sort("received_at").select("unit_code", "path", "delivery_id") if told else None
    # Of a path that came several times the newest file is the one that asks.
    asking = {(unit, path): delivery_id for unit, path, delivery_id in files.iter_rows()} if files is not None else {}
    questions = [one for one in told if (one.unit_code, one.file) in asking]
    lists = [
        {
            "unit": row["sender_code"],
            "path": row["path"],
            "sheet": row["sheet"],
            "why": row["hold_code"],
            "since": row["received_at"],
            "delivery_id": row["delivery_id"],
            "words": "",
        }
        for row in mine.iter_rows(named=True)
    ]
    return [
        *lists,
        *(
            {
                "unit": one.unit_code,
                "path": one.file,
                "sheet": one.sheet,
                "why": one.code,
                "since": None,
                "delivery_id": asking[one.unit_code, one.file],
                "words": one.words,
            }
            for one in questions
        ),
    ]


def _mine(connection: Connection, who: Visitor) -> pl.DataFrame:
    every = deliveries.every(connection).with_columns(campaign_code=pl.lit(None, pl.String))
    return who.scope.of(every, "unit_code")


def _own(connection: Connection, who: Visitor, delivery_id: str) -> dict[str, Any]:
    found = deliveries.of_ids(connection, [delivery_id]).with_columns(campaign_code=pl.lit(None, pl.String))
    mine = who.scope.of(found, "unit_code")
    if mine.is_empty():
        raise Unknown
    return mine.row(0, named=True)


def _units(connection: Connection, who: Visitor) -> list[tuple[str, str]]:
    """The units a file may be sent for: those of the visitor that are open today."""
    opened = who.desk.union(connection).structure.open_units(today())
    return [(one.unit_code, one.name) for one in opened if who.scope.ever(one.unit_code)]


def _uploaded(who: Visitor, unit: str, file: UploadFile) -> tuple[str, bytes]:
    if not who.scope.ever(unit):
        raise Unknown
    data = file.file.read(_LARGEST + 1)
    name = _NAME.sub("_", PurePosixPath((file.filename or "").replace("\\", "/")).name).strip(" .") or "tep"
    return name[:150], data


def _checked(who: Visitor, unit: str, name: str, data: bytes) -> dict[str, Any]:
    with who.desk.reading() as connection:
        union = who.desk.union(connection)
        answered = answers.live(connection)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        told = check_files(who.desk.settings, [path], union.registry, unit, today(), records=False, answered=answered)
    document: dict[str, Any] = told["files"][0]
    return document


def _file(name: str, data: bytes) -> Response:
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(data, media_type="application/octet-stream", headers=headers)
