from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from tests.warehouse import wares
from warehouse import bulk, consolidation, tables, workers
from warehouse.consolidation import Changes
from warehouse.session import open_engine, reading, writing


def _judgements(*rows: tuple[str, str, str]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "judgement_id": f"{left}{right}",
                "record_l": left,
                "record_r": right,
                "verdict": verdict,
                "judged_by": "lan",
                "judged_at": wares.MOMENT,
                "reason": "",
            }
            for left, right, verdict in rows
        ]
    )


def _ids(*record_ids: str) -> pl.Series:
    return pl.Series(list(record_ids), dtype=pl.String)


def test_known_records_that_share_a_key_are_candidates(engine: Engine) -> None:
    keys = pl.DataFrame({"key_hash": [1, 2, 2, 3], "record_id": ["a", "a", "b", "c"]})
    with writing(engine) as conn:
        consolidation.load(conn, 1, Changes(records=wares.records("a", "b", "c"), match_keys=keys))
        found = workers.sharing(conn, pl.Series([2, 99, 2])).sort("born_order")
        met = workers.met(conn, pl.Series([2, 3, 99]), _ids())
        others = workers.met(conn, pl.Series([2, 3, 99]), _ids("c", "b"))
    assert met.sort("key_hash").rows() == [(2, 2), (3, 1)]
    assert others.rows() == [(2, 1)]
    assert found.select("record_id", "born_order", "first_run", "payload").rows() == [
        ("a", 1, 1, b"p"),
        ("b", 2, 1, b"p"),
    ]


def test_a_region_closes_over_edges_verdicts_and_present_members(engine: Engine) -> None:
    changes = Changes(
        records=wares.records("a", "b", "c", "d", "e", "far"),
        edges=wares.edges(("a", "b", 9.0), ("e", "far", 3.0)),
        workers=wares.workers("W1", "W2"),
        memberships=wares.memberships(c="W1", d="W1", far="W2"),
    )
    with writing(engine) as conn:
        consolidation.load(conn, 1, changes)
        bulk.append(conn, tables.judgement, _judgements(("b", "c", "same"), ("d", "far", "different")))
        found = workers.region(conn, _ids("a"), follow_from=8.0)
    assert found.records["record_id"].to_list() == ["a", "b", "c", "d"]
    assert found.edges["weight"].to_list() == [9.0]
    assert found.judgements["verdict"].to_list() == ["same", "different"]
    assert found.workers["worker_id"].to_list() == ["W1"]


def test_a_weak_edge_touches_a_region_without_widening_it(engine: Engine) -> None:
    with writing(engine) as conn:
        consolidation.load(
            conn, 1, Changes(records=wares.records("a", "b", "c"), edges=wares.edges(("a", "b", 3.0), ("b", "c", 9.0)))
        )
        narrow, wide = (workers.region(conn, _ids("a"), follow_from=weight) for weight in (8.0, 0.0))
    assert narrow.records["record_id"].to_list() == ["a"]
    assert narrow.edges["weight"].to_list() == [3.0]
    assert wide.records["record_id"].to_list() == ["a", "b", "c"]


def test_a_closed_verdict_and_a_former_membership_join_nothing(engine: Engine) -> None:
    closed = _judgements(("a", "b", "same")).with_columns(closed_at=wares.MOMENT)
    with writing(engine) as conn:
        consolidation.load(
            conn, 1, Changes(records=wares.records("a", "b"), memberships=wares.memberships(a="W1", b="W1"))
        )
        gone = pl.DataFrame({"record_id": ["b"], "worker_id": ["W1"]})
        consolidation.load(conn, 2, Changes(closed_memberships=gone, memberships=wares.memberships(b="W2")))
        bulk.append(conn, tables.judgement, closed)
        found = workers.region(conn, _ids("b"))
    assert found.records["record_id"].to_list() == ["b"]
    assert found.memberships.select("worker_id", "since", "until").rows() == [("W1", 1, 2), ("W2", 2, None)]


def test_a_record_nobody_knows_is_a_region_of_nothing(engine: Engine) -> None:
    with reading(engine) as conn:
        found = workers.region(conn, _ids("new"))
    assert [frame.height for frame in (found.records, found.edges, found.memberships, found.workers)] == [0, 0, 0, 0]


