from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import polars as pl
import pytest
from sqlalchemy import Engine

from tests.warehouse import wares
from warehouse import bulk, corrections, deliveries, runs, tables
from warehouse.corrections import Correction
from warehouse.session import writing

FIRST = Correction("r1", "d1", "citizen_id", "h1", b"sealed", "typing slip", "lan", wares.MOMENT)
LATER = replace(FIRST, payload=b"better", made_at=wares.MOMENT + timedelta(hours=1))
RECORDS = pl.Series(["r1", "r2"])


def test_the_newest_correction_of_a_raw_text_is_in_force(engine: Engine) -> None:
    other_text = replace(FIRST, raw_hash="h2", payload=b"of another text")
    with writing(engine) as conn:
        assert corrections.add(conn, [FIRST, LATER, other_text]) == 3
        found = corrections.live(conn, RECORDS)
    assert sorted(found["payload"]) == [b"better", b"of another text"]


def test_the_same_correction_again_is_no_second_one(engine: Engine) -> None:
    with writing(engine) as conn:
        assert corrections.add(conn, [FIRST, FIRST]) == 1
        assert corrections.add(conn, [FIRST]) == 0


def test_a_withdrawn_correction_gives_way_to_the_one_before(engine: Engine) -> None:
    with writing(engine) as conn:
        corrections.add(conn, [FIRST, LATER])
        later = pl.Series("correction_id", [LATER.correction_id])
        assert corrections.withdraw(conn, later, wares.MOMENT, by="minh") == 1
        assert corrections.withdraw(conn, later, wares.MOMENT, by="minh") == 0
        assert corrections.live(conn, RECORDS)["payload"].to_list() == [b"sealed"]


def test_a_correction_has_its_delivery_read_again(engine: Engine) -> None:
    with writing(engine) as conn:
        bulk.append(conn, tables.delivery, wares.deliveries(delivery_id=["d1", "d2"], run_no=1))
        corrections.add(conn, [FIRST])
        assert deliveries.pending(conn)["delivery_id"].to_list() == ["d1"]


@pytest.mark.parametrize(("minutes", "waits"), [(-1, []), (1, ["d1"])])
def test_a_correction_made_while_a_run_works_waits_for_the_next(engine: Engine, minutes: int, waits: list[str]) -> None:
    made = replace(FIRST, made_at=wares.MOMENT + timedelta(minutes=minutes))
    outcome = pl.DataFrame({"delivery_id": ["d1"], "status": "read", "format": "xlsx"})
    outcome = outcome.with_columns(refusal_code=pl.lit(None, pl.String), refusal_details=pl.lit(None, pl.String))
    with writing(engine) as conn:
        bulk.append(conn, tables.delivery, wares.deliveries(replay=True))
        corrections.add(conn, [made])
        runs.add(conn, 1, "2025-06-10-01", date(2025, 6, 10), wares.MOMENT, 1)
        deliveries.account(conn, 1, outcome, pl.DataFrame())
        assert deliveries.pending(conn)["delivery_id"].to_list() == waits


def test_a_record_without_corrections_has_none(engine: Engine) -> None:
    with writing(engine) as conn:
        corrections.add(conn, [FIRST])
        assert corrections.live(conn, pl.Series(["r9"])).is_empty()
