"""Home: what waits for me and how long, what changed since the last night, which deadlines come, what was published."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import polars as pl
from fastapi import APIRouter, Request, Response

from reports.definitions import KIND_LABELS
from runtime.settings import today
from runtime.wiring import Connection
from stewardship import judging, proposals
from stewardship.drawing import draw
from stewardship.pages.deliveries import held_lists
from stewardship.pages.held import Filter, causes, seen
from stewardship.visitors import Anyone, Visitor
from stewardship.worklist import rows_of, waiting
from warehouse import runs
from warehouse.reviews import PASSES, WAITS

router = APIRouter()
_SOON = timedelta(days=45)


@router.get("/")
def home(request: Request, who: Anyone) -> Response:
    """The first page of the morning."""
    with who.desk.reading() as connection:
        frame = seen(connection, who)
        words: dict[str, Any] = {
            "held": _kind_of_wait(waiting(frame.filter(severity="error"))),
            "ready": rows_of(frame.filter(state=PASSES, severity="error")).height,
            "proposed": rows_of(frame.filter(state=WAITS, severity="error")).height,
            "queries": _kind_of_wait(frame.filter(severity="query")),
            "causes": who.desk.worklist.once(who.scope, "causes", lambda: causes(frame, Filter()))[:5],
            "pairs": judging.pairs(connection, who).waiting,
            "lists": held_lists(connection, who),
            "deadlines": _deadlines(connection, who),
            "run": _run(connection),
            "answers": proposals.cells(connection, who, by_unit=True).height,
            "releases": _releases(connection, who),
            "publication": runs.current_publication(connection),
            "kinds": KIND_LABELS,
        }
    return draw(request, "home.html.j2", who, **words)


def _kind_of_wait(frame: pl.DataFrame) -> dict[str, Any]:
    return {"rows": rows_of(frame).height, "since": frame["received_at"].min()}


def _releases(connection: Connection, who: Visitor) -> int:
    """How many fixes wait for this visitor to release them; counted again when anything has been fixed or released."""

    def count() -> int:
        cells = int(proposals.cells(connection, who, by_unit=False)["mine"].sum())
        return cells + sum(one.mine for one in proposals.replacements(connection, who))

    return who.desk.worklist.once(who.scope, ("releases", who.steward.login), count)


def _deadlines(connection: Connection, who: Visitor) -> list[dict[str, Any]]:
    """The days on which lists are due, just past or soon, the nearest first."""
    registry = who.desk.union(connection).registry
    names = {one.campaign_code: one.name for one in registry.campaigns}
    near = [one for one in registry.obligations if abs(one.due_on - today()) <= _SOON]
    return [
        {
            "due_on": one.due_on,
            "days": (one.due_on - today()).days,
            "kind": KIND_LABELS.get(one.kind, one.kind),
            "campaign": names.get(one.campaign_code, one.campaign_code),
        }
        for one in sorted(near, key=lambda one: (one.due_on, one.campaign_code, one.kind))
    ][:6]


def _run(connection: Connection) -> dict[str, Any] | None:
    """The last night, its counts and what its audit found."""
    last = runs.last_night(connection)
    if last is None:
        return None
    audit = runs.audit_of(connection, last["run_no"])
    failed = audit.filter(~pl.col("ok"))
    return {
        **last,
        "counts": json.loads(last["counts"]),
        "rules": audit.height,
        "failed": failed.filter(severity="error").height,
        "warnings": failed.filter(severity="warning").height,
    }
