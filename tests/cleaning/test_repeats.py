from __future__ import annotations

import pytest

from tests.cleaning.lists import Unit, authors, codes, placed

REPEAT = (10, "duplicate_row", "")
AN = {"full_name": "Nguyễn Văn An", "date_of_birth": "07/03/1985"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (AN, AN),
        (AN, {"full_name": "NGUYỄN VĂN AN", "date_of_birth": "7-3-1985", "job": "thợ hàn"}),
        (AN | {"id_number": "001085012345"}, AN),
        (
            AN | {"id_number": "001085012345"},
            {"full_name": "Ng. Văn An", "birth_year": "1985", "id_number": "001085012345"},
        ),
        ({"full_name": "Nguyễn Văn An", "birth_year": "1985"}, {"full_name": "Nguyễn Văn An", "birth_year": "1985"}),
        ({"full_name": "Nguyễn Văn An"}, {"full_name": "Nguyễn Văn An"}),
    ],
)
def test_the_later_of_two_rows_about_one_person_is_held(first: dict[str, str], second: dict[str, str]) -> None:
    assert REPEAT in codes(placed("cng_list", [first, second]))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (AN | {"id_number": "001085012345"}, AN | {"id_number": "001085054321"}),
        (AN, AN | {"date_of_birth": "08/03/1985"}),
        (AN, {"full_name": "Nguyễn Văn Ân", "date_of_birth": "07/03/1985"}),
        (AN | {"gender": "Nam"}, AN | {"gender": "Nữ"}),
        (
            {"full_name": "Nguyễn Thị Lan A", "date_of_birth": "1985"},
            {"full_name": "Nguyễn Thị Lan B", "date_of_birth": "1985"},
        ),
        (
            {"full_name": "Nguyễn Văn An", "birth_year": "1985", "job": "hàn"},
            {"full_name": "Nguyễn Văn An", "birth_year": "1985", "job": "tiện"},
        ),
        ({"full_name": ""}, {"full_name": ""}),
    ],
)
def test_namesakes_are_two_people(first: dict[str, str], second: dict[str, str]) -> None:
    assert REPEAT not in codes(placed("cng_list", [first, second]))


def test_the_same_person_on_another_sheet_of_the_file_is_a_repeat() -> None:
    sheets = (placed("cng_list", [AN]), placed("cng_list", [{"full_name": "Trần Văn Tám"}, AN], table_no=1))
    assert codes(*sheets) == {REPEAT}


@pytest.mark.parametrize("other", [{"delivery_id": "d2"}, {"award_level": "upper"}])
def test_another_file_or_level_is_another_list(other: dict[str, str]) -> None:
    assert codes(placed("cng_list", [AN]), placed("cng_list", [AN], table_no=1, **other)) == set()  # type: ignore[arg-type]


def test_an_initiative_is_repeated_when_title_and_authors_are() -> None:
    by_an, by_tam = authors({"full_name": "Nguyễn Văn An"}), authors({"full_name": "Trần Văn Tám"})
    rows = [{"initiative_name": "Cải tiến", "authors": who} for who in (by_an, by_an, by_tam)]
    assert codes(placed("initiative_list", rows)) == {REPEAT}


def test_a_unit_gives_its_figures_once() -> None:
    rows = [{"stat_workers_total": "100"}, {"stat_workers_total": "120"}, {"stat_workers_total": "90"}]
    units = [Unit("TX-001"), Unit("TX-001"), Unit("TX-002")]
    assert codes(placed("unit_statistics", rows, units=units)) == {REPEAT}
