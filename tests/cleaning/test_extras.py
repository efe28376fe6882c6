"""The sender's own columns: kept beside the record, whatever they say, and never what may not be imported."""

from __future__ import annotations

import json

import pytest

from cleaning.assembly import assemble
from cleaning.gate import check
from cleaning.records import clean
from cleaning.values import record_values
from schemas.table import Table
from tests.cleaning.lists import Unit, placed
from tests.cleaning.sheets import INITIATIVES, TITLE, table

HEAD = ("STT", "Mã NV", "Họ và tên", "Năm sinh", "Bậc thợ", "Ca làm việc")


def _own(found: Table) -> dict[str, list[str]]:
    return found.extras


def test_columns_of_no_field_of_ours_are_kept_by_their_headings() -> None:
    rows = (("1", "NV-07", "Lê Văn An", "1985", "3/7", "Ca 2"), ("2", "NV-09", "Trần Thị Na", "1990", "4/7", ""))
    assert _own(table(TITLE, HEAD, *rows)) == {"Mã NV": ["NV-07", "NV-09"], "Ca làm việc": ["Ca 2", ""]}


def test_a_column_without_any_text_is_none() -> None:
    assert _own(table(TITLE, HEAD, ("1", "", "Lê Văn An", "1985", "3/7", ""))) == {}


def test_two_columns_of_one_heading_are_told_apart_by_their_letters() -> None:
    found = table(TITLE, ("STT", "Họ và tên", "Bậc thợ", "Ca", "Ca"), ("1", "Lê Văn An", "3/7", "1", "2"))
    assert _own(found) == {"Ca": ["1"], "Ca (E)": ["2"]}


@pytest.mark.parametrize("heading", ["Dân tộc", "Tôn giáo", "Đảng viên", "Ngày vào Đảng"])
def test_what_may_not_be_imported_is_no_extra_column_either(heading: str) -> None:
    found = table(TITLE, ("STT", "Họ và tên", "Bậc thợ", heading, heading), ("1", "Lê Văn An", "3/7", "x", "x"))
    assert _own(found) == {}
    assert [told.details["columns"] for told in found.inferences if told.code == "columns_dropped"] == [
        f"{heading}, {heading}"
    ]


def test_what_the_rows_of_co_authors_say_stands_in_lines() -> None:
    head = ("STT", "Tên sáng kiến", "Tác giả", "Ca làm việc")
    found = table(INITIATIVES, head, ("1", "Cải tiến máy may", "Lê Văn An", "Ca 1"), ("", "", "Ngô Cừ", "Ca 2"))
    assert _own(found) == {"Ca làm việc": ["Ca 1\nCa 2"]}


def test_records_carry_them_and_lists_without_them_pay_nothing() -> None:
    with_own = placed("cng_list", [{"full_name": "Lê Văn An"}, {"full_name": "Ngô Tú"}])
    with_own.table.extras["Mã NV"] = ["NV-07", ""]
    plain = placed("cng_list", [{"full_name": "Trần Thị Na"}], delivery_id="d2")
    assert "extra" not in assemble("cng_list", [plain]).columns
    frame = clean("cng_list", assemble("cng_list", [with_own, plain]))
    assert [text and json.loads(text) for text in frame["extra"]] == [{"Mã NV": "NV-07"}, None, None]
    assert "frame_unreadable" not in set(check("cng_list", frame)["code"])
    assert [record.get("extra") for record in record_values("cng_list", frame)] == [{"Mã NV": "NV-07"}, None, None]


def test_a_known_column_that_is_no_part_of_this_kind_of_record_is_one_of_them() -> None:
    fields = {"full_name": "Lê Văn An", "initiative_name": "Cải tiến máy may"}
    own = placed("cng_list", [fields], headings={"initiative_name": "Tên sáng kiến"}, units=[Unit()])
    frame = assemble("cng_list", [own])
    assert json.loads(frame["extra"][0]) == {"Tên sáng kiến": "Cải tiến máy may"}
