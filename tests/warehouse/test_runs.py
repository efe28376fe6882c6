from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import Connection, Engine

from warehouse import runs
from warehouse.session import writing

NOW = datetime(2025, 6, 10, 1, tzinfo=UTC)
NIGHT = date(2025, 6, 10)


def _run(conn: Connection, day: date = NIGHT) -> int:
    run_no, run_id = runs.next_run(conn, day)
    runs.add(conn, run_no, run_id, day, NOW, registry_load=1)
    return run_no


def test_runs_are_numbered_and_named_by_their_date(engine: Engine) -> None:
    with writing(engine) as conn:
        assert runs.next_run(conn, NIGHT) == (1, "2025-06-10-01")
        _run(conn)
        assert runs.next_run(conn, NIGHT) == (2, "2025-06-10-02")
        assert runs.next_run(conn, date(2025, 6, 11)) == (2, "2025-06-11-01")


def test_a_finished_run_tells_how_it_ended(engine: Engine) -> None:
    with writing(engine) as conn:
        assert runs.last(conn) is None
        run_no = _run(conn)
        runs.finish(conn, run_no, "published", NOW, {"rows": {"received": 3}}, {"read": 0.5})
        found = runs.last(conn)
    assert found is not None
    assert found["status"] == "published"
    assert found["counts"] == '{"rows": {"received": 3}}'
    assert found["finished_at"] == NOW


def test_publishing_moves_the_pointer(engine: Engine) -> None:
    with writing(engine) as conn:
        assert runs.current_publication(conn) is None
        first = runs.publish(conn, _run(conn), "aa", 10, NOW)
        second = runs.publish(conn, _run(conn), "bb", 11, NOW)
        current = runs.current_publication(conn)
        assert [item.publication_id for item in runs.publications(conn)] == [second, first]
    assert current is not None
    assert (current.publication_id, current.run_no, current.row_count) == (second, 2, 11)
    assert (current.business_date, current.published_at) == (NIGHT, NOW)


def test_the_same_figures_again_keep_the_publication(engine: Engine) -> None:
    with writing(engine) as conn:
        first = runs.publish(conn, _run(conn), "aa", 10, NOW)
        assert runs.publish(conn, _run(conn, date(2025, 6, 11)), "aa", 10, NOW) == first
        assert len(runs.publications(conn)) == 1


def test_figures_that_return_are_published_anew(engine: Engine) -> None:
    with writing(engine) as conn:
        ids = [runs.publish(conn, _run(conn), checksum, 10, NOW) for checksum in ("aa", "bb", "aa")]
    assert len(set(ids)) == 3


def test_an_audit_replaces_the_earlier_one_of_its_run(engine: Engine) -> None:
    result = {"ok": True, "severity": "error", "observed": "0", "expected": "0", "source": "invariant"}
    with writing(engine) as conn:
        runs.record_audit(conn, 1, [{**result, "name": "a"}, {**result, "name": "b"}])
        runs.record_audit(conn, 1, [{**result, "name": "a"}, {**result, "name": "b", "ok": False}])
        found = runs.audit_of(conn, 1)
        runs.record_audit(conn, 1, [])
        assert runs.audit_of(conn, 1).is_empty()
    assert found.select("name", "ok").rows() == [("b", False), ("a", True)]
