"""Who owes what: the units that have reported on time, late or with nothing to report, and those that have not."""

from __future__ import annotations

from typing import Any

import polars as pl
from fastapi import APIRouter, Request, Response

from reports.definitions import KIND_LABELS
from runtime.wiring import Connection
from stewardship.drawing import draw
from stewardship.visitors import Anyone, Visitor
from warehouse import owing

router = APIRouter()
STATES = ("missing", "late", "nil", "on_time")


@router.get("/owing")
def show(request: Request, who: Anyone, campaign: str = "", kind: str = "", state: str = "") -> Response:
    """Every list that is owed in the visitor's units, counted by state, and the units by name."""
    with who.desk.reading() as connection:
        every = _owed(connection, who)
        union = who.desk.union(connection)
    counted = (
        every.group_by("campaign_code", "kind", "due_on")
        .agg(*((pl.col("state") == one).sum().alias(one) for one in STATES), owing=pl.len())
        .sort("due_on", "campaign_code", "kind", descending=[True, False, False])
    )
    campaigns = {one.campaign_code: one.name for one in union.registry.campaigns}
    mine = every.filter(campaign_code=campaign, kind=kind) if campaign and kind else every.head(0)
    mine = mine.filter(state=state) if state in STATES else mine
    rows: list[dict[str, Any]] = []
    for row in mine.sort("state", "unit_code").iter_rows(named=True):
        above = union.structure.parent(row["unit_code"], row["due_on"])
        rows.append(
            {
                **row,
                "name": union.labels.get(row["unit_code"], row["unit_code"]),
                "above": union.labels.get(above or "", ""),
            }
        )
    return draw(
        request,
        "owing.html.j2",
        who,
        counted=counted.to_dicts(),
        rows=rows,
        campaigns=campaigns,
        kinds=KIND_LABELS,
        campaign=campaign,
        kind=kind,
        state=state,
        states=STATES,
    )


def _owed(connection: Connection, who: Visitor) -> pl.DataFrame:
    every = owing.states(connection)
    closes = {one.campaign_code: one.closes_on for one in who.desk.union(connection).registry.campaigns}
    seen = [
        who.scope.covers(unit, closes.get(campaign, due))
        for unit, campaign, due in every.select("unit_code", "campaign_code", "due_on").iter_rows()
    ]
    return every.filter(pl.Series(seen, dtype=pl.Boolean))
