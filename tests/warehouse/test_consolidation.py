from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import Engine, func, select

from tests.warehouse import wares
from warehouse import bulk, consolidation, tables
from warehouse.consolidation import Changes
from warehouse.session import open_engine, reading, writing
from warehouse.vault import Vault

NIGHT = Changes(
    listings=wares.listings(),
    entries=wares.entries(entry_id=["e1", "e2"], record_id=["r1", "r2"]),
    problems=wares.problems(),
    statistics=pl.DataFrame({"entry_id": ["e1"], "field": ["stat_members"], "amount": [12.0]}),
    records=wares.records("r1", "r2"),
    match_keys=pl.DataFrame({"key_hash": [1, 1, 2], "record_id": ["r1", "r2", "r2"]}),
    edges=wares.edges(("r1", "r2", 9.5)),
    workers=wares.workers("W1"),
    memberships=wares.memberships(r1="W1", r2="W1"),
    worker_events=pl.DataFrame({"kind": ["new"], "worker_id": "W1", "from_ids": "[]", "why": "first seen"}),
    facts=wares.facts(),
)
_KILLED = """
import os, signal, sys
from tests.warehouse.test_consolidation import NIGHT
from warehouse import consolidation
from warehouse.session import open_engine, writing
with writing(open_engine(sys.argv[1])) as conn:
    consolidation.load(conn, 1, NIGHT)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def _counts(engine: Engine) -> dict[str, int]:
    with reading(engine) as conn:
        every = tables.metadata.sorted_tables
        return {t.name: n for t in every if (n := conn.execute(select(func.count()).select_from(t)).scalar_one())}


def test_a_night_lands_whole(engine: Engine) -> None:
    with writing(engine) as conn:
        told = consolidation.load(conn, 1, NIGHT)
    assert _counts(engine) == {
        "listing": 1,
        "entry": 2,
        "problem": 1,
        "statistic": 1,
        "record": 2,
        "match_key": 3,
        "edge": 1,
        "worker": 1,
        "membership": 2,
        "worker_event": 1,
        "fact": 1,
    }
    assert (told["entry_opened"], told["fact_opened"], told["entry_closed"]) == (2, 1, 0)


def test_what_a_run_opens_bears_its_number(engine: Engine) -> None:
    with writing(engine) as conn:
        consolidation.load(conn, 7, NIGHT)
        columns = (
            tables.fact.c.opened_by,
            tables.record.c.first_run,
            tables.worker.c.born_run,
            tables.edge.c.run_no,
            tables.worker_event.c.run_no,
        )
        assert [conn.execute(select(column).limit(1)).scalar_one() for column in columns] == [7] * 5


def test_a_night_rolled_back_leaves_nothing(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError), writing(engine) as conn:  # noqa: PT012
        consolidation.load(conn, 1, NIGHT)
        raise ZeroDivisionError
    assert _counts(engine) == {}


def test_a_night_killed_before_its_commit_leaves_nothing(engine: Engine, warehouse_url: str) -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", _KILLED, warehouse_url], cwd=root, check=False, timeout=60)
    assert done.returncode == -9
    assert _counts(engine) == {}
    with writing(engine) as conn:
        consolidation.load(conn, 1, NIGHT)
    assert _counts(engine)["fact"] == 1


def test_a_row_replaced_is_closed_as_it_was_and_opened_as_it_is(engine: Engine) -> None:
    replaced = Changes(
        closed_facts=pl.DataFrame({"fact_id": ["f1"], "closed_why": ["corrected"]}), facts=wares.facts(content_hash=8)
    )
    with writing(engine) as conn:
        consolidation.load(conn, 1, NIGHT)
        consolidation.load(conn, 2, replaced)
        fact = tables.fact.c
        rows = conn.execute(select(fact.opened_by, fact.closed_by, fact.closed_why, fact.content_hash)).all()
    assert sorted(map(tuple, rows)) == [(1, 2, "corrected", 7), (2, None, None, 8)]


def test_closing_what_is_not_open_changes_nothing(engine: Engine) -> None:
    with writing(engine) as conn:
        consolidation.load(conn, 1, NIGHT)
        told = consolidation.load(conn, 2, Changes(closed_entries=pl.DataFrame({"entry_id": ["e9"]})))
    assert told["entry_closed"] == 0


def test_a_known_record_keeps_its_birth_and_its_keys_are_not_doubled(engine: Engine) -> None:
    again = Changes(
        records=pl.DataFrame({"record_id": ["r1", "r3"], "born_order": [8, 9], "payload": [b"new", b"new"]}),
        match_keys=pl.DataFrame({"key_hash": [1, 1, 5], "record_id": ["r1", "r1", "r1"]}),
    )
    with writing(engine) as conn:
        consolidation.load(conn, 1, NIGHT)
        consolidation.load(conn, 2, again)
        records = bulk.read(conn, select(tables.record).order_by(tables.record.c.record_id))
        keys = bulk.read(conn, select(tables.match_key)).sort("key_hash", "record_id")
    assert records.rows() == [("r1", 1, 1, b"new"), ("r2", 1, 2, b"p"), ("r3", 2, 9, b"new")]
    assert keys.rows() == [(1, "r1"), (1, "r2"), (2, "r2"), (5, "r1")]


def test_new_evidence_replaces_the_old_of_the_same_pair(engine: Engine) -> None:
    with writing(engine) as conn:
        consolidation.load(conn, 1, NIGHT)
        consolidation.load(conn, 2, Changes(edges=wares.edges(("r1", "r2", 4.0), ("r2", "r3", 8.0))))
        dropped = pl.DataFrame({"record_l": ["r2"], "record_r": ["r3"]})
        consolidation.load(conn, 3, Changes(dropped_edges=dropped))
        assert bulk.read(conn, select(tables.edge.c.weight, tables.edge.c.run_no)).rows() == [(4.0, 2)]


def test_a_night_without_changes_is_empty(engine: Engine) -> None:
    assert Changes().is_empty()
    assert not NIGHT.is_empty()
    with writing(engine) as conn:
        assert set(consolidation.load(conn, 1, Changes()).values()) == {0}
    assert _counts(engine) == {}


def test_no_personal_value_can_be_read_in_the_database_file(sqlite_url: str, tmp_path: Path) -> None:
    secrets = ["Quách Diệu Ái", "001185004321", "0912345678"]
    vault = Vault(bytes(range(32)))
    payload = vault.seal([json.dumps({"values": secrets}, ensure_ascii=False).encode()])[0]
    night = Changes(
        entries=wares.entries(payload=payload, record_id=vault.blind_text([secrets[0]])[0]),
        match_keys=pl.DataFrame({"key_hash": vault.blind(secrets), "record_id": "r1"}),
    )
    engine = open_engine(sqlite_url)
    with writing(engine) as conn:
        consolidation.load(conn, 1, night)
    written = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    engine.dispose()
    assert payload in written
    assert [secret for secret in secrets if secret.encode() in written] == []
