"""An installation in a folder, with an invented city or the sample district in its inbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from connectors.registry import read_registry
from flows.models import register
from runtime.settings import Settings
from runtime.wiring import make_folders, open_vault
from warehouse import marts, registry
from warehouse.session import open_engine, writing
from warehouse.upgrade import upgrade
from warehouse.vault import bind

DAY = date(2025, 6, 10)


@dataclass(frozen=True, slots=True)
class Installation:
    """Where one warehouse and all around it are; ``sample`` holds inbox and registry."""

    folder: Path
    sample: Path
    url: str = ""

    @property
    def settings(self) -> Settings:
        """As the commands would read them from the environment."""
        return Settings(
            warehouse=self.url or f"sqlite:///{self.folder / 'warehouse.db'}",
            landing=str(self.folder / "landing"),
            inbox=str(self.sample / "inbox"),
            output=self.folder / "output",
            key_file=self.folder / "thidua.key",
        )

    @property
    def environment(self) -> dict[str, str]:
        """The same for a process of its own."""
        found = self.settings
        names = ("warehouse", "landing", "inbox", "output", "key_file")
        return {f"THIDUA_{name.upper()}": str(getattr(found, name)) for name in names}

    def prepare(self) -> None:
        """An empty warehouse of today's schema, with the sample's registry."""
        settings = self.settings
        make_folders(settings)
        engine = open_engine(settings.warehouse)
        upgrade(engine)
        with writing(engine) as connection:
            bind(connection, open_vault(settings, create=True))
            marts.rebuild(connection)
            registry.load(connection, read_registry(self.sample / "registry"), datetime(2025, 1, 1, tzinfo=UTC))
            register(connection, "bench", datetime(2025, 1, 1, tzinfo=UTC))
        engine.dispose()
