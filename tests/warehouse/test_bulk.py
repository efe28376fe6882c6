from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from sqlalchemy import Connection, Engine, Table, inspect, select

from warehouse import bulk
from warehouse.session import open_engine, reading, writing
from warehouse.tables import delivery, edge, entry, fact, match_key, record, unit


def _deliveries(**columns: object) -> pl.DataFrame:
    given = {
        "delivery_id": ["d1"],
        "unit_code": ["U1"],
        "path": ["U1/danh sách.xlsx"],
        "sha256": ["00"],
        "size": [2**40],
        "received_at": [datetime(2025, 6, 1, 8, 30, 15, 123456, UTC)],
        "arrived_on": [date(2025, 6, 1)],
        "replay": [True],
        "status": ["landed"],
    }
    return pl.DataFrame({**given, **columns})


def _facts(count: int) -> pl.DataFrame:
    return pl.DataFrame({"fact_id": [f"f{i}" for i in range(count)]}).with_columns(
        entry_id="e" + pl.col("fact_id"),
        campaign_code=pl.lit("CNG2025"),
        award_code=pl.lit("CNG"),
        award_level=pl.lit("city"),
        unit_code=pl.lit("U1"),
        content_hash=pl.lit(-(2**62)),
        opened_by=pl.lit(1),
    )


def test_every_type_comes_back_as_it_went_in(engine: Engine) -> None:
    with writing(engine) as conn:
        bulk.append(conn, delivery, _deliveries())
        bulk.append(
            conn,
            record,
            pl.DataFrame({"record_id": ["r"], "first_run": 1, "born_order": 2**50, "payload": [b"\x00\xff,\n"]}),
        )
        bulk.append(
            conn,
            edge,
            pl.DataFrame(
                {
                    "record_l": ["a"],
                    "record_r": "b",
                    "weight": [0.1 + 0.2],
                    "model_id": "m",
                    "run_no": 1,
                    "evidence": "{}",
                }
            ),
        )
    with reading(engine) as conn:
        deliveries = bulk.read(conn, select(delivery))
        assert_frame_equal(deliveries.select(_deliveries().columns), _deliveries())
        assert bulk.read(conn, select(record))["payload"].to_list() == [b"\x00\xff,\n"]
        assert bulk.read(conn, select(edge))["weight"].to_list() == [0.1 + 0.2]


def test_a_moment_of_any_zone_is_kept_in_utc(engine: Engine) -> None:
    hanoi = timezone(timedelta(hours=7))
    given = pl.Series([datetime(2025, 6, 1, 0, 30, tzinfo=hanoi)]).dt.convert_time_zone("Asia/Ho_Chi_Minh")
    with writing(engine) as conn:
        bulk.append(conn, delivery, _deliveries(received_at=given))
        found = conn.execute(select(delivery.c.received_at)).scalar_one()
    assert found == datetime(2025, 5, 31, 17, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", " ", "a,b", 'say "ủy"', "two\nlines", "\\.", "\\N", "NULL", "é\u0301", "\t", "'; DROP TABLE entry; --"]
)
def test_text_is_kept_to_the_letter(engine: Engine, text: str) -> None:
    with writing(engine) as conn:
        bulk.append(conn, delivery, _deliveries(path=[text]))
        assert conn.execute(select(delivery.c.path)).scalar_one() == text


def test_a_null_is_not_an_empty_text(engine: Engine) -> None:
    frame = pl.DataFrame({"unit_code": ["a", "b"], "name": ["", ""], "level": "city", "kind": "ward", "opened_by": 1})
    with writing(engine) as conn:
        bulk.append(conn, unit, frame.with_columns(valid_from=pl.Series([None, date(2025, 1, 1)])))
        found = bulk.read(conn, select(unit.c.name, unit.c.valid_from, unit.c.valid_to).order_by(unit.c.unit_code))
    assert found.rows() == [("", None, None), ("", date(2025, 1, 1), None)]


def test_a_nul_character_does_not_stop_a_load(engine: Engine) -> None:
    with writing(engine) as conn:
        bulk.append(conn, delivery, _deliveries(path=["a\0b"]))
        assert conn.execute(select(delivery.c.path)).scalar_one() == "a\ufffdb"


@pytest.mark.parametrize("table", [delivery, entry, fact, match_key], ids=lambda table: str(table.name))
def test_no_rows_still_have_types(engine: Engine, table: Table) -> None:
    with reading(engine) as conn:
        assert bulk.read(conn, select(table)).schema == bulk.empty(table).schema


def test_a_column_the_table_lacks_is_an_error(engine: Engine) -> None:
    with writing(engine) as conn, pytest.raises(KeyError, match="colour"):
        bulk.append(conn, delivery, _deliveries(colour=["red"]))


def test_a_large_first_load_leaves_every_index_in_place(engine: Engine) -> None:
    with writing(engine) as conn:
        assert bulk.append(conn, fact, _facts(60_000)) == 60_000
    assert _indexes(engine) == {index.name for index in fact.indexes}


def test_a_large_first_load_rolled_back_leaves_nothing_and_its_indexes(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError), writing(engine) as conn:  # noqa: PT012
        bulk.append(conn, fact, _facts(60_000))
        raise ZeroDivisionError
    with reading(engine) as conn:
        assert bulk.is_empty(conn, fact)
    assert _indexes(engine) == {index.name for index in fact.indexes}


