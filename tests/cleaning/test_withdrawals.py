from __future__ import annotations

from itertools import count
from typing import Any

import pytest

from cleaning.withdrawals import Row, taken_back

_numbers = count(1)


def row(listing: str = "a", unit: str = "TX-001", record: str = "", **values: Any) -> Row:
    number = next(_numbers)
    return Row(f"e{number}", listing, record or f"r{number}", unit, values)


AN = row(full_name="Nguyễn Văn An", date_of_birth="1985-03-07", citizen_id="001085000001")
NAMESAKE = row(full_name="Nguyễn Văn An", date_of_birth="1990-01-02", citizen_id="001090000002")
BINH = row(full_name="Trần Đức Bình", date_of_birth="1990", unit="TX-002")
STANDING = [AN, NAMESAKE, BINH]


@pytest.mark.parametrize(
    ("withdrawal", "found"),
    [
        (row(record=AN.record_id), [AN]),
        (row(full_name="Ng. V. An", citizen_id="001085000001"), [AN]),
        (row(full_name="NGUYỄN VĂN AN", date_of_birth="1985"), [AN]),
        (row(full_name="Nguyen Van An", date_of_birth="1990-01-02"), [NAMESAKE]),
        (row(full_name="Nguyễn Văn An"), []),
        (row(full_name="Nguyễn Văn An", date_of_birth="1971"), []),
        (row(full_name="Nguyễn Văn An", date_of_birth="1985", citizen_id="001085999999"), []),
        (row(full_name="Trần Đức Bình"), [BINH]),
        (row(full_name="Lê Văn Lạ", date_of_birth="1985-03-07"), []),
        (row(), []),
    ],
    ids=["key", "number", "year", "plain", "two of the name", "other birth", "other number", "name", "nobody", "blank"],
)
def test_a_person_is_taken_back_by_the_surest_evidence(withdrawal: Row, found: list[Row]) -> None:
    assert taken_back(withdrawal, STANDING) == found


def test_the_union_tells_namesakes_of_an_upper_list_apart() -> None:
    here, there = row(full_name="Lê Thị Lan", unit="TX-001"), row(full_name="Lê Thị Lan", unit="TX-002")
    assert taken_back(row(full_name="Lê Thị Lan", unit="TX-002"), [here, there]) == [there]


def test_a_person_in_a_list_and_its_supplement_is_taken_out_of_both() -> None:
    again = row("b", full_name="Nguyễn Văn An", date_of_birth="1985")
    assert taken_back(row(full_name="Nguyễn Văn An", date_of_birth="1985-03-07"), [AN, again]) == [AN, again]


def test_a_work_is_known_by_its_title_and_figures_by_their_unit() -> None:
    work = row(initiative_name="Cải tiến máy cắt")
    assert taken_back(row(initiative_name="CẢI TIẾN MÁY CẮT"), [work, AN]) == [work]
    figures = row(stat_members=12)
    assert taken_back(row(stat_members=None), [figures, AN]) == [figures]
