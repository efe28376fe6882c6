"""``thidua template``: the blank workbook for a unit to fill in."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from cleaning.structure import Structure
from cleaning.units import GRASSROOTS
from flows.console import STDOUT, Failure, print_table, settings_of
from flows.registry import registry_of_warehouse
from reports.blank import Blank, blank_workbook
from runtime.settings import today
from schemas.awards import codes_of
from schemas.kinds import KINDS
from schemas.registry import LEVELS, Campaign, Registry, Unit
from schemas.template import TemplateId, current


def template(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(help=f"One of {', '.join(KINDS)}.")] = "",
    unit: Annotated[str, typer.Option(help="The unit that will fill it in.")] = "",
    out: Annotated[Path | None, typer.Option(help="The workbook to write.")] = None,
    campaign: Annotated[str | None, typer.Option(help="Default: the one campaign of the award that is open.")] = None,
    level: Annotated[str | None, typer.Option(help=f"{', '.join(LEVELS)}; default: the unit's own.")] = None,
    rows: Annotated[int, typer.Option(min=1, max=5000, help="Prepared rows.")] = 200,
    addition: Annotated[bool, typer.Option("--addition", help='A supplement ("bổ sung").')] = False,
    kinds: Annotated[bool, typer.Option("--list", help="List the kinds there are.")] = False,
) -> None:
    """Write the blank workbook of a kind for a unit: drop-downs from the registry, ids as text, locked headings."""
    if kinds:
        print_table("Templates", ("kind", "version", "name"), ((n, current(n), k.vi) for n, k in KINDS.items()))
        return
    if kind not in KINDS:
        raise Failure(f"KIND {kind}: there are {', '.join(KINDS)}", 2)
    if not unit or out is None:
        raise Failure("say --unit CODE and --out FILE (see --help)", 2)
    if level not in (None, *LEVELS):
        raise Failure(f"--level {level}: use one of {', '.join(LEVELS)}", 2)
    registry = registry_of_warehouse(settings_of(context))
    blank = _blank(registry, kind, unit, _campaign(registry, kind, campaign), rows, level=level, addition=addition)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(blank_workbook(blank))
    STDOUT.print(f"{out}: {blank.template}", markup=False)


def _blank(
    registry: Registry, kind: str, code: str, campaign: Campaign, rows: int, *, level: str | None, addition: bool
) -> Blank:
    structure = Structure(registry)
    unit, day = _unit(structure, code, campaign)
    above = structure.parent(unit.unit_code, day)
    superior = structure.unit(above, day) if above else None
    below = structure.subtree(unit.unit_code, day) if unit.level != GRASSROOTS else frozenset()
    found = (structure.unit(one, day) for one in below)
    return Blank(
        template=TemplateId(kind, current(kind), unit.unit_code, campaign.campaign_code, level or unit.level, addition),
        campaign=campaign,
        unit_name=unit.name,
        superior_name=superior.name if superior else "",
        unions=tuple(sorted({one.name for one in found if one and one.level == GRASSROOTS})),
        rows=rows,
    )


def _unit(structure: Structure, code: str, campaign: Campaign) -> tuple[Unit, date]:
    """The unit, and the day on which it is looked at: today, but never after the campaign's end."""
    days = (min(today(), campaign.closes_on), today())
    for day in days:
        if unit := structure.unit(code, day):
            return unit, day
    raise Failure(f"--unit {code}: no unit of this code is open on {days[0].isoformat()}")


def _campaign(registry: Registry, kind: str, code: str | None) -> Campaign:
    """The campaign asked for, else the one campaign of the kind that is open."""
    awards = codes_of(kind)
    fitting = [one for one in registry.campaigns if not awards or one.award_code in awards]
    if code is not None:
        chosen = next((one for one in registry.campaigns if one.campaign_code == code), None)
        if chosen is None:
            known = ", ".join(one.campaign_code for one in fitting) or "none"
            raise Failure(f"--campaign {code}: no such campaign; for {kind} the registry has {known}")
        if chosen not in fitting:
            raise Failure(
                f"--campaign {code}: it is about {chosen.award_code}, and {kind} is about {', '.join(awards)}"
            )
        return chosen
    open_now = [one for one in fitting if one.opens_on <= today() <= one.closes_on]
    if len(open_now) == 1:
        return open_now[0]
    names = ", ".join(one.campaign_code for one in open_now or fitting) or "none"
    raise Failure(f"say --campaign: {len(open_now)} campaigns of {kind} are open today; there are {names}", 2)
