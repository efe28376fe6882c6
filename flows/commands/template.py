"""``thidua template``: the blank workbook for a unit to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cleaning.structure import Structure
from cleaning.units import GRASSROOTS
from flows.console import STDOUT, Failure, settings_of
from flows.registry import registry_in_force
from reports.blank import Blank, blank_workbook
from runtime.settings import today
from schemas.awards import codes_of
from schemas.kinds import KINDS
from schemas.registry import Campaign, Registry
from schemas.template import TemplateId, current


def template(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(help=f"One of {', '.join(KINDS)}.")],
    unit: Annotated[str, typer.Option(help="The unit that will fill it in.")],
    out: Annotated[Path, typer.Option(help="The workbook to write.")],
    campaign: Annotated[str | None, typer.Option(help="Default: the one campaign of the award that is open.")] = None,
    rows: Annotated[int, typer.Option(min=1, max=5000, help="Prepared rows.")] = 200,
    addition: Annotated[bool, typer.Option("--addition", help='A supplement ("bổ sung").')] = False,
) -> None:
    """Write the blank workbook of a kind for a unit: drop-downs from the registry, ids as text, locked headings."""
    if kind not in KINDS:
        raise Failure(f"KIND {kind}: there are {', '.join(KINDS)}", 2)
    registry = registry_in_force(settings_of(context))
    day = today()
    structure = Structure(registry)
    chosen = _campaign(registry, kind, campaign)
    on = min(day, chosen.closes_on)
    own = structure.unit(unit, on) or structure.unit(unit, day)
    if own is None:
        raise Failure(f"--unit {unit}: no unit of this code is open on {on.isoformat()}")
    above = structure.parent(unit, on)
    superior = structure.unit(above, on) if above else None
    below = sorted(structure.subtree(unit, on)) if own.level != GRASSROOTS else []
    unions = [found.name for code in below if (found := structure.unit(code, on)) and found.level == GRASSROOTS]
    blank = Blank(
        template=TemplateId(kind, current(kind), unit, chosen.campaign_code, own.level, addition),
        unit_name=own.name,
        superior_name=superior.name if superior else "",
        year=chosen.year,
        unions=tuple(sorted(unions)),
        rows=rows,
    )
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(blank_workbook(blank))
    STDOUT.print(f"{out}: {blank.template}", markup=False)


def _campaign(registry: Registry, kind: str, code: str | None) -> Campaign:
    """The campaign asked for, else the one campaign of the kind that is open."""
    awards = codes_of(kind)
    fitting = [one for one in registry.campaigns if not awards or one.award_code in awards]
    if code is not None:
        chosen = next((one for one in registry.campaigns if one.campaign_code == code), None)
        if chosen is None:
            raise Failure(f"--campaign {code}: the registry has no such campaign")
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
