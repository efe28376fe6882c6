from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from sqlalchemy import Connection, update

from schemas.marts import ALL, MARTS, STEPS
from tests.warehouse.rows import insert, read_yaml
from warehouse import marts, tables
from warehouse.marts import Edition
from warehouse.session import open_engine, writing

CASES = Path(__file__).parent / "marts"
LATER = Edition(2, 1, date(2025, 10, 1))


def _given(conn: Connection, mart: str) -> Any:
    case = read_yaml(CASES / f"{mart}.yaml")
    insert(conn, read_yaml(CASES / "registry.yaml"))
    insert(conn, case["given"])
    return case


@pytest.mark.parametrize("mart", [mart.name for mart in ALL])
def test_rows_in_give_rows_out(conn: Connection, mart: str) -> None:
    case = _given(conn, mart)
    for expected in case["editions"]:
        drawn = marts.draw(conn, mart, Edition(**expected["edition"]))
        assert _rows(drawn, expected) == expected["rows"]


def _rows(drawn: pl.DataFrame, expected: dict[str, Any]) -> list[list[Any]]:
    if "wide" not in expected:
        return [list(row) for row in drawn.iter_rows()]
    by_unit = drawn.sort("campaign_code", "unit_code", "structure", "step_order")
    wide = by_unit.group_by("campaign_code", "unit_code", "structure", maintain_order=True).agg("step", "amount")
    assert all(row["step"] == expected["wide"] for row in wide.iter_rows(named=True))
    return [[*row[:3], *row[4]] for row in wide.iter_rows()]


def test_readers_see_nothing_before_the_first_publication(conn: Connection) -> None:
    _given(conn, "award")
    marts.rebuild(conn)
    assert all(marts.published(conn, mart.name).is_empty() for mart in ALL)


def test_readers_see_the_old_publication_until_the_pointer_moves(conn: Connection) -> None:
    _given(conn, "award")
    insert(conn, read_yaml(CASES / "publication.yaml")["given"])
    insert(conn, {"pointer": [{"publication_no": 1}]})
    marts.rebuild(conn)
    before = {mart.name: marts.draw(conn, mart.name, Edition(1, 1, date(2025, 6, 10))) for mart in ALL}
    assert all(marts.published(conn, name).equals(frame) for name, frame in before.items())
    conn.execute(update(tables.pointer).values(publication_no=2))
    assert marts.current(conn) == LATER
    after = {mart.name: marts.draw(conn, mart.name, LATER) for mart in ALL}
    assert all(marts.published(conn, name).equals(frame) for name, frame in after.items())
    assert not after["award"].equals(before["award"])


def test_views_can_be_rebuilt_over_themselves(conn: Connection) -> None:
    marts.rebuild(conn)
    marts.rebuild(conn)
    assert marts.published(conn, "award").columns == list(MARTS["award"].columns)
    marts.drop(conn)
    marts.drop(conn)


def test_columns_carry_vietnamese_comments_on_postgresql(postgresql_url: str) -> None:
    engine = open_engine(postgresql_url)
    with writing(engine) as conn:
        marts.rebuild(conn)
        found = conn.exec_driver_sql(
            "SELECT c.relname, a.attname, col_description(c.oid, a.attnum) FROM pg_class c "
            "JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'mart' "
            "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0"
        ).all()
    engine.dispose()
    promised = {(mart.name, field.name, field.vi) for mart in ALL for field in mart.fields}
    assert {tuple(row) for row in found} == promised


def test_a_unit_dropped_from_the_registry_keeps_its_figures_in_the_citys_line(conn: Connection) -> None:
    _given(conn, "award")
    conn.execute(update(tables.unit).where(tables.unit.c.unit_code == "C").values(closed_by=2))
    drawn = marts.draw(conn, "award", Edition(1, 2, date(2025, 6, 10)))
    persons = dict(drawn.filter(structure="as_was").select("unit_code", "persons").iter_rows())
    assert persons["HN"] == 5
    assert "C" not in persons


def test_an_old_edition_is_drawn_with_the_registry_it_knew(conn: Connection) -> None:
    _given(conn, "award")
    insert(conn, {"unit_parent": [{"unit_code": "C", "parent_code": "TX", "opened_by": 2}]})
    parent = tables.unit_parent
    conn.execute(update(parent).where(parent.c.unit_code == "C", parent.c.parent_code == "HN").values(closed_by=2))
    drawn = [marts.draw(conn, "award", Edition(1, load, date(2025, 6, 10))) for load in (1, 2)]
    assert [frame.filter(unit_code="TX", structure="as_was")["persons"].item() for frame in drawn] == [4, 5]


def test_every_step_of_the_funnel_is_promised_in_order(conn: Connection) -> None:
    _given(conn, "funnel")
    drawn = marts.draw(conn, "funnel", LATER)
    order = drawn.select("step", "step_order").unique().sort("step_order")
    assert order["step"].to_list() == list(STEPS)


def test_a_mart_states_its_grain_readers_and_source() -> None:
    for mart in ALL:
        header = marts.sql(mart.name).split("WITH", 1)[0]
        assert f"-- grain: {', '.join(mart.grain)}\n" in header
        assert "-- readers: " in header
        assert "-- source: " in header
