from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import Connection, func, select

from schemas.marts import MARTS
from tests.warehouse.rows import insert, read_yaml
from warehouse import bulk, consolidation, impact, marts, tables
from warehouse.consolidation import Changes
from warehouse.marts import Edition
from warehouse.tables import entry, fact

CASES = Path(__file__).parent / "marts"


def _given(conn: Connection) -> Edition:
    insert(conn, read_yaml(CASES / "registry.yaml"))
    insert(conn, read_yaml(CASES / "funnel.yaml")["given"])
    last = conn.execute(select(func.max(fact.c.opened_by), func.max(fact.c.closed_by))).one()
    return Edition(max(number or 0 for number in last), 1, date(2025, 10, 1))


def _open(conn: Connection) -> pl.DataFrame:
    return bulk.read(conn, select(fact).where(fact.c.closed_by.is_(None)).order_by(fact.c.fact_id))


def _whole(conn: Connection, edition: Edition) -> dict[tuple[object, ...], int]:
    """Every number of the marts that sum up, drawn over the whole warehouse."""
    found: dict[tuple[object, ...], int] = {}
    for name in impact.FIGURES:
        promise = MARTS[name]
        for row in marts.draw(conn, name, edition).iter_rows(named=True):
            key = tuple((column, str(row[column])) for column in promise.grain)
            numbers = {f.name: row[f.name] for f in promise.fields if f.type == "integer" and f.name != "step_order"}
            found |= {(name, key, column): number or 0 for column, number in numbers.items()}
    return found


def _becomes(facts: pl.DataFrame, number: int, worker: str | None) -> Changes:
    """One fact ends, or becomes another worker's."""
    one = facts[number : number + 1]
    opened = one.drop("opened_by", "closed_by", "closed_why").with_columns(
        worker_id=pl.lit(worker, pl.String), fact_id=pl.lit("another")
    )
    return Changes(
        closed_facts=one.select("fact_id", closed_why=pl.lit("replayed")), facts=opened if worker else pl.DataFrame()
    )


@pytest.mark.parametrize("worker", [None, "W-new", "W-known"])
def test_what_is_told_is_what_the_whole_marts_would_say(conn: Connection, worker: str | None) -> None:
    edition = _given(conn)
    facts = _open(conn)
    named = facts["worker_id"].drop_nulls()
    worker = named[0] if worker == "W-known" else worker
    before = _whole(conn, edition)
    after = Edition(edition.run_no + 1, edition.registry_load, edition.business_date)
    for number in range(facts.height):
        changes = _becomes(facts, number, worker)
        told = impact.figures(conn, edition, changes)
        with conn.begin_nested() as kept:
            consolidation.respan(conn, after.run_no, changes)
            now = _whole(conn, after)
            kept.rollback()
        differ = {
            (*at, now.get(at, 0) - before.get(at, 0)) for at in before | now if now.get(at, 0) != before.get(at, 0)
        }
        assert {(one.mart, one.key, one.column, one.change) for one in told if one.column} == differ


def test_nothing_is_left_hidden_or_written(conn: Connection) -> None:
    edition = _given(conn)
    before = [conn.execute(select(func.count()).select_from(table)).scalar_one() for table in (fact, entry)]
    impact.figures(conn, edition, _becomes(_open(conn), 0, None))
    assert [conn.execute(select(func.count()).select_from(t)).scalar_one() for t in (fact, entry)] == before
    assert conn.execute(select(tables.fact.c.closed_by).where(fact.c.closed_by == edition.run_no + 1)).all() == []


def test_a_change_of_no_figure_says_nothing(conn: Connection) -> None:
    assert impact.figures(conn, _given(conn), Changes()) == ()
