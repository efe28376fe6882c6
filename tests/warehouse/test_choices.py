from __future__ import annotations

from datetime import timedelta

import polars as pl
from sqlalchemy import Engine

from tests.warehouse import wares
from warehouse import choices, disclosures
from warehouse.choices import Choice
from warehouse.disclosures import Disclosure
from warehouse.session import reading, writing


def chosen(record: str, payload: bytes, minutes: int = 0, field: str = "phone") -> Choice:
    return Choice(record, field, payload, "theo hồ sơ gốc", "lan", wares.MOMENT + timedelta(minutes=minutes))


def ids(*records: str) -> pl.Series:
    return pl.Series("record_id", list(records), dtype=pl.String)


def test_choices_of_records_are_told_in_their_order_and_of_nobody_else(engine: Engine) -> None:
    with writing(engine) as conn:
        for one in (chosen("a", b"2", 5), chosen("a", b"1"), chosen("b", b"3")):
            choices.add(conn, one)
    with reading(engine) as conn:
        assert choices.live(conn, ids("a"))["payload"].to_list() == [b"1", b"2"]
        assert choices.live(conn, ids("c")).is_empty()


def test_a_choice_taken_back_is_kept_with_who_and_why(engine: Engine) -> None:
    with writing(engine) as conn:
        choices.add(conn, chosen("a", b"1"))
        choices.add(conn, chosen("a", b"2", field="job"))
        assert choices.withdraw(conn, ids("a", "b"), "phone", "hoa", wares.MOMENT, "nhầm người") == 1
        assert choices.withdraw(conn, ids("a", "b"), "phone", "hoa", wares.MOMENT, "nhầm người") == 0
        assert choices.live(conn, ids("a"))["field"].to_list() == ["job"]


def test_disclosures_are_kept_in_their_order(engine: Engine) -> None:
    later = wares.MOMENT + timedelta(days=1)
    with writing(engine) as conn:
        disclosures.add(conn, Disclosure("W0000002", "show", "khiếu nại", "lan", later))
        disclosures.add(conn, Disclosure("W0000001", "show", "khiếu nại", "lan", wares.MOMENT))
    with reading(engine) as conn:
        assert disclosures.listed(conn)["subject"].to_list() == ["W0000001", "W0000002"]
        assert disclosures.listed(conn, later)["subject"].to_list() == ["W0000002"]
