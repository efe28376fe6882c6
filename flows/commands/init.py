"""``thidua init``: a warehouse ready for its first night."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from connectors.registry import RegistryRefused, read_registry
from flows.console import STDERR, STDOUT, Failure, settings_of
from flows.models import register
from runtime.wiring import Connection, make_folders, open_vault
from schemas.reference import example_registry
from schemas.registry import Registry
from warehouse import marts, registry, reorganisations
from warehouse.session import open_engine, writing
from warehouse.upgrade import upgrade
from warehouse.vault import bind


def init(
    context: typer.Context,
    folder: Annotated[Path | None, typer.Option("--registry", help="Folder of units.csv, campaigns.csv …")] = None,
) -> None:
    """Create or upgrade the warehouse and load the registry; safe to repeat."""
    settings = settings_of(context)
    loaded = _read(folder) if folder else None
    make_folders(settings)
    engine = open_engine(settings.warehouse)
    try:
        upgrade(engine)
        vault = open_vault(settings, create=True)
        with writing(engine) as connection:
            bind(connection, vault)
            marts.rebuild(connection)
            if loaded is None and registry.latest(connection) is None:
                loaded = read_registry(example_registry())
                STDOUT.print("No --registry given: the example registry of Hà Nội was loaded.")
            if loaded:
                _keep_reorganisations(connection, loaded)
                registry.load(connection, loaded, datetime.now(UTC))
            current = registry.current(connection)
            told = register(connection, settings.user, datetime.now(UTC))
    finally:
        engine.dispose()
    if told:
        STDOUT.print(told)
    STDOUT.print(
        f"Ready: {engine.url.render_as_string(hide_password=True)}, "
        f"{len({unit.unit_code for unit in current.units}):,} units, {len(current.campaigns)} campaigns"
    )


def _keep_reorganisations(connection: Connection, loaded: Registry) -> None:
    """Refuse files that would silently take back what `thidua units apply` did."""
    lost = ", ".join(reorganisations.lost(connection, loaded))
    if lost:
        raise Failure(
            f"these files lack the reorganisation {lost}: nothing was loaded. `thidua units export` writes files that "
            "have it; `thidua units undo` takes it back first"
        )


def _read(folder: Path) -> Registry:
    """The registry of a folder; every line at fault is told, in both languages, before anything is touched."""
    try:
        return read_registry(folder)
    except RegistryRefused as refused:
        for fault in refused.faults:
            place = f"{fault.file}:{fault.line}" + (f" {fault.column}" if fault.column else "")
            STDERR.print(f"{place}: {fault.message_vi} / {fault.message_en}", markup=False, highlight=False)
        raise Failure(f"the registry in {folder} is refused: {len(refused.faults)} faults, named above") from None
