from __future__ import annotations

import polars as pl
import pytest

from cleaning.assembly import PlacedTable, assemble
from cleaning.corrections import CORRECTION, apply, fingerprint
from tests.cleaning.lists import placed

AN = {"full_name": "Nguyễn Văn An", "date_of_birth": "31/02/1985", "phone": "123"}


def _frame(*tables: PlacedTable) -> pl.DataFrame:
    frame = assemble(tables[0].table.kind, tables)
    return frame.with_columns(record_id=fingerprint(frame))


def _correction(*rows: tuple[str, str, str | None, str | None]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict.fromkeys(CORRECTION, pl.String), orient="row")


def _keys(*rows: dict[str, str], **place: str) -> list[str]:
    return _frame(placed("cng_list", rows, **place))["record_id"].to_list()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "again",
    [
        AN | {"phone": "0912345678", "note": "mới"},
        AN | {"full_name": "NGUYỄN  VĂN AN"},
        {"full_name": "Nguyễn Văn An", "date_of_birth": "31-2-1985"},
        {"full_name": "Nguyễn Văn An", "date_of_birth": "1985-02-31"},
    ],
)
def test_a_row_sent_again_is_known_again(again: dict[str, str]) -> None:
    assert _keys(AN) == _keys({"full_name": "Trần Thị Bình"}, again, delivery_id="d2")[1:]


@pytest.mark.parametrize("other", [AN | {"full_name": "Nguyễn Văn Anh"}, AN | {"date_of_birth": "28/02/1985"}])
def test_another_name_or_birth_is_another_row(other: dict[str, str]) -> None:
    assert not set(_keys(AN)) & set(_keys(other))


def test_another_level_is_another_row() -> None:
    assert not set(_keys(AN)) & set(_keys(AN, award_level="upper"))


def test_equals_of_one_delivery_are_numbered() -> None:
    assert len(set(_keys(AN, AN, AN))) == 3


def test_figures_are_known_by_their_unit() -> None:
    rows = [
        {"grassroots_union": "CĐCS A", "stat_workers_total": "1"},
        {"grassroots_union": "CĐCS B", "stat_workers_total": "1"},
    ]
    assert _frame(placed("unit_statistics", rows))["record_id"].n_unique() == 2


def test_a_correction_is_put_in_while_the_raw_text_is_unchanged() -> None:
    frame = _frame(placed("cng_list", [AN, {"full_name": "Trần Thị Bình", "phone": "123"}]))
    key = frame["record_id"][0]
    outcome = apply(frame, _correction((key, "date_of_birth", "31/02/1985", "28/02/1985")))
    assert outcome.frame["raw_date_of_birth"].to_list() == ["28/02/1985", None]
    assert outcome.applied.rows() == [(key, "date_of_birth")]
    assert outcome.stale.is_empty()


def test_a_correction_of_a_text_that_has_changed_is_stale() -> None:
    frame = _frame(placed("cng_list", [AN]))
    key = frame["record_id"][0]
    outcome = apply(frame, _correction((key, "phone", "456", "0912345678")))
    assert outcome.frame.equals(frame)
    assert outcome.stale.rows() == [(key, "phone")]


def test_a_blank_cell_can_be_filled_and_a_filled_one_emptied() -> None:
    frame = _frame(placed("cng_list", [AN]))
    key = frame["record_id"][0]
    outcome = apply(frame, _correction((key, "job", "", "thợ hàn"), (key, "phone", "123", "")))
    assert outcome.frame.select("raw_job", "raw_phone").row(0) == ("thợ hàn", None)


def test_the_last_correction_of_a_cell_counts() -> None:
    frame = _frame(placed("cng_list", [AN]))
    key = frame["record_id"][0]
    outcome = apply(frame, _correction((key, "phone", "123", "1"), (key, "phone", "123", "2")))
    assert outcome.frame["raw_phone"].item() == "2"


def test_what_a_steward_types_is_text() -> None:
    frame = _frame(placed("cng_list", [AN], cells={"date_of_birth": "d"}))
    outcome = apply(frame, _correction((frame["record_id"][0], "date_of_birth", "31/02/1985", "28/02/1985")))
    assert outcome.frame["cell_date_of_birth"].item() == "s"


def test_a_correction_of_an_unknown_field_is_stale_and_of_an_absent_record_neither() -> None:
    frame = _frame(placed("cng_list", [AN]))
    outcome = apply(frame, _correction((frame["record_id"][0], "shoe_size", None, "42"), ("nobody", "phone", "1", "2")))
    assert outcome.frame.equals(frame)
    assert (outcome.applied.height, outcome.stale["field"].to_list()) == (0, ["shoe_size"])
