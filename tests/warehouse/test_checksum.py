from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from tests.warehouse.rows import insert, read_yaml
from warehouse.checksum import checksum
from warehouse.invariants import audit
from warehouse.marts import AGGREGATES, Edition, keep

FOLDER = Path(__file__).parent / "marts"
EDITION = Edition(1, 1, date(2025, 6, 10))
# Both databases give this value; a change of it is a change of what all earlier publications say of themselves.
SOUND = "26fda4e01c3adc571248d9d2aa97898f4b2c5228bec0c05bb0fa4967a181d3d5"


def _fill(conn: Connection) -> None:
    insert(conn, read_yaml(FOLDER / "registry.yaml"))
    rows = read_yaml(FOLDER / "sound.yaml")
    for number, row in enumerate(rows["fact"]):
        row["content_hash"] = (-1) ** number * (2**62 - number)
    insert(conn, rows)


def test_the_checksum_is_the_same_on_both_databases_and_from_version_to_version(conn: Connection) -> None:
    _fill(conn)
    assert checksum(conn, EDITION) == (SOUND, 128)


def test_run_numbers_moments_and_ids_do_not_enter(conn: Connection) -> None:
    _fill(conn)
    for table in ("fact", "entry", "listing", "problem"):
        conn.execute(text(f"UPDATE {table} SET opened_by = 7"))
    conn.execute(text("UPDATE fact SET worker_id = 'w7', fact_id = fact_id || 'x' WHERE worker_id = 'w1'"))
    conn.execute(text("UPDATE delivery SET received_at = '2024-01-01 00:00:00.000000'"))
    assert checksum(conn, Edition(7, 1, date(2025, 6, 10)))[0] == SOUND


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE fact SET content_hash = content_hash + 1 WHERE fact_id = 'f1'",
        "UPDATE fact SET content_hash = content_hash + 4294967296 WHERE fact_id = 'f1'",
        "UPDATE fact SET gender = 'male' WHERE fact_id = 'f1'",
        "UPDATE fact SET closed_by = 1 WHERE fact_id = 'f3'",
        "UPDATE fact SET benefit_vnd = NULL WHERE fact_id = 'f3'",
        "UPDATE problem SET closed_by = 1, closed_why = 'corrected'",
        "UPDATE delivery SET arrived_on = '2025-05-11' WHERE delivery_id = 'd1'",
        "UPDATE unit_parent SET parent_code = 'HN' WHERE unit_code = 'A'",
    ],
)
def test_what_readers_see_enters(conn: Connection, change: str) -> None:
    _fill(conn)
    conn.execute(text(change))
    assert checksum(conn, EDITION)[0] != SOUND


def test_nothing_published_has_a_checksum_too(conn: Connection) -> None:
    digest, rows = checksum(conn, EDITION)
    assert len(digest) == 64
    assert rows == 0


def test_kept_marts_say_the_same(conn: Connection) -> None:
    _fill(conn)
    with keep(conn, EDITION, AGGREGATES):
        assert checksum(conn, EDITION, AGGREGATES)[0] == SOUND
        assert all(result.ok for result in audit(conn, EDITION, AGGREGATES))
    assert checksum(conn, EDITION)[0] == SOUND
