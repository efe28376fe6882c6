from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import polars as pl
from sqlalchemy import Connection, Engine

from tests.warehouse import wares
from warehouse import answers, bulk, deliveries, tables
from warehouse.answers import Answer
from warehouse.session import writing

FIRST = Answer("U1", "heading_doubtful", "k:1", "id_number", "the unit's form", "lan", wares.MOMENT)
LATER = replace(FIRST, value="-", answered_at=wares.MOMENT + timedelta(hours=1))
ASKED = {"code": "heading_doubtful", "key": "k:1", "cell": "D3", "candidates": "[]", "content_hash": 1, "payload": b""}


def _sent(conn: Connection) -> None:
    """Two files of one sender and one of another; the first asks."""
    sent = {"delivery_id": ["d1", "d2", "d3"]}
    senders = ["U1", "U1", "U2"]
    bulk.append(conn, tables.delivery, wares.deliveries(**sent, unit_code=senders, run_no=1))
    lists = wares.listings(listing_id=["l1", "l2", "l3"], **sent, sender_code=senders)
    bulk.append(conn, tables.listing, lists.with_columns(opened_by=1))
    bulk.append(conn, tables.question, pl.DataFrame([{"listing_id": "l1", **ASKED, "opened_by": 1}]))


def test_the_newest_answer_of_a_sender_is_in_force(engine: Engine) -> None:
    with writing(engine) as conn:
        assert answers.add(conn, [FIRST]) == 1
        assert answers.add(conn, [LATER, replace(FIRST, unit_code="U2")]) == 2
        assert answers.live(conn) == {
            "U1": {"heading_doubtful": {"k:1": "-"}},
            "U2": {"heading_doubtful": {"k:1": "id_number"}},
        }


def test_the_same_answer_again_is_no_second_one(engine: Engine) -> None:
    with writing(engine) as conn:
        assert answers.add(conn, [FIRST, FIRST]) == 1
        assert answers.add(conn, [replace(FIRST, answered_at=LATER.answered_at)]) == 0


def test_a_withdrawn_answer_gives_way_to_the_one_before(engine: Engine) -> None:
    with writing(engine) as conn:
        answers.add(conn, [FIRST])
        answers.add(conn, [LATER])
        assert answers.withdraw(conn, LATER.answer_id, wares.MOMENT, by="hà", reason="chọn nhầm")
        assert not answers.withdraw(conn, LATER.answer_id, wares.MOMENT, by="hà", reason="chọn nhầm")
        assert answers.live(conn)["U1"]["heading_doubtful"]["k:1"] == "id_number"
        told = answers.given(conn, "U1").select("value", "withdrawn_by", "withdrawn_reason", "in_force")
        assert told.rows() == [("id_number", None, None, True), ("-", "hà", "chọn nhầm", False)]


def test_an_answer_has_only_the_files_read_again_that_ask_its_question(engine: Engine) -> None:
    with writing(engine) as conn:
        _sent(conn)
        answers.add(conn, [FIRST])
        assert deliveries.pending(conn)["delivery_id"].to_list() == ["d1"]


def test_a_changed_answer_has_everything_of_its_sender_read_again(engine: Engine) -> None:
    with writing(engine) as conn:
        answers.add(conn, [FIRST])
        _sent(conn)
        answers.add(conn, [LATER])
        assert sorted(deliveries.pending(conn)["delivery_id"]) == ["d1", "d2"]