@pytest.fixture(scope="module")
def shared_engine(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A warehouse of fifteen records without edges."""
    path = tmp_path_factory.mktemp("regions") / "warehouse.db"
    shutil.copyfile(migrated_sqlite, path)
    engine = open_engine(f"sqlite:///{path}")
    with writing(engine) as conn:
        bulk.append(conn, tables.record, wares.records(*(f"r{i:02}" for i in range(15))).with_columns(first_run=1))
    yield engine
    engine.dispose()


@settings(max_examples=500, deadline=None)
@given(
    pairs=st.sets(st.tuples(st.integers(0, 14), st.integers(0, 14)).filter(lambda p: p[0] < p[1]), max_size=14),
    start=st.integers(0, 14),
)
def test_a_region_is_the_connected_component(pairs: set[tuple[int, int]], start: int, shared_engine: Engine) -> None:
    graph = nx.Graph(pairs)
    graph.add_node(start)
    rows = wares.edges(*((f"r{left:02}", f"r{right:02}", 9.0) for left, right in pairs))
    with shared_engine.connect() as conn:
        bulk.append(conn, tables.edge, rows.with_columns(run_no=1))
        found = workers.region(conn, _ids(f"r{start:02}"))
        conn.rollback()
    component = nx.node_connected_component(graph, start)
    assert found.records["record_id"].to_list() == sorted(f"r{node:02}" for node in component)
    assert found.edges.height == graph.subgraph(component).number_of_edges()


def test_numbers_go_on_where_they_ended(engine: Engine) -> None:
    with writing(engine) as conn:
        assert (workers.next_worker_no(conn), workers.next_born_order(conn)) == (1, 1)
        consolidation.load(conn, 1, Changes(records=wares.records("a", "b"), workers=wares.workers("W1", "W2", "W3")))
        assert (workers.next_worker_no(conn), workers.next_born_order(conn)) == (4, 3)


def _merged(engine: Engine) -> None:
    with writing(engine) as conn:
        consolidation.load(
            conn,
            1,
            Changes(
                records=wares.records("a", "b", "c"),
                edges=wares.edges(("a", "b", 9.0)),
                workers=wares.workers("W1", "W2", "W3"),
                memberships=wares.memberships(a="W1", b="W2", c="W3"),
                facts=wares.facts(),
            ),
        )
        merge = Changes(
            redirects=pl.DataFrame({"worker_id": ["W2", "W3"], "merged_into": ["W1", "W2"]}),
            closed_memberships=pl.DataFrame({"record_id": ["b"], "worker_id": ["W2"]}),
            memberships=wares.memberships(b="W1"),
            worker_events=pl.DataFrame({"kind": ["merge"], "worker_id": "W1", "from_ids": '["W2"]', "why": "edge"}),
        )
        consolidation.load(conn, 2, merge)


def test_a_merged_id_leads_to_the_worker_it_became(engine: Engine) -> None:
    _merged(engine)
    with reading(engine) as conn:
        assert [workers.follow(conn, worker_id) for worker_id in ("W1", "W2", "W3", "W9")] == ["W1", "W1", "W1", None]


def test_a_worker_is_shown_with_evidence_under_any_of_its_ids(engine: Engine) -> None:
    _merged(engine)
    with reading(engine) as conn:
        found = workers.show(conn, "W3")
        assert workers.show(conn, "W9") is None
    assert found is not None
    assert (found.worker_id, found.former_ids) == ("W1", ("W2", "W3"))
    assert found.memberships.select("record_id", "worker_id", "until").rows() == [
        ("a", "W1", None),
        ("b", "W2", 2),
        ("b", "W1", None),
        ("c", "W3", None),
    ]
    assert found.edges.height == found.facts.height == found.events.height == 1


def test_a_withdrawn_merge_gives_the_old_id_back(engine: Engine) -> None:
    _merged(engine)
    undone = pl.DataFrame(
        {"worker_id": ["W2"], "merged_into": [None]}, schema={"worker_id": pl.String, "merged_into": pl.String}
    )
    with writing(engine) as conn:
        consolidation.load(conn, 3, Changes(redirects=undone))
        assert workers.follow(conn, "W3") == "W2"


def test_redirects_in_a_circle_are_an_error_and_not_a_hang(engine: Engine) -> None:
    _merged(engine)
    with writing(engine) as conn:
        consolidation.load(conn, 3, Changes(redirects=pl.DataFrame({"worker_id": ["W1"], "merged_into": ["W3"]})))
        with pytest.raises(ValueError, match="circle"):
            workers.follow(conn, "W1")
