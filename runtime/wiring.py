"""Settings to ports: opens the warehouse, the vault, the landing and the inbox an installation is set up with."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine

from connectors.landing import Landing, open_landing
from connectors.source import Source, open_source
from runtime.settings import Settings
from warehouse.session import open_engine
from warehouse.vault import Vault, load_key

__all__ = ["Connection", "Ports", "make_folders", "open_ports", "open_vault"]


@dataclass(frozen=True, slots=True)
class Ports:
    """The doors of a run: where submissions come from, where bytes and figures are kept."""

    settings: Settings
    engine: Engine
    vault: Vault
    landing: Landing
    source: Source


def open_vault(settings: Settings, *, create: bool) -> Vault:
    """The vault under the installation's key; a missing key is made only when ``create`` says so."""
    given = settings.key.get_secret_value() if settings.key else None
    return Vault(load_key(given, settings.key_file, create=create))


def open_ports(settings: Settings, inbox: str | None = None) -> Ports:
    """All doors of a run; raises the room's own clear error for the one that does not open."""
    return Ports(
        settings=settings,
        engine=open_engine(settings.warehouse),
        vault=open_vault(settings, create=False),
        landing=open_landing(settings.landing, settings.s3_endpoint),
        source=open_source(inbox or settings.inbox, settings.s3_endpoint),
    )


def make_folders(settings: Settings) -> None:
    """Create the embedded folders a first use needs; buckets and servers are the operator's."""
    settings.output.mkdir(parents=True, exist_ok=True)
    for place in (settings.inbox, settings.landing):
        if "://" not in place:
            Path(place).mkdir(parents=True, exist_ok=True)
