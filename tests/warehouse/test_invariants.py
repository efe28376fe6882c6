from __future__ import annotations

import csv
from datetime import date
from importlib import resources
from pathlib import Path

import pytest
from sqlalchemy import Connection

from tests.warehouse.rows import insert, read_yaml
from warehouse import invariants
from warehouse.marts import Edition

FOLDER = Path(__file__).parent / "marts"
with (Path(__file__).parents[1] / "cases" / "invariants.csv").open(encoding="utf-8") as table:
    CASES = list(csv.DictReader(table))
EDITION = Edition(1, 1, date(2025, 6, 10))


@pytest.fixture
def sound(conn: Connection) -> Connection:
    """A warehouse in which every rule holds."""
    insert(conn, read_yaml(FOLDER / "registry.yaml"))
    insert(conn, read_yaml(FOLDER / "sound.yaml"))
    return conn


def test_a_sound_warehouse_breaks_no_rule(sound: Connection) -> None:
    assert [result for result in invariants.audit(sound, EDITION) if not result.ok] == []


@pytest.mark.parametrize("case", CASES, ids=[f"{case['rule']}: {case['note']}" for case in CASES])
def test_damage_is_caught(sound: Connection, case: dict[str, str]) -> None:
    sound.exec_driver_sql(case["damage"])
    count, ids = invariants.violations(sound, EDITION, case["rule"])
    assert ids == case["ids"].split()[: invariants.SHOWN]
    assert count >= len(ids) > 0


def test_damage_fails_the_audit_and_names_what_broke(sound: Connection) -> None:
    sound.exec_driver_sql("DELETE FROM delivery WHERE delivery_id = 'd2'")
    failed = {result.name: result for result in invariants.audit(sound, EDITION) if not result.ok}
    assert failed["listing_without_delivery"].observed == "1: l2"
    assert failed["listing_without_delivery"].severity == "error"


def test_damage_made_by_a_later_run_does_not_touch_an_earlier_edition(sound: Connection) -> None:
    sound.exec_driver_sql("UPDATE entry SET closed_by = 2 WHERE entry_id = 'e1'")
    assert all(result.ok for result in invariants.audit(sound, EDITION))
    assert invariants.violations(sound, Edition(2, 1, date(2025, 6, 11)), "fact_without_entry") == (1, ["f1"])


def test_every_rule_is_listed_explained_and_tried_by_damage() -> None:
    packaged = {path.name.removesuffix(".sql") for path in (resources.files("warehouse") / "invariants").iterdir()}
    assert packaged == set(invariants.NAMES) == {case["rule"] for case in CASES}
    assert all(invariants.sentence(name, language) for name in packaged for language in ("vi", "en"))
