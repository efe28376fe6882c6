"""One Prefect server, and one night through it full of canaries, for every test that looks at what they leave."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from runtime.settings import silence_telemetry
from tests.flows.canaries import Canaries
from tests.flows.office import Office

SERVER_STARTUP_SECONDS = 180


@dataclass(frozen=True)
class PrefectServer:
    """A server of this session: its address, its database's folder, and the PREFECT_HOME of its clients."""

    url: str
    database: Path
    home: Path


@dataclass(frozen=True)
class CanaryNight:
    """What a night of canaries through Prefect said and where it left its traces."""

    office: Office
    canaries: Canaries
    told: subprocess.CompletedProcess[bytes]
    environment: dict[str, str]


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrefectServer]:
    """A real Prefect server with a database of its own; flows of this process talk to it while it lives."""
    silence_telemetry()
    # Imported here: who runs no test of Prefect must not pay the seconds.
    import prefect.settings as settings
    from prefect.testing.utilities import prefect_test_harness

    home = tmp_path_factory.mktemp("prefect")
    storage = {settings.PREFECT_HOME: home, settings.PREFECT_LOCAL_STORAGE_PATH: home / "storage"}
    with (
        settings.temporary_settings(storage),
        prefect_test_harness(server_startup_timeout=SERVER_STARTUP_SECONDS),
    ):
        database = Path(settings.PREFECT_SERVER_DATABASE_CONNECTION_URL.value().partition(":///")[2])
        yield PrefectServer(settings.PREFECT_API_URL.value(), database.parent, home)


@pytest.fixture(scope="session")
def canary_night(prefect_server: PrefectServer, tmp_path_factory: pytest.TempPathFactory) -> CanaryNight:
    """`thidua nightly --json` as an operator types it, on an inbox of canaries in every corner."""
    office = Office(tmp_path_factory.mktemp("canaries"))
    canaries = Canaries()
    canaries.send(office)
    settings = office.settings
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("THIDUA_", "PREFECT_"))},
        "HOME": str(prefect_server.home),
        "PREFECT_HOME": str(prefect_server.home),
        "PREFECT_API_URL": prefect_server.url,
        "THIDUA_WAREHOUSE": settings.warehouse,
        "THIDUA_LANDING": settings.landing,
        "THIDUA_INBOX": settings.inbox,
        "THIDUA_OUTPUT": str(settings.output),
        "THIDUA_KEY_FILE": str(settings.key_file),
    }
    command = [sys.executable, "-m", "flows.cli", "--debug", "nightly", "--json", "--business-date", "2025-06-10"]
    told = subprocess.run(command, env=environment, capture_output=True, check=False, timeout=300)
    return CanaryNight(office, canaries, told, environment)
