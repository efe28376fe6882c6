"""The registry that a command without a night goes by: the warehouse's, else the example, and that is said."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from connectors.registry import read_registry
from flows.console import STDERR
from runtime.settings import Settings
from schemas.question import Answered
from schemas.reference import example_registry
from schemas.registry import Registry
from warehouse import answers, registry
from warehouse.session import WarehouseUnavailable, open_engine, reading
from warehouse.upgrade import require_current


def answers_in_force(settings: Settings) -> Mapping[str, Answered]:
    """What senders were asked and answered, by sender; nothing where there is no warehouse to remember it."""
    path = settings.warehouse.removeprefix("sqlite:///")
    if path != settings.warehouse and not Path(path).exists():
        return {}
    engine = open_engine(settings.warehouse)
    try:
        require_current(engine)
        with reading(engine) as connection:
            return answers.live(connection)
    except WarehouseUnavailable:
        return {}
    finally:
        engine.dispose()


def registry_in_force(settings: Settings) -> Registry:
    """The registry of the warehouse, where there is one; else the example, and that is said."""
    try:
        return registry_of_warehouse(settings)
    except (WarehouseUnavailable, registry.NoRegistry) as error:
        STDERR.print(f"{error}: checked against the example registry of Hà Nội.", highlight=False)
        return read_registry(example_registry())


def registry_of_warehouse(settings: Settings) -> Registry:
    """The registry of the warehouse; WarehouseUnavailable or NoRegistry where there is none."""
    path = settings.warehouse.removeprefix("sqlite:///")
    if path != settings.warehouse and not Path(path).exists():
        raise registry.NoRegistry(f"no warehouse at {path}: run `thidua init --registry DIR`")
    engine = open_engine(settings.warehouse)
    try:
        require_current(engine)
        with reading(engine) as connection:
            return registry.current(connection)
    finally:
        engine.dispose()
