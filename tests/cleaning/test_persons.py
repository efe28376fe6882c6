from __future__ import annotations

from functools import cache

import pytest

from cleaning.gate import check
from tests.cleaning.lists import cleaned, codes, person, placed

MALE = "001085012345"  # a man born in 1985, registered in Hà Nội


@pytest.mark.parametrize(
    ("fields", "gender"),
    [
        ({"gender": "Nam"}, "male"),
        ({"gender_male_flag": "x", "gender_female_flag": ""}, "male"),
        ({"gender_male_flag": "0", "gender_female_flag": "X"}, "female"),
        ({"birth_year_female": "1990"}, "female"),
        ({"birth_year_male": "1990", "birth_year_female": "-"}, "male"),
        ({"gender_female_flag": "1990"}, "female"),
        ({"salutation": "Bà"}, "female"),
        ({"full_name": "Ông Nguyễn Văn An"}, "male"),
        ({"full_name": "Nguyễn Thị Lan (nữ)"}, "female"),
        ({"id_number": MALE}, "male"),
        ({"gender": "Nữ", "salutation": "Ông"}, "female"),
        ({}, None),
    ],
)
def test_the_sex_is_told_in_many_ways(fields: dict[str, str], gender: str | None) -> None:
    assert person(**fields)["gender"].to_list() == [gender]


@pytest.mark.parametrize(
    ("fields", "birth", "year"),
    [
        ({"date_of_birth": "07/03/1985"}, "1985-03-07", 1985),
        ({"birth_year": "1985"}, "1985", 1985),
        ({"birth_year_male": "1985"}, "1985", 1985),
        ({"birth_year_female": "07/03/1985"}, "1985-03-07", 1985),
        ({"gender_male_flag": "1985"}, "1985", 1985),
        ({"id_number": MALE}, "1985", 1985),
        ({"id_number": "999085012345"}, None, None),
        ({"date_of_birth": "31/02/1985", "id_number": MALE}, None, None),
        ({}, None, None),
    ],
)
def test_the_birth_is_found_wherever_it_stands(fields: dict[str, str], birth: str | None, year: int | None) -> None:
    frame = person(**fields)
    assert (frame["date_of_birth"].item(), frame["birth_year"].item()) == (birth, year)


MISTAKES: tuple[tuple[dict[str, str], set[tuple[str, str]]], ...] = (
    ({"date_of_birth": "07/03/1985", "gender": "Nam", "id_number": MALE}, set()),
    ({"full_name": ""}, {("name_missing", "full_name")}),
    ({"full_name": "Nguyễn Văn 4n"}, {("name_odd", "full_name")}),
    ({"full_name": "An"}, {("name_single_word", "full_name")}),
    ({"date_of_birth": "31/02/1985"}, {("birth_impossible", "date_of_birth")}),
    ({"date_of_birth": "7/3/85"}, {("birth_two_digit_year", "date_of_birth")}),
    ({"gender_male_flag": "x", "gender_female_flag": "x"}, {("gender_conflict", "gender")}),
    ({"gender": "1"}, {("gender_unreadable", "gender")}),
    ({"id_number": "00108501234"}, {("citizen_id_length", "citizen_id")}),
    ({"id_number": "0010850123456"}, {("citizen_id_length", "citizen_id")}),
    ({"id_number": "999085012345"}, {("citizen_id_province", "citizen_id")}),
    ({"id_number": MALE, "gender": "Nữ"}, {("citizen_id_sex", "citizen_id")}),
    ({"id_number": MALE, "date_of_birth": "1986"}, {("citizen_id_birth", "citizen_id")}),
    ({"id_number": "1.09012E+11"}, {("id_unreadable", "citizen_id")}),
    ({"id_number": "012345678"}, {("cmnd_instead", "old_citizen_id")}),
    ({"id_number": f"{MALE} / 012345678"}, set()),
    ({"social_insurance_no": "12345678"}, {("social_insurance_length", "social_insurance_no")}),
    ({"social_insurance_no": "012345678A"}, {("id_unreadable", "social_insurance_no")}),
    ({"phone": "12345"}, {("phone_unreadable", "phone")}),
    ({"direct_worker": "lúc có lúc không"}, {("mark_unreadable", "direct_worker")}),
    ({"direct_worker": "0"}, set()),
    ({"decision_date": "31/02/2025"}, {("date_unreadable", "decision_date")}),
    ({"email": "an@donvi"}, {("email_unreadable", "email")}),
    ({"award_money": "1.000.000 - 2.000.000"}, {("money_unreadable", "award_money")}),
    ({"award_money": "0"}, set()),
    ({"job": "#REF!"}, {("error_cell", "job")}),
    ({"id_number": "#N/A"}, {("error_cell", "citizen_id")}),
    ({"phone": "-", "id_number": "…", "date_of_birth": "chưa có", "gender": "không rõ"}, set()),
)


