"""Duplicates: two records side by side with the evidence in words; one key says what they are."""

from __future__ import annotations

from typing import Annotated, Any

import polars as pl
from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from flows.choosing import choose, withdraw
from flows.decisions import weigh
from flows.dossiers import dossier
from flows.unanswerable import Unanswerable
from flows.verdicts import judge as ask_judge
from matching.survivorship import ITEMS
from runtime.wiring import Connection
from stewardship import judging
from stewardship.desk import now
from stewardship.drawing import draw
from stewardship.pages.held import note
from stewardship.visitors import Anyone, StewardOnly, Unknown, Visitor
from warehouse import entries, verdicts, workers
from warehouse.lock import Locked
from warehouse.verdicts import TAKEN, WAITS, WITHDRAW, WITHDRAWN, Verdict

router = APIRouter()
VERDICTS = "^(same|different|unsure)$"


@router.get("/duplicates")
def show(request: Request, who: Anyone, skip: int = 0, told: str = "") -> Response:
    """The next pair, most figures first; what was judged last, with the score it had."""
    with who.desk.reading() as connection:
        queue = judging.pairs(connection, who)
        left = judging.undecided(connection, queue)
        mine = verdicts.listed(connection, who.steward.login, 12).to_dicts()
        seconds = _to_second(connection, who)
        last = verdicts.of_id(connection, told) if told else None
        names = who.desk.union(connection).labels
    skip = skip if skip < len(left) else 0
    one = left[skip] if left else None
    waiting = queue.waiting - (len(queue.questions) - len(left))
    return draw(
        request,
        "duplicates.html.j2",
        who,
        one=one,
        waiting=waiting,
        mine=mine,
        skip=skip,
        last=last,
        seconds=seconds,
        names=names,
        needs_two=one is not None and one["needs_two"],
    )


@router.post("/duplicates")
def judge(
    request: Request,
    who: StewardOnly,
    left: Annotated[str, Form(max_length=64)],
    right: Annotated[str, Form(max_length=64)],
    verdict: Annotated[str, Form(pattern=VERDICTS)],
    reason: Annotated[str, Form(max_length=500)] = "",
    skip: Annotated[int, Form()] = 0,
) -> Response:
    """Keep a verdict at once; a run takes it in as soon as no other is at work."""
    with who.desk.reading() as connection:
        pair = pl.Series("record_id", [left, right])
        if judging.visible(connection, who.scope, pair).len() != pair.n_unique() or left == right:
            raise Unknown
        known = {
            frozenset((one.explanation.record_l, one.explanation.record_r)): one
            for one in judging.pairs(connection, who).questions
        }
    question = known.get(frozenset((left, right)))
    if question is None:
        return RedirectResponse("/duplicates", 303)
    ends = sorted((left, right))
    made = Verdict(
        ends[0],
        ends[1],
        verdict,
        reason.strip() or "so sánh hai bên tại bàn làm việc",
        who.steward.login,
        now(),
        needs_second=question.needs_two and verdict == "same",
    )
    with who.desk.writing() as connection:
        verdict_id = verdicts.add(connection, made)
    request.app.state.clerk.tell()
    return RedirectResponse(f"/duplicates?told={verdict_id}&skip={max(skip, 0)}", 303)


@router.post("/duplicates/{verdict_id}/undo")
def undo(request: Request, who: StewardOnly, verdict_id: str) -> Response:
    """Take a verdict back: at once while it waits, by a decision of its own when it has been taken in."""
    with who.desk.writing() as connection:
        known = _own(connection, who, verdict_id)
        if not verdicts.ended(connection, verdict_id, WITHDRAWN, outcome="hoàn tác") and known["state"] == TAKEN:
            back = Verdict(str(known["decision_id"]), "", WITHDRAW, "hoàn tác", who.steward.login, now())
            verdicts.add(connection, back)
    request.app.state.clerk.tell()
    return RedirectResponse("/duplicates", 303)


@router.post("/duplicates/{verdict_id}/second")
def second(request: Request, who: StewardOnly, verdict_id: str) -> Response:
    """Agree with what another steward said of a pair that one alone may not decide."""
    with who.desk.writing() as connection:
        if verdict_id not in {one["verdict_id"] for one in _to_second(connection, who)}:
            raise Unknown
        verdicts.second(connection, verdict_id, who.steward.login)
    request.app.state.clerk.tell()
    return RedirectResponse("/duplicates", 303)