def test_closing_touches_open_rows_of_the_keys_only(engine: Engine) -> None:
    with writing(engine) as conn:
        bulk.append(conn, fact, _facts(4).with_columns(closed_by=pl.Series([None, None, None, 2])))
        keys = pl.DataFrame({"fact_id": ["f1", "f2", "f3", "f9"], "closed_why": ["merged", "held", "held", "held"]})
        assert bulk.close(conn, fact, keys, 3) == 2
        found = bulk.read(conn, select(fact.c.fact_id, fact.c.closed_by, fact.c.closed_why).order_by(fact.c.fact_id))
    assert found.rows() == [("f0", None, None), ("f1", 3, "merged"), ("f2", 3, "held"), ("f3", 2, None)]


def test_amending_writes_columns_and_constants_to_the_rows_that_match(engine: Engine) -> None:
    with writing(engine) as conn:
        bulk.append(conn, delivery, pl.concat([_deliveries(), _deliveries(delivery_id=["d2"])]))
        bulk.amend(
            conn, delivery, pl.DataFrame({"delivery_id": ["d2"], "status": ["read"]}), ["delivery_id"], replay=False
        )
        query = select(delivery.c.delivery_id, delivery.c.status, delivery.c.replay).order_by(delivery.c.delivery_id)
        assert bulk.read(conn, query).rows() == [("d1", "landed", True), ("d2", "read", False)]


def test_merging_overwrites_known_rows_except_what_is_kept(engine: Engine) -> None:
    first = pl.DataFrame({"record_id": ["a", "b"], "first_run": 1, "born_order": [1, 2], "payload": [b"1", b"2"]})
    second = pl.DataFrame({"record_id": ["b", "c"], "first_run": 2, "born_order": [8, 9], "payload": [b"3", b"4"]})
    with writing(engine) as conn:
        bulk.merge(conn, record, first)
        bulk.merge(conn, record, second, keep=["first_run", "born_order"])
        found = bulk.read(conn, select(record).order_by(record.c.record_id))
    assert found.rows() == [("a", 1, 1, b"1"), ("b", 1, 2, b"3"), ("c", 2, 9, b"4")]


def test_discarding_removes_the_rows_of_the_keys_only(engine: Engine) -> None:
    pairs = pl.DataFrame({"record_l": ["a", "a", "b"], "record_r": ["b", "c", "c"]})
    with writing(engine) as conn:
        bulk.append(
            conn, edge, pairs.with_columns(weight=pl.lit(9.0), model_id=pl.lit("m"), run_no=1, evidence=pl.lit("{}"))
        )
        assert bulk.discard(conn, edge, pairs.head(1)) == 1
        found = bulk.read(conn, select(edge.c.record_l, edge.c.record_r).order_by(edge.c.record_l))
    assert found.rows() == [("a", "c"), ("b", "c")]


def test_looking_up_finds_the_rows_of_the_values(engine: Engine) -> None:
    keys = pl.DataFrame({"key_hash": [5, 5, 6, 2**62], "record_id": ["a", "b", "c", "d"]})
    with writing(engine) as conn:
        bulk.append(conn, match_key, keys)
        wanted = pl.Series([5, 5, None, 2**62, 77])
        found = bulk.lookup(conn, select(match_key), match_key.c.key_hash, wanted)
    assert sorted(found["record_id"]) == ["a", "b", "d"]


def test_looking_up_nothing_gives_typed_nothing(engine: Engine) -> None:
    with reading(engine) as conn:
        found = bulk.lookup(conn, select(fact), fact.c.worker_id, pl.Series([], dtype=pl.String))
    assert found.schema == bulk.empty(fact).schema


def test_no_staging_table_is_left_behind(engine: Engine) -> None:
    with writing(engine) as conn:
        for _ in range(2):
            bulk.lookup(conn, select(fact), fact.c.worker_id, pl.Series(["w"]))
        assert not [name for name in inspect(conn).get_temp_table_names() if name.startswith("staged")]


def test_rows_added_on_a_plain_connection_are_committed_by_nobody_else(engine: Engine) -> None:
    with engine.connect() as conn:
        bulk.append(conn, fact, _facts(3))
        conn.rollback()
    with reading(engine) as conn:
        assert bulk.is_empty(conn, fact)


_KEYS = pl.DataFrame({"fact_id": [f"f{i}" for i in range(50)]})


def _indexes(engine: Engine) -> set[str | None]:
    return {index["name"] for index in inspect(engine).get_indexes("fact")}


def _look_up(conn: Connection) -> None:
    bulk.lookup(conn, select(fact), fact.c.fact_id, _KEYS["fact_id"])


def _close(conn: Connection) -> None:
    bulk.close(conn, fact, _KEYS, 2, closed_why="held")


def _merge(conn: Connection) -> None:
    bulk.merge(conn, record, _records(50), keep=["born_order"])


def _records(count: int) -> pl.DataFrame:
    ids = [f"r{i}" for i in range(count)]
    return pl.DataFrame({"record_id": ids, "first_run": 1, "born_order": range(count), "payload": b"p"})


@pytest.mark.parametrize("work", [_look_up, _close, _merge])
def test_the_work_follows_the_keys_and_not_the_table(sqlite_url: str, work: Callable[[Connection], None]) -> None:
    engine = open_engine(sqlite_url)
    steps: list[int] = []
    for size in (1_000, 20_000):
        with engine.connect() as conn:
            bulk.append(conn, fact, _facts(size))
            bulk.append(conn, record, _records(size))
            driver: Any = conn.connection.driver_connection
            steps.append(0)
            driver.set_progress_handler(lambda: steps.append(steps.pop() + 1), 100)
            work(conn)
            driver.set_progress_handler(None, 0)
            conn.rollback()
    engine.dispose()
    # Hundreds of the database's own instructions; twenty times the rows may not cost twice the work.
    assert steps[1] < 2 * steps[0] + 10
