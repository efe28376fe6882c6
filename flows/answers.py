"""Stage *answer*: the audit page of the night, and the figures its summary shows."""

from __future__ import annotations

from collections import Counter

import polars as pl

from flows.night import Night
from reports.audit import RefusalCount, RunSummary, audit_page
from runtime.settings import TIMEZONE
from schemas.problems import problem
from warehouse import marts
from warehouse.session import reading


def answer(night: Night) -> None:
    """Write the audit page, and note where things are and what the published figures of the units are."""
    page = night.ports.settings.output / "audit" / f"{night.run_id}.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(audit_page(night.audit, _run_summary(night)), encoding="utf-8")
    with reading(night.ports.engine) as connection:
        award = marts.published(connection, "award")
    unusual = [f"{one.figure.title.en}: {one.figure.hint.en}" for one in night.drift.alarms]
    night.places = {"audit": str(page), "figures": _figures(night, award), "unusual": unusual}


def _run_summary(night: Night) -> RunSummary:
    refused = Counter(str(one["refusal_code"]) for one in night.outcomes if one["refusal_code"])
    return RunSummary(
        run_id=night.run_id,
        business_date=night.business_date,
        rows=night.counts["rows"],
        deliveries=night.counts["deliveries"],
        workers=night.counts["workers"],
        seconds=night.seconds,
        refusals=[RefusalCount(code, problem(code).render("vi").message, n) for code, n in sorted(refused.items())],
        publication_id=night.publication_id,
        checksum=night.checksum,
        drift=night.drift,
        started_at=night.started_at.astimezone(TIMEZONE).strftime("%d/%m/%Y %H:%M"),
    )


def _figures(night: Night, award: pl.DataFrame) -> list[list[object]]:
    """The published figures of the city and the units directly above grassroots level, as they were."""
    levels = {unit.unit_code: unit.level for unit in night.registry.units}
    above = [code for code, level in levels.items() if level != "grassroots"]
    shown = award.filter((pl.col("structure") == "as_was") & pl.col("unit_code").is_in(above))
    order = {"grassroots": 0, "upper": 1, "city": 2}
    rank = pl.col("award_level").replace_strict(order, default=3, return_dtype=pl.Int8)
    rows = shown.sort("campaign_code", "unit_code", rank)
    return [
        list(row)
        for row in rows.select("campaign_code", "unit_code", "award_level", "persons", "initiatives").iter_rows()
    ]
