"""The registry that a command without a night goes by: the warehouse's, else the example, and that is said."""

from __future__ import annotations

from pathlib import Path

from connectors.registry import read_registry
from flows.console import STDERR
from runtime.settings import Settings
from schemas.reference import example_registry
from schemas.registry import Registry
from warehouse import registry
from warehouse.session import WarehouseUnavailable, open_engine, reading
from warehouse.upgrade import require_current


def registry_in_force(settings: Settings) -> Registry:
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
