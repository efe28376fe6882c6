from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine

from warehouse.session import open_engine


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def shared_engine(
    request: pytest.FixtureRequest, migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """One warehouse per database for all tests that leave nothing behind."""
    if request.param == "sqlite":
        path = shutil.copy(migrated_sqlite, tmp_path_factory.mktemp("shared") / "warehouse.db")
        url = f"sqlite:///{path}"
    else:
        new_postgresql: Callable[[], str] = request.getfixturevalue("new_postgresql")
        url = new_postgresql()
    engine = open_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture
def conn(shared_engine: Engine) -> Iterator[Connection]:
    """A connection to an empty warehouse; what a test writes is rolled back."""
    with shared_engine.connect() as connection:
        yield connection
        connection.rollback()
