from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from warehouse import upgrade as upgrading
from warehouse.session import WarehouseUnavailable, open_engine, reading, writing
from warehouse.tables import metadata


def _tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def test_migrations_and_tables_agree(engine: Engine) -> None:
    with reading(engine) as conn:
        context = MigrationContext.configure(conn, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_everything_goes_down_and_up_again(engine: Engine) -> None:
    upgrading.downgrade(engine)
    assert _tables(engine) == set()
    upgrading.upgrade(engine)
    assert _tables(engine) == set(metadata.tables)


def test_upgrading_again_keeps_what_is_there(engine: Engine) -> None:
    with writing(engine) as conn:
        conn.execute(text("INSERT INTO meta (name, value) VALUES ('a', '1')"))
    upgrading.upgrade(engine)
    upgrading.require_current(engine)
    with reading(engine) as conn:
        assert conn.execute(text("SELECT value FROM meta")).scalar_one() == "1"


@pytest.fixture
def blank(tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{tmp_path / 'blank.db'}")
    yield engine
    engine.dispose()


def test_an_empty_warehouse_asks_for_init(blank: Engine) -> None:
    with pytest.raises(WarehouseUnavailable, match="run `thidua init` first"):
        upgrading.require_current(blank)


def test_an_older_warehouse_asks_for_init(blank: Engine) -> None:
    upgrading.upgrade(blank, "0001")
    with pytest.raises(WarehouseUnavailable, match="older version"):
        upgrading.require_current(blank)


@pytest.mark.parametrize("use", [upgrading.upgrade, upgrading.require_current])
def test_a_newer_warehouse_is_left_alone(engine: Engine, use: object) -> None:
    with writing(engine) as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(WarehouseUnavailable, match="newer thidua"):
        use(engine)  # type: ignore[operator]
    assert _tables(engine) == set(metadata.tables)


def test_an_upgrade_that_fails_half_way_leaves_the_old_tables(blank: Engine) -> None:
    with writing(blank) as conn:
        conn.execute(text("CREATE TABLE entry (clash INTEGER)"))
    with pytest.raises(Exception, match="entry"):
        upgrading.upgrade(blank)
    assert set(inspect(blank).get_table_names()) == {"entry"}
