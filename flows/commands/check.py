"""``thidua check``: what thidua makes of a file, before anybody loads it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from connectors.registry import read_registry
from flows.console import STDERR, STDOUT, Failure, print_json, settings_of
from flows.precheck import check_files
from flows.terminal import show
from reports.check_page import check_page
from runtime.settings import Settings, today
from schemas.reference import example_registry
from schemas.registry import Registry
from warehouse import registry
from warehouse.session import WarehouseUnavailable, open_engine, reading
from warehouse.upgrade import require_current

CLEAN, PROBLEMS, REFUSED = 0, 1, 2


def check(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="Workbooks, csv or HTML tables.", exists=True, dir_okay=False)],
    unit: Annotated[str | None, typer.Option(help="Who sends it; else the folder that names a unit.")] = None,
    records: Annotated[bool, typer.Option("--records", help="Give the values of every record too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    html: Annotated[Path | None, typer.Option(help="Write the result as a page.")] = None,
) -> None:
    """Read and check files without loading anything; exit 0 clean, 1 problems, 2 a file was refused."""
    settings = settings_of(context)
    known = _registry(settings)
    if unit and unit not in {one.unit_code for one in known.units}:
        raise Failure(f"--unit {unit}: the registry has no such unit")
    document = check_files(settings, files, known, unit, today(), records=records)
    if html:
        html.write_text(check_page(document), encoding="utf-8")
    if as_json:
        print_json(document)
    else:
        show(STDOUT, document)
    raise typer.Exit(_code(document))


def _code(document: dict[str, Any]) -> int:
    files = document["files"]
    if any(file["status"] == "refused" for file in files):
        return REFUSED
    return PROBLEMS if any(file["problems"] for file in files) else CLEAN


def _registry(settings: Settings) -> Registry:
    """The registry of the warehouse, where there is one; else the example, and that is said."""
    path = settings.warehouse.removeprefix("sqlite:///")
    if path != settings.warehouse and not Path(path).exists():
        STDERR.print(f"No warehouse at {path}: checked against the example registry of Hà Nội.", highlight=False)
        return read_registry(example_registry())
    engine = open_engine(settings.warehouse)
    try:
        require_current(engine)
        with reading(engine) as connection:
            return registry.current(connection)
    except (WarehouseUnavailable, registry.NoRegistry) as error:
        STDERR.print(f"{error}: checked against the example registry of Hà Nội.", highlight=False)
        return read_registry(example_registry())
    finally:
        engine.dispose()
