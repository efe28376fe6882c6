from __future__ import annotations

import polars as pl
import pytest

from cleaning.roster import Roster, persons, understand
from schemas.sheet import BLANK, TEXT, Sheet

Grid = list[list[str]]


def head(grid: Grid) -> Sheet:
    kinds = tuple("".join(TEXT if cell else BLANK for cell in row) for row in grid)
    return Sheet("list", tuple(map(tuple, grid)), kinds)


def read(grid: Grid) -> Roster:
    found = understand(head(grid))
    assert found is not None
    return found


def people(grid: Grid) -> list[dict[str, object]]:
    columns = {str(n): list(column) for n, column in enumerate(zip(*grid, strict=True))}
    cells = pl.DataFrame(columns).with_row_index("row", 1)
    return persons(cells, read(grid)).to_dicts()


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (["record_id", "full_name", "date_of_birth"], ["record_id", "full_name", "date_of_birth"]),
        (["ID", "Name", "DOB", "National_ID"], ["record_id", "full_name", "date_of_birth", "citizen_id"]),
        (["ho_ten", "ngay_sinh", "sdt", "cccd"], ["full_name", "date_of_birth", "phone", "citizen_id"]),
        (["STT", "Họ và tên", "Ngày sinh", "Số CCCD"], ["full_name", "date_of_birth", "citizen_id"]),
        (["Mã nhân viên", "Họ và tên", "Năm sinh", "Điện thoại"], ["record_id", "full_name", "date_of_birth", "phone"]),
        (["full_name", "Số điện thoại", "cccd"], ["full_name", "phone", "citizen_id"]),
    ],
)  # fmt: skip
def test_headings_of_programs_and_of_people_are_understood(headings: list[str], fields: list[str]) -> None:
    assert [field for _, field in read([headings, ["x"] * len(headings)]).understood] == fields


def test_columns_that_say_nothing_of_who_somebody_is_are_named() -> None:
    assert read([["full_name", "cccd", "Ghi chú", "colour"], ["a", "1", "", ""]]).others == ("Ghi chú", "colour")


def test_titles_above_the_headings_are_passed_over() -> None:
    grid = [
        ["DANH SÁCH CÔNG NHÂN", "", ""],
        ["", "", ""],
        ["STT", "Họ và tên", "Năm sinh"],
        ["1", "Lê Thị Hoa", "1985"],
    ]
    assert people(grid) == [{"row": 4, "full_name": "Lê Thị Hoa", "date_of_birth": "1985"}]


@pytest.mark.parametrize("headings", [["a", "b", "c"], ["Ngày sinh", "Số CCCD", "Điện thoại"], ["full_name", "", ""]])
def test_a_list_without_names_or_with_nothing_else_is_none(headings: list[str]) -> None:
    assert understand(head([headings, ["1", "2", "3"]])) is None


def test_a_name_in_two_columns_is_put_together() -> None:
    grid = [["surname", "first_name", "dob"], ["Trần Văn", "Bình", "1990"], ["", "Hoa", ""]]
    assert [one["full_name"] for one in people(grid)] == ["Trần Văn Bình", "Hoa"]


def test_years_of_birth_in_columns_of_men_and_women_tell_the_sex_too() -> None:
    grid = [["STT", "Họ và tên", "Năm sinh", ""], ["", "", "Nam", "Nữ"],
            ["1", "Trần Văn Bình", "1990", ""], ["2", "Lê Thị Hoa", "", "1985"]]  # fmt: skip
    assert [(one["date_of_birth"], one["gender"]) for one in people(grid)] == [("1990", "male"), ("1985", "female")]


def test_rows_without_anything_are_left_out_and_blanks_are_nothing() -> None:
    grid = [["full_name", "cccd"], ["Lê Thị Hoa", "  "], ["", ""], ["Trần Văn Bình", "1"]]
    assert people(grid) == [
        {"row": 2, "full_name": "Lê Thị Hoa", "citizen_id": None},
        {"row": 4, "full_name": "Trần Văn Bình", "citizen_id": "1"},
    ]
