from __future__ import annotations

import stat
import threading
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import Engine, exc, insert, select

from warehouse import bulk
from warehouse.session import WarehouseUnavailable, open_engine, reading, writing
from warehouse.tables import meta


def _names(engine: Engine) -> list[str]:
    with reading(engine) as conn:
        return list(conn.execute(select(meta.c.name).order_by(meta.c.name)).scalars())


def test_a_new_sqlite_file_is_the_owners_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "warehouse.db"
    engine = open_engine(f"sqlite:///{path}")
    with engine.begin() as conn:
        conn.exec_driver_sql("CREATE TABLE t (x)")
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    engine.dispose()
    assert set(modes.values()) == {0o600}
    assert "warehouse.db-wal" in modes


def test_a_block_that_ends_is_committed(engine: Engine) -> None:
    with writing(engine) as conn:
        conn.execute(insert(meta).values(name="a", value="1"))
    assert _names(engine) == ["a"]


def test_a_block_that_raises_leaves_nothing(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError), writing(engine) as conn:  # noqa: PT012
        conn.execute(insert(meta).values(name="a", value="1"))
        raise ZeroDivisionError
    assert _names(engine) == []


def test_a_reader_sees_one_state_while_a_writer_commits(engine: Engine) -> None:
    with reading(engine) as conn:
        before = conn.execute(select(meta.c.name)).all()
        with writing(engine) as other:
            other.execute(insert(meta).values(name="a", value="1"))
        assert conn.execute(select(meta.c.name)).all() == before == []
    assert _names(engine) == ["a"]


def test_a_reader_does_not_wait_for_a_writer(engine: Engine) -> None:
    with writing(engine) as conn:
        conn.execute(insert(meta).values(name="a", value="1"))
        assert _names(engine) == []


def test_two_writers_on_sqlite_follow_one_another(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    wrote_first = threading.Event()

    def second() -> None:
        with writing(engine) as conn:
            conn.execute(insert(meta).values(name="second", value=str(wrote_first.is_set())))

    with writing(engine) as conn:
        thread = threading.Thread(target=second)
        thread.start()
        conn.execute(select(meta)).all()  # a deferred transaction would now fail to turn writer
        thread.join(0.2)
        conn.execute(insert(meta).values(name="first", value=""))
        wrote_first.set()
    thread.join()
    with reading(engine) as conn:
        assert dict(conn.execute(select(meta.c.name, meta.c.value)).all()) == {"first": "", "second": "True"}
    engine.dispose()


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("warehouse.db", "not a URL"),
        ("mysql://u:hidden@host/db", "cannot be mysql://"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
        ("postgresql+psycopg://u:hidden@127.0.0.1:1/db", "cannot open the warehouse"),
    ],
)
def test_an_address_that_cannot_be_used_is_told_in_one_line_without_its_password(url: str, told: str) -> None:
    with pytest.raises(WarehouseUnavailable, match=told) as caught:
        open_engine(url)
    assert "\n" not in str(caught.value)
    assert "hidden" not in str(caught.value)


def test_a_file_of_another_kind_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    path.write_bytes(b"PK\x03\x04" + b"x" * 5000)
    with pytest.raises(WarehouseUnavailable, match="not a SQLite database"):
        open_engine(f"sqlite:///{path}")
    assert path.read_bytes().startswith(b"PK")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WarehouseUnavailable, match="cannot open the warehouse"):
        open_engine(f"sqlite:///{tmp_path}/file/warehouse.db")


def test_an_error_of_the_database_does_not_show_values(engine: Engine) -> None:
    with pytest.raises(exc.IntegrityError) as caught, writing(engine) as conn:  # noqa: PT012
        for _ in range(2):
            conn.execute(insert(meta).values(name="a", value="Nguyễn Thị Bí Mật"))
    assert "Bí Mật" not in str(caught.value)


def test_a_server_that_goes_away_in_the_middle_is_told_in_one_line(postgresql_url: str) -> None:
    engine = open_engine(postgresql_url)
    with pytest.raises(WarehouseUnavailable, match="failed: ") as caught, writing(engine) as conn:  # noqa: PT012
        conn.execute(insert(meta).values(name="a", value="1"))
        pid = conn.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        with engine.connect() as other:
            other.exec_driver_sql(f"SELECT pg_terminate_backend({pid})")
        conn.execute(insert(meta).values(name="b", value="2"))
    assert "\n" not in str(caught.value)
    assert _names(engine) == []
    engine.dispose()


def test_a_full_disk_is_told_in_one_line_and_leaves_nothing(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    with pytest.raises(WarehouseUnavailable, match="full"), writing(engine) as conn:  # noqa: PT012
        conn.exec_driver_sql("PRAGMA max_page_count = 1")
        bulk.append(conn, meta, pl.DataFrame({"name": ["a"], "value": ["x" * 1_000_000]}))
    assert _names(engine) == []
    engine.dispose()
