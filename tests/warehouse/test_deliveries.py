from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import polars as pl
from sqlalchemy import Engine

from schemas.delivery import Delivery
from warehouse import deliveries, replays
from warehouse.session import writing


def _delivery(name: str, hour: int = 8, path: str = "") -> Delivery:
    moment = datetime(2025, 6, 1, hour, tzinfo=UTC)
    return Delivery(name, "U1", path or f"U1/{name}.xlsx", f"sha-{name}", 100, moment, moment.date())


def _outcome(name: str, status: str = "read") -> pl.DataFrame:
    row = {"delivery_id": name, "status": status, "format": "xlsx", "refusal_code": None, "refusal_details": None}
    schema = dict.fromkeys(row, pl.String)
    return pl.DataFrame([row], schema=schema)


def _account(name: str, accepted: int) -> pl.DataFrame:
    counts = {"received": accepted, "accepted": accepted, "held": 0, "refused": 0, "superseded": 0, "ignored": 0}
    return pl.DataFrame([{"delivery_id": name, **counts}])


def test_the_same_bytes_again_keep_their_first_path_and_time(engine: Engine) -> None:
    with writing(engine) as conn:
        assert deliveries.land(conn, [_delivery("a"), _delivery("a", 9, "U1/copy.xlsx")], {}) == ["a"]
        assert deliveries.land(conn, [_delivery("a", 10, "U1/again.xlsx")], {}) == []
        found = deliveries.pending(conn)
    assert found.select("path", "received_at").rows() == [("U1/a.xlsx", datetime(2025, 6, 1, 8, tzinfo=UTC))]


def test_a_path_remembers_what_it_showed_last(engine: Engine) -> None:
    with writing(engine) as conn:
        deliveries.land(conn, [], {"U1/a.xlsx": ("v1", "a"), "U1/b.xlsx": ("v1", "b")})
        deliveries.land(conn, [], {"U1/a.xlsx": ("v2", "c")})
        assert deliveries.sightings(conn) == {"U1/a.xlsx": ("v2", "c"), "U1/b.xlsx": ("v1", "b")}


def test_deliveries_wait_in_the_order_of_arrival(engine: Engine) -> None:
    with writing(engine) as conn:
        deliveries.land(conn, [_delivery("late", 9), _delivery("b"), _delivery("a")], {})
        assert deliveries.pending(conn)["delivery_id"].to_list() == ["a", "b", "late"]


def test_a_delivery_accounted_for_no_longer_waits(engine: Engine) -> None:
    with writing(engine) as conn:
        deliveries.land(conn, [_delivery("a"), _delivery("b")], {})
        deliveries.account(conn, 1, _outcome("a"), _account("a", 3))
        assert deliveries.pending(conn)["delivery_id"].to_list() == ["b"]
        known = deliveries.of_ids(conn, ["a"])
    assert known.select("status", "run_no", "replay").rows() == [("read", 1, False)]


def test_a_replay_is_read_once_more(engine: Engine) -> None:
    with writing(engine) as conn:
        deliveries.land(conn, [_delivery("a")], {})
        deliveries.account(conn, 1, _outcome("a"), _account("a", 3))
        assert deliveries.request_replay(conn, ["a", "a", "unknown"], datetime(2025, 6, 1, 9, tzinfo=UTC)) == 1
        assert deliveries.pending(conn)["delivery_id"].to_list() == ["a"]
        deliveries.account(conn, 2, _outcome("a"), _account("a", 2))
        assert deliveries.pending(conn).is_empty()


def test_the_latest_account_of_a_delivery_counts(engine: Engine) -> None:
    with writing(engine) as conn:
        deliveries.land(conn, [_delivery("a")], {})
        for run_no, accepted in ((1, 3), (2, 5)):
            deliveries.account(conn, run_no, _outcome("a"), _account("a", accepted))
        found = deliveries.accounts(conn, ["a"])
    assert found.select("run_no", "accepted").rows() == [(2, 5)]


def test_a_night_without_deliveries_accounts_for_nothing(engine: Engine) -> None:
    with writing(engine) as conn:
        deliveries.account(conn, 1, pl.DataFrame(), pl.DataFrame())
        assert deliveries.land(conn, [], {}) == []
        assert deliveries.pending(conn).schema["arrived_on"] == pl.Date


def test_everything_or_one_senders_files_can_be_replayed_and_it_is_recorded(engine: Engine) -> None:
    asked: Any = {"requested_by": "lan", "requested_at": datetime(2025, 6, 2, tzinfo=UTC), "reason": "new headings"}
    with writing(engine) as conn:
        deliveries.land(conn, [_delivery("a"), _delivery("b")], {})
        for name in "ab":
            deliveries.account(conn, 1, _outcome(name), _account(name, 1))
        assert replays.request(conn, **asked, unit_code="U2") == 0
        assert replays.request(conn, **asked) == 2
        assert deliveries.pending(conn)["arrived_on"].to_list() == [date(2025, 6, 1)] * 2
        replays.done(conn, 7)
        assert replays.all_of(conn).select("replay_no", "unit_code", "file_count", "run_no").rows() == [
            (2, None, 2, 7),
            (1, "U2", 0, 7),
        ]
