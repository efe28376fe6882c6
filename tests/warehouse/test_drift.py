from __future__ import annotations

import polars as pl
from sqlalchemy import Connection

from tests.warehouse.rows import insert
from warehouse import drift


def amounts(**figures: float) -> pl.DataFrame:
    return pl.DataFrame({"figure": list(figures), "amount": list(figures.values()), "size": [100] * len(figures)})


def test_figures_are_read_with_those_of_the_runs_before_the_newest_first(conn: Connection) -> None:
    insert(conn, {"run": [{"run_no": n, "run_id": f"r{n}"} for n in (1, 2, 3, 4)]})
    for number in (1, 2, 3, 4):
        drift.add(conn, number, amounts(with_phone=number / 10))
    found = drift.recent(conn, 3, 1)
    assert found.select("run_id", "amount").rows() == [("r3", 0.3), ("r2", 0.2)]


def test_a_figure_that_some_nights_lack_reaches_further_back(conn: Connection) -> None:
    insert(conn, {"run": [{"run_no": n, "run_id": f"r{n}"} for n in (1, 2, 3)]})
    drift.add(conn, 1, amounts(with_phone=0.1, waiting=1.0))
    for number in (2, 3):
        drift.add(conn, number, amounts(waiting=float(number)))
    found = drift.recent(conn, 3, 2)
    assert found.filter(figure="with_phone")["run_id"].to_list() == ["r1"]


def test_figures_of_a_run_are_replaced_and_added_to(conn: Connection) -> None:
    insert(conn, {"run": [{"run_no": 1, "run_id": "r1"}]})
    drift.add(conn, 1, amounts(with_phone=0.1))
    drift.add(conn, 1, amounts(with_phone=0.2, waiting=4.0))
    drift.add(conn, 1, amounts())
    assert drift.recent(conn, 1, 5).select("figure", "amount").rows() == [("waiting", 4.0), ("with_phone", 0.2)]
