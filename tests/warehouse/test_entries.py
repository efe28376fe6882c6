from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import polars as pl
import pytest
from sqlalchemy import Connection, Engine

from tests.warehouse import wares
from warehouse import bulk, consolidation, entries, facts, runs, tables
from warehouse.consolidation import Changes
from warehouse.session import writing


@pytest.fixture
def conn(engine: Engine) -> Iterator[Connection]:
    """Two lists of one unit, an hour apart: worker W1 in both rows, the later one held; a second unit's list."""
    with writing(engine) as connection:
        bulk.append(
            connection,
            tables.delivery,
            wares.deliveries(
                delivery_id=["d1", "d2", "d3"],
                path=["U1/a.xlsx", "U1/b.xlsx", "U2/c.xlsx"],
                received_at=[wares.MOMENT + timedelta(hours=hour) for hour in range(3)],
            ),
        )
        changes = Changes(
            listings=wares.listings(
                listing_id=["l1", "l2", "l3"], delivery_id=["d1", "d2", "d3"], sender_code=["U1", "U1", "U2"]
            ),
            entries=wares.entries(
                entry_id=["e1", "e2", "e3"],
                listing_id=["l1", "l2", "l3"],
                delivery_id=["d1", "d2", "d3"],
                record_id=["r1", "r2", "r3"],
                bearer=[None, None, "i3"],
                status=["accepted", "held", "held"],
                payload=[b"1", b"2", b"3"],
            ),
            problems=wares.problems(entry_id=["e2", "e3"], code=["award_twice", "name_missing"]),
            memberships=wares.memberships(r1="W1", r2="W1", r3="W3"),
            facts=wares.facts(),
        )
        consolidation.load(connection, 1, changes)
        yield connection


def test_open_entries_of_deliveries(conn: Connection) -> None:
    assert entries.open_of(conn, pl.Series(["d1", "d3"])).sort("entry_id")["entry_id"].to_list() == ["e1", "e3"]


def test_entries_of_a_worker_come_with_place_and_without_payload(conn: Connection) -> None:
    found = entries.open_of_workers(conn, pl.Series(["W1"])).sort("arrived_on", "path")
    assert found.select("worker_id", "entry_id", "status", "path", "table_no").rows() == [
        ("W1", "e1", "accepted", "U1/a.xlsx", 0),
        ("W1", "e2", "held", "U1/b.xlsx", 0),
    ]
    assert "payload" not in found.columns


def test_a_closed_entry_or_a_former_membership_is_not_found(conn: Connection) -> None:
    changes = Changes(
        closed_entries=pl.DataFrame({"entry_id": ["e1"]}),
        closed_memberships=pl.DataFrame({"record_id": ["r2"], "worker_id": ["W1"]}),
    )
    consolidation.load(conn, 2, changes)
    assert entries.open_of_workers(conn, pl.Series(["W1"])).is_empty()
    assert entries.open_of_records(conn, pl.Series(["r1", "r2"]))["entry_id"].to_list() == ["e2"]


def test_entries_of_an_initiative_are_found_by_its_bearer(conn: Connection) -> None:
    assert entries.open_of_bearers(conn, pl.Series(["i3", "i9"]))["entry_id"].to_list() == ["e3"]


def test_held_entries_wait_in_reading_order_with_their_sender(conn: Connection) -> None:
    found = entries.held(conn)
    assert found.select("sender_code", "entry_id", "path", "payload").rows() == [
        ("U1", "e2", "U1/b.xlsx", b"2"),
        ("U2", "e3", "U2/c.xlsx", b"3"),
    ]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"unit_code": "U2"}, ["e3"]),
        ({"campaign_code": "CNG2025"}, ["e2", "e3"]),
        ({"campaign_code": "CNG2024"}, []),
        ({"kind": "initiative_list"}, []),
        ({"unit_code": "U1", "kind": "cng_list"}, ["e2"]),
    ],
)
def test_held_entries_are_chosen_by_unit_campaign_and_kind(
    conn: Connection, filters: dict[str, str], expected: list[str]
) -> None:
    assert entries.held(conn, **filters)["entry_id"].to_list() == expected


def test_problems_and_facts_of_entries(conn: Connection) -> None:
    assert entries.problems_of(conn, pl.Series(["e2"]))["code"].to_list() == ["award_twice"]
    assert entries.of_ids(conn, pl.Series(["e2"]))["payload"].to_list() == [b"2"]
    assert facts.open_of_entries(conn, pl.Series(["e1", "e2"]))["fact_id"].to_list() == ["f1"]
    assert facts.open_of_workers(conn, pl.Series(["W1", "W3"]))["fact_id"].to_list() == ["f1"]


def test_statistics_of_entries(conn: Connection) -> None:
    rows = pl.DataFrame({"entry_id": ["e1"] * 2, "field": ["stat_a", "stat_b"], "amount": [3.0, 0.5]})
    consolidation.load(conn, 2, Changes(statistics=rows))
    closed = pl.DataFrame({"entry_id": ["e1"], "field": ["stat_a"]})
    consolidation.load(conn, 3, Changes(closed_statistics=closed))
    assert entries.statistics_of(conn, pl.Series(["e1"])).select("field", "amount").rows() == [("stat_b", 0.5)]


def test_published_awards_keep_the_payload_they_were_published_with(conn: Connection) -> None:
    runs.add(conn, 1, "2025-06-10-01", date(2025, 6, 10), wares.MOMENT, 1)
    assert entries.awarded(conn, "CNG2025", "P0001").is_empty()
    runs.publish(conn, 1, "aa", 1, wares.MOMENT)
    replaced = Changes(
        closed_entries=pl.DataFrame({"entry_id": ["e1"]}),
        entries=wares.entries(payload=b"changed"),
        closed_facts=pl.DataFrame({"fact_id": ["f1"], "closed_why": ["corrected"]}),
    )
    consolidation.load(conn, 2, replaced)
    assert entries.awarded(conn, "CNG2025", "P0001").rows() == [("f1", b"1")]
    assert entries.awarded(conn, "CNG2024", "P0001").is_empty()
