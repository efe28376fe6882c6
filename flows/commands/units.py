"""``thidua units``: the hierarchy on a date, and its reorganisations."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer
from rich.tree import Tree

from cleaning.structure import Structure
from flows.commands import reorganising
from flows.console import STDOUT, Failure, settings_of
from runtime.settings import today
from schemas.registry import Unit
from warehouse import registry
from warehouse.session import open_engine, reading
from warehouse.upgrade import require_current

app = typer.Typer(help="The units and their hierarchy.", no_args_is_help=True)


app.command()(reorganising.plan)
app.command()(reorganising.apply)
app.command()(reorganising.undo)
app.command()(reorganising.history)
app.command()(reorganising.export)


@app.command("show")
def show(
    context: typer.Context,
    unit: Annotated[str | None, typer.Option(help="Only this unit and what is under it.")] = None,
    on: Annotated[datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="Default: today.")] = None,
) -> None:
    """Draw the hierarchy as it stood on a day."""
    engine = open_engine(settings_of(context).warehouse)
    require_current(engine)
    with reading(engine) as connection:
        structure = Structure(registry.current(connection))
    day = on.date() if on else today()
    units = {one.unit_code: one for one in structure.open_units(day)}
    if unit and unit not in units:
        raise Failure(f"--unit {unit}: no unit of this code is open on {day.isoformat()}")
    children: dict[str | None, list[Unit]] = {}
    for one in units.values():
        children.setdefault(structure.parent(one.unit_code, day), []).append(one)
    roots = [units[unit]] if unit else [one for one in units.values() if structure.parent(one.unit_code, day) is None]
    tree = Tree(f"{day.isoformat()}: {len(units):,} units")
    for root in sorted(roots, key=lambda each: each.unit_code):
        _grow(tree, root, children)
    STDOUT.print(tree)


def _grow(tree: Tree, unit: Unit, children: dict[str | None, list[Unit]]) -> None:
    branch = tree.add(f"{unit.unit_code}  {unit.name}")
    for child in sorted(children.get(unit.unit_code, []), key=lambda each: each.unit_code):
        _grow(branch, child, children)
