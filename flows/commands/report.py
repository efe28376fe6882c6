"""``thidua report``: the report of a district or the city from what is published."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from cleaning.structure import Structure
from flows.console import STDOUT, Failure, settings_of
from flows.persons import awarded_persons
from reports.content import Edition, Marts, Scope, report_data
from reports.report_page import report_page
from reports.workbook import report_workbook
from runtime.wiring import open_vault
from schemas.problems import CATALOGUE
from schemas.registry import Campaign, Registry
from warehouse import marts, registry, runs
from warehouse.session import open_engine, reading
from warehouse.upgrade import require_current

STRUCTURES = ("as-was", "as-is")
FORMATS = ("xlsx", "html")


def report(
    context: typer.Context,
    campaign: Annotated[str, typer.Option(help="Campaign code, as in campaigns.csv.")],
    unit: Annotated[str, typer.Option(help="Unit code of a district or the city.")],
    out: Annotated[Path, typer.Option(help="Folder for the report.")],
    structure: Annotated[str, typer.Option(help="as-was (the campaign's closing day) or as-is (today).")] = "as-was",
    form: Annotated[str, typer.Option("--format", help="xlsx or html.")] = "xlsx",
    names: Annotated[bool | None, typer.Option(help="List persons by name (default: not for the city).")] = None,
) -> None:
    """Write the report of a unit for a campaign, from the publication in force."""
    if structure not in STRUCTURES:
        raise Failure(f"--structure {structure}: use one of {', '.join(STRUCTURES)}", 2)
    if form not in FORMATS:
        raise Failure(f"--format {form}: use one of {', '.join(FORMATS)}", 2)
    settings = settings_of(context)
    engine = open_engine(settings.warehouse)
    require_current(engine)
    with reading(engine) as connection:
        edition = marts.current(connection)
        publication = runs.current_publication(connection)
        if edition is None or publication is None:
            raise Failure("nothing is published yet: run `thidua nightly` first")
        known = registry.current(connection, edition.registry_load)
        chosen = _campaign(known, campaign)
        day = chosen.closes_on if structure == "as-was" else edition.business_date
        named = not _is_city(known, unit) if names is None else names
        frames = Marts(
            **{name: marts.published(connection, name) for name in ("award", "funnel", "reporting", "data_quality")},
            lineage=marts.published(connection, "lineage"),
            units=_units(known, unit, day),
            persons=awarded_persons(connection, open_vault(settings, create=False), campaign) if named else None,
        )
        run_id = runs.of_no(connection, publication.run_no)
    scope = Scope(chosen, unit, structure.replace("-", "_"))
    drawn = Edition(publication.publication_id, run_id, publication.business_date, publication.checksum)
    texts = {code: entry.render("vi").message for code, entry in CATALOGUE.items()}
    data = report_data(scope, drawn, frames, texts)
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"bao-cao_{_safe(campaign)}_{_safe(unit)}_{structure}.{form}"
    path.write_bytes(report_workbook(data) if form == "xlsx" else report_page(data).encode())
    STDOUT.print(str(path))


def _campaign(known: Registry, code: str) -> Campaign:
    for one in known.campaigns:
        if one.campaign_code == code:
            return one
    codes = ", ".join(sorted(one.campaign_code for one in known.campaigns))
    raise Failure(f"--campaign {code}: no such campaign; the registry has {codes}")


def _units(known: Registry, unit_code: str, day: date) -> pl.DataFrame:
    """The units open on the day with their parents, and every other unit without one, for the city's lists."""
    structure = Structure(known)
    rows = structure.open_units(day)
    if unit_code not in {row.unit_code for row in rows}:
        raise Failure(f"--unit {unit_code}: no unit of this code is open on {day.isoformat()}")
    open_codes = {row.unit_code for row in rows}
    closed = {one.unit_code: one for one in known.units if one.unit_code not in open_codes}
    table = [(one.unit_code, one.name, one.level, structure.parent(one.unit_code, day)) for one in rows]
    table += [(one.unit_code, one.name, one.level, None) for one in closed.values()]
    return pl.DataFrame(table, schema=["unit_code", "name", "level", "parent_code"], orient="row")


def _is_city(known: Registry, unit_code: str) -> bool:
    return any(one.unit_code == unit_code and one.level == "city" for one in known.units)


def _safe(code: str) -> str:
    return re.sub(r"[^\w.-]", "-", code)
