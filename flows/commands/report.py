"""``thidua report``: the report of a district or the city from what is, or once was, published."""

from __future__ import annotations

import re
from dataclasses import replace
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
from runtime.wiring import Connection, open_vault
from schemas.problems import CATALOGUE
from schemas.registry import Campaign, Registry
from warehouse import marts, registry, runs
from warehouse.runs import Publication
from warehouse.session import open_engine, reading
from warehouse.upgrade import require_current

AS_WAS, AS_IS = STRUCTURES = ("as-was", "as-is")
FORMATS = ("xlsx", "html")
_SUMS = ("award", "funnel", "reporting", "data_quality")


def report(
    context: typer.Context,
    campaign: Annotated[str, typer.Option(help="Campaign code, as in campaigns.csv.")],
    unit: Annotated[str, typer.Option(help="Unit code of a district or the city.")],
    out: Annotated[Path, typer.Option(help="Folder for the report.")],
    structure: Annotated[
        str,
        typer.Option(help="as-was (the campaign's closing day), as-is (today), or any day: 2025-08-01."),
    ] = AS_WAS,
    publication: Annotated[
        str | None, typer.Option(help="As an earlier publication showed it: an id of `thidua publications list`.")
    ] = None,
    form: Annotated[str, typer.Option("--format", help="xlsx or html.")] = "xlsx",
    names: Annotated[bool | None, typer.Option(help="List persons by name (default: not for the city).")] = None,
) -> None:
    """Write the report of a unit for a campaign, from the publication in force or an earlier one."""
    day = _day(structure)
    if form not in FORMATS:
        raise Failure(f"--format {form}: use one of {', '.join(FORMATS)}", 2)
    settings = settings_of(context)
    engine = open_engine(settings.warehouse)
    try:
        require_current(engine)
        with reading(engine) as connection:
            shown = _publication(connection, publication)
            edition = marts.Edition(shown.run_no, shown.registry_load, shown.business_date)
            known = registry.current(connection, edition.registry_load)
            chosen = _campaign(known, campaign)
            drawn_on = day or (chosen.closes_on if structure == AS_WAS else edition.business_date)
            named = not _is_city(known, unit) if names is None else names
            vault = open_vault(settings, create=False) if named else None
            frames = Marts(
                **sums(connection, edition, day),
                lineage=marts.draw(connection, "lineage", edition),
                units=_units(known, unit, drawn_on),
                persons=awarded_persons(connection, vault, campaign, shown.publication_id) if vault else None,
            )
            run_id = runs.of_no(connection, shown.run_no)
    finally:
        engine.dispose()
    scope = Scope(chosen, unit, f"{day:%d/%m/%Y}" if day else structure.replace("-", "_"))
    drawn = Edition(shown.publication_id, run_id, shown.business_date, shown.checksum)
    texts = {code: entry.render("vi").message for code, entry in CATALOGUE.items()}
    data = report_data(scope, drawn, frames, texts)
    out.mkdir(parents=True, exist_ok=True)
    of = f"_{shown.publication_id}" if publication else ""
    path = out / f"bao-cao_{_safe(campaign)}_{_safe(unit)}_{structure}{of}.{form}"
    path.write_bytes(report_workbook(data) if form == "xlsx" else report_page(data).encode())
    STDOUT.print(str(path))


def _day(structure: str) -> date | None:
    """The day whose hierarchy is asked for; None for the two that have a name."""
    if structure in STRUCTURES:
        return None
    try:
        return date.fromisoformat(structure)
    except ValueError:
        raise Failure(f"--structure {structure}: use {AS_WAS}, {AS_IS} or a day such as 2025-08-01", 2) from None


def _publication(connection: Connection, publication_id: str | None) -> Publication:
    if publication_id is None:
        found = runs.current_publication(connection)
        if found is None:
            raise Failure("nothing is published yet: run `thidua nightly` first")
        return found
    found = runs.published_as(connection, publication_id)
    if found is None:
        raise Failure(f"--publication {publication_id}: no such publication; see `thidua publications list`")
    return found


def sums(connection: Connection, edition: marts.Edition, day: date | None) -> dict[str, pl.DataFrame]:
    """The marts that sum facts up; of a day those of ``as_is`` had that day been today, under its name."""
    if day is None:
        return {name: marts.draw(connection, name, edition) for name in _SUMS}
    then = replace(edition, business_date=day)
    found = {name: marts.draw(connection, name, then) for name in _SUMS}
    return {
        name: frame.filter(structure="as_is").with_columns(structure=pl.lit(f"{day:%d/%m/%Y}"))
        if "structure" in frame.columns
        else frame
        for name, frame in found.items()
    }


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