@router.get("/duplicates/impact")
def impact(request: Request, who: Anyone, left: str, right: str, verdict: str = "same") -> Response:
    """Which published figures would change if the two were one, exactly."""
    with who.desk.reading() as connection:
        pair = pl.Series("record_id", [left, right])
        if judging.visible(connection, who.scope, pair).len() != pair.n_unique():
            raise Unknown
    try:
        weighed = weigh(who.desk.settings, lambda connection: ask_judge(connection, left, right, verdict))
    except Locked:
        return draw(request, "impact.html.j2", who, weighed=None, refused="", busy=True)
    except Unanswerable as error:
        return draw(request, "impact.html.j2", who, weighed=None, refused=error.said.in_(who.language), busy=False)
    figures = [one for one in weighed.figures if one.column]
    return draw(request, "impact.html.j2", who, weighed=figures, refused="", busy=False)


@router.get("/workers/{worker_id}")
def worker(request: Request, who: Anyone, worker_id: str) -> Response:
    """Somebody whole: each value with its source, and who decided what."""
    with who.desk.reading() as connection:
        told = _dossier(connection, who, worker_id)
        campaigns = who.desk.union(connection).campaigns
    return draw(request, "worker.html.j2", who, told=told, fields=ITEMS, campaigns=campaigns)


@router.post("/workers/{worker_id}/choose")
def prefer(
    who: StewardOnly,
    worker_id: str,
    record: Annotated[str, Form(max_length=64)],
    field: Annotated[str, Form(max_length=64)],
    reason: Annotated[str, Form(min_length=3, max_length=500)],
    back: Annotated[bool, Form()] = False,
) -> Response:
    """Say which record's value of a field holds, or take that back."""
    with who.desk.reading() as connection:
        told = _dossier(connection, who, worker_id)
    if record not in {one["record_id"] for one in told["records"]}:
        raise Unknown
    with who.desk.writing() as connection:
        try:
            if back:
                withdraw(connection, record, field, who.steward.login, now(), reason.strip())
            else:
                choose(connection, who.desk.vault, record, field, who.steward.login, now(), reason.strip())
        except Unanswerable:
            raise Unknown from None
        note(connection, who, "choice_withdrawn" if back else "choice", worker_id, field=field)
    return RedirectResponse(f"/workers/{worker_id}", 303)


def _dossier(connection: Connection, who: Visitor, worker_id: str) -> dict[str, Any]:
    """The dossier of a worker all of whose records the visitor may see: half a person is no person to judge."""
    present = workers.follow(connection, worker_id)
    members = workers.records_of(connection, present)["record_id"] if present else pl.Series("record_id", [], pl.String)
    rows = entries.open_of_records(connection, members)
    mine = who.scope.of(rows, "unit_code", "sender_code")["record_id"].n_unique()
    # A record without an open row was withdrawn, and is nobody else's.
    if mine == 0 or mine < rows["record_id"].n_unique():
        raise Unknown
    told = dossier(connection, who.desk.vault, worker_id, reveal=who.reveals)
    if told is None:
        raise Unknown
    return told


def _to_second(connection: Connection, who: Visitor) -> list[dict[str, object]]:
    told = [
        one
        for one in verdicts.waiting(connection).to_dicts()
        if one["needs_second"] and not one["seconded_by"] and one["judged_by"] != who.steward.login
    ]
    ends = pl.Series("record_id", [one[end] for one in told for end in ("record_l", "record_r")], dtype=pl.String)
    allowed = set(judging.visible(connection, who.scope, ends)) if told else set()
    return [one for one in told if {one["record_l"], one["record_r"]} <= allowed]


def _own(connection: Connection, who: Visitor, verdict_id: str) -> dict[str, object]:
    found = verdicts.of_id(connection, verdict_id)
    if found is None or (found["judged_by"] != who.steward.login and not who.may("approver")):
        raise Unknown
    if found["verdict"] != WITHDRAW and found["state"] in (WAITS, TAKEN):
        pair = pl.Series("record_id", [found["record_l"], found["record_r"]])
        if judging.visible(connection, who.scope, pair).len() < pair.n_unique():
            raise Unknown
    return found
