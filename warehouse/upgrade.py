"""Bringing a warehouse to the tables of this version, by the packaged Alembic migrations."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from warehouse.session import WarehouseUnavailable, reading, shown, writing


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Apply what is missing, all of it in one transaction; a warehouse that is up to date stays as it is."""
    with writing(engine) as connection:
        _refuse_newer(connection)
        command.upgrade(_config(connection), revision)


def downgrade(engine: Engine, revision: str = "base") -> None:
    """Take migrations back, data included; for tests and for an operator who knows."""
    with writing(engine) as connection:
        command.downgrade(_config(connection), revision)


def require_current(engine: Engine) -> None:
    """Raise ``WarehouseUnavailable`` unless the warehouse has exactly the tables of this version."""
    with reading(engine) as connection:
        _refuse_newer(connection)
        found = _revision(connection)
    if found is None:
        raise WarehouseUnavailable(f"the warehouse {shown(engine.url)} is empty: run `thidua init` first")
    if found != _scripts().get_current_head():
        raise WarehouseUnavailable(f"the warehouse {shown(engine.url)} is of an older version: run `thidua init`")


def _refuse_newer(connection: Connection) -> None:
    found = _revision(connection)
    if found is not None and found not in {script.revision for script in _scripts().walk_revisions()}:
        raise WarehouseUnavailable("the warehouse was made by a newer thidua: upgrade the program, not the data")


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config(None))


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