@cache
def _told() -> dict[str, set[tuple[str, str]]]:
    """The problems of each mistake; each stands in a file of its own, and all are cleaned and checked at once."""
    tables = [
        placed("cng_list", [{"full_name": "Nguyễn Văn An"} | fields], delivery_id=str(i))
        for i, (fields, _) in enumerate(MISTAKES)
    ]
    frame = cleaned(*tables)
    found = check("cng_list", frame).join(frame.select("entry_id", "delivery_id"), on="entry_id")
    problems: dict[str, set[tuple[str, str]]] = {}
    for delivery, code, field in found.select("delivery_id", "code", "field").iter_rows():
        problems.setdefault(delivery, set()).add((code, field))
    return problems


@pytest.mark.parametrize("case", range(len(MISTAKES)), ids=lambda case: str(MISTAKES[case][0]))
def test_each_mistake_is_told_once_and_by_its_code(case: int) -> None:
    assert _told().get(str(case), set()) == MISTAKES[case][1]


def test_names_in_two_columns_are_one_name() -> None:
    frame = cleaned(placed("cng_list", [{"family_middle_name": "Nguyễn Văn", "given_name": "An"}]))
    assert frame["full_name"].to_list() == ["Nguyễn Văn An"]


def test_a_heading_over_two_columns_leaves_the_given_name_in_the_second() -> None:
    assert person(full_name="Nguyễn Văn", given_name="An")["full_name"].item() == "Nguyễn Văn An"
    assert person(full_name="Nguyễn Văn An", given_name="An")["full_name"].item() == "Nguyễn Văn An"


def test_a_citizen_id_is_trusted_only_when_the_row_itself_backs_it() -> None:
    assert person(id_number=MALE, date_of_birth="1985")["citizen_id_trusted"].item() is True
    assert person(id_number=MALE)["citizen_id_trusted"].item() is False
    assert person()["citizen_id_trusted"].item() is None


def test_a_number_of_nine_digits_is_an_old_id_in_an_id_column_and_a_phone_in_a_phone_column() -> None:
    frame = person(id_number="912345678", phone="912345678")
    assert (frame["old_citizen_id"].item(), frame["citizen_id"].item(), frame["phone"].item()) == (
        "912345678",
        None,
        "0912345678",
    )


@pytest.mark.parametrize(
    ("days", "cells", "asked"),
    [
        (("25/03/1985", "1985-03-07", "1985-03-05"), "sdd", {10, 11}),
        (("25/03/1985", "1985-03-07", "1985-03-25"), "sdd", set()),  # a program of American dates had left it text
        (("05/03/1985", "1985-03-07", "1985-03-05"), "sdd", set()),  # such a program had made it a date
        (("1985-03-08", "1985-03-07", "1985-03-05"), "ddd", set()),
        (("25/03/1985", "1985-03-03", "1985"), "sds", set()),
    ],
)
def test_date_cells_among_texts_may_have_day_and_month_swapped(
    days: tuple[str, ...], cells: str, asked: set[int]
) -> None:
    rows = [
        {"full_name": f"Nguyễn Văn {x}", "date_of_birth": day}
        for x, day in zip(("Một", "Hai", "Ba"), days, strict=True)
    ]
    found = codes(placed("cng_list", rows, cells={"date_of_birth": cells}))
    assert {row for row, code, _ in found if code == "day_month_swap"} == asked


def test_a_column_of_date_cells_alone_is_not_suspected() -> None:
    rows = [
        {"full_name": f"Nguyễn Văn {x}", "date_of_birth": day} for x, day in (("Một", "1985"), ("Hai", "1985-03-07"))
    ]
    assert codes(placed("cng_list", rows, cells={"date_of_birth": "nd"})) == set()
