from __future__ import annotations

import polars as pl
from sqlalchemy import Connection, Engine

from tests.warehouse import wares
from warehouse import bulk, consolidation, doubts, tables
from warehouse.consolidation import Changes
from warehouse.session import writing

Pair = tuple[str, str, str]


def filled(conn: Connection, *judged: Pair) -> pl.DataFrame:
    """a and b are W1, c is W2, d is W3; what waits after some verdicts."""
    changes = Changes(
        records=wares.records("a", "b", "c", "d"),
        edges=wares.edges(("a", "b", 9.0), ("a", "c", 3.0), ("b", "c", 5.0), ("b", "d", -2.0), ("c", "d", 12.0)),
        workers=wares.workers("W1", "W2", "W3"),
        memberships=wares.memberships(a="W1", b="W1", c="W2", d="W3"),
        facts=wares.facts(
            fact_id=["f1", "f2", "f3", "f4"],
            entry_id=["e1", "e2", "e3", "e4"],
            worker_id=["W1", "W1", "W2", "W3"],
            award_level=["grassroots", "city", "grassroots", "upper"],
            unit_code=["U1", "U1", "U2", "U2"],
        ),
    )
    consolidation.load(conn, 1, changes)
    rows = [
        {"judgement_id": f"{left}{right}", "record_l": left, "record_r": right, "verdict": verdict}
        | {"judged_by": "lan", "judged_at": wares.MOMENT, "reason": ""}
        for left, right, verdict in judged
    ]
    bulk.append(conn, tables.judgement, pl.DataFrame(rows) if rows else bulk.empty(tables.judgement))
    return doubts.waiting(conn, 0.0)


def told(found: pl.DataFrame) -> list[tuple[object, ...]]:
    return found.select("record_l", "record_r", "of_l", "of_r", "verdict").sort("record_l").rows()


def test_the_strongest_pair_of_two_workers_waits(engine: Engine) -> None:
    with writing(engine) as conn:
        assert told(filled(conn)) == [("b", "c", "W1", "W2", None), ("c", "d", "W2", "W3", None)]


def test_workers_judged_different_by_any_pair_of_theirs_do_not_wait(engine: Engine) -> None:
    with writing(engine) as conn:
        assert told(filled(conn, ("a", "c", "different"))) == [("c", "d", "W2", "W3", None)]


def test_a_pair_nobody_could_tell_waits_on(engine: Engine) -> None:
    with writing(engine) as conn:
        assert told(filled(conn, ("a", "c", "unsure")))[0] == ("b", "c", "W1", "W2", "unsure")


def test_same_that_was_not_applied_waits_as_a_contradiction(engine: Engine) -> None:
    with writing(engine) as conn:
        found = filled(conn, ("a", "c", "same"), ("b", "c", "different"))
    assert told(found) == [("a", "c", "W1", "W2", "same"), ("c", "d", "W2", "W3", None)]


def test_awards_that_both_hold_are_told_once(engine: Engine) -> None:
    with writing(engine) as conn:
        found = doubts.shared_awards(conn, filled(conn))
    assert found.select("worker_l", "worker_r", "award_level", "unit_l", "unit_r").rows() == [
        ("W1", "W2", "grassroots", "U1", "U2")
    ]


def test_the_doubts_of_some_records_alone_are_told(engine: Engine) -> None:
    with writing(engine) as conn:
        filled(conn)
        assert told(doubts.waiting(conn, 0.0, pl.Series("record_id", ["d"]))) == [("c", "d", "W2", "W3", None)]


def test_the_queue_is_counted_without_strong_ties_and_pairs_judged_different(engine: Engine) -> None:
    with writing(engine) as conn:
        assert filled(conn).height == 2
        assert doubts.count(conn, 0.0, 8.0) == 1
        assert doubts.count(conn, 0.0, 99.0) == 2


def test_a_pair_judged_different_is_not_counted(engine: Engine) -> None:
    with writing(engine) as conn:
        filled(conn, ("a", "c", "different"))
        assert doubts.count(conn, 0.0, 8.0) == 0
