"""Columns of one meaning beside each other: names by sex, several authors; names under one heading over two columns."""

from __future__ import annotations

import json

import pytest

from schemas.table import Table
from tests.cleaning.sheets import INITIATIVES, SIGNED, TITLE, table

_OVER = [(1, 1, 1, 2), (1, 0, 2, 0), (1, 3, 2, 3), (1, 4, 2, 4)]


def _authors(found: Table) -> list[list[tuple[str, str]]]:
    return [
        [(one["full_name"], one.get("contribution_pct", "")) for one in json.loads(text or "[]")]
        for text in found.values["authors"]
    ]


@pytest.mark.parametrize(
    ("men", "women", "field", "said"),
    [("Ông", "Bà", "salutation", ["Ông", "Bà"]), ("Nam", "Nữ", "gender", ["Nam", "Nữ"])],
)
def test_names_that_stand_under_the_two_sexes_are_one_column_of_names(
    men: str, women: str, field: str, said: list[str]
) -> None:
    head = (("STT", "Họ và tên", "", "Năm sinh", "Bậc thợ"), ("", men, women, "", ""))
    rows = (("1", "Lê Văn An", "", "1985", "3/7"), ("2", "", "Trần Thị Na", "1986", "4/7"))
    found = table(TITLE, *head, *rows, merges=_OVER)
    assert found.values["full_name"] == ["Lê Văn An", "Trần Thị Na"]
    assert (found.values[field], found.row_numbers) == (said, (4, 5))


def test_ong_and_ba_need_no_heading_above_them() -> None:
    rows = (("1", "Lê Văn An", "", "1985", "3/7"), ("2", "", "Trần Thị Na", "1986", "4/7"))
    found = table(TITLE, ("STT", "Ông", "Bà", "Năm sinh", "Bậc thợ"), *rows)
    assert (found.values["full_name"], found.values["salutation"]) == (["Lê Văn An", "Trần Thị Na"], ["Ông", "Bà"])


@pytest.mark.parametrize(
    "head",
    [
        ("STT", "Tên sáng kiến", "Tác giả 1", "Tác giả 2", "Giá trị làm lợi"),
        ("STT", "Tên sáng kiến", "Tác giả", "Đồng tác giả", "Giá trị làm lợi"),
        ("STT", "Tên sáng kiến", "Họ và tên", "Đồng tác giả", "Giá trị làm lợi"),
        ("STT", "Tên sáng kiến", "Tác giả chính", "Đồng tác giả", "Giá trị làm lợi"),
    ],
)
def test_authors_in_columns_are_all_authors(head: tuple[str, ...]) -> None:
    rows = (("1", "Cải tiến máy may", "Lê Văn An", "Ngô Tú, Trần Na", "100"), ("2", "Quy trình mới", "Lê Na", "", "5"))
    found = table(INITIATIVES, head, *rows)
    assert _authors(found) == [[("Lê Văn An", ""), ("Ngô Tú", ""), ("Trần Na", "")], [("Lê Na", "")]]
    assert found.extras == {}


def test_authors_in_columns_have_their_own_shares() -> None:
    head = ("STT", "Tên sáng kiến", "Tác giả 1", "Tỷ lệ (%) đóng góp", "Tác giả 2", "Tỷ lệ (%) đóng góp")
    rows = (("1", "Cải tiến máy may", "Lê Văn An", "60", "Ngô Tú", "40"), ("2", "Quy trình", "Lê Na", "100", "", ""))
    assert _authors(table(INITIATIVES, head, *rows)) == [[("Lê Văn An", "60"), ("Ngô Tú", "40")], [("Lê Na", "100")]]


def test_an_author_named_in_two_columns_is_one() -> None:
    head = ("STT", "Tên sáng kiến", "Họ và tên", "Nhóm tác giả")
    found = table(INITIATIVES, head, ("1", "Cải tiến máy may", "Lê Văn An", "Lê Văn An, Ngô Tú"))
    assert _authors(found) == [[("Lê Văn An", ""), ("Ngô Tú", "")]]


def test_a_name_merged_over_two_columns_is_whole_whatever_stands_under_the_list() -> None:
    head = ("STT", "Họ và tên", "", "Ngày sinh", "Công việc")
    rows = (
        ("1", "Đặng Đình", "An", "", "Thợ"),
        ("2", "Lê Thị", "Hồng Na", "", "Thợ"),
        ("3", "Ngô", "Anh Tú", "", "Thợ"),
    )
    found = table(TITLE, head, *rows, *SIGNED, ("", "", "(Ký tên, đóng dấu)"), merges=[(1, 1, 1, 2)])
    assert found.values["family_middle_name"] == ["Đặng Đình", "Lê Thị", "Ngô"]
    assert found.values["given_name"] == ["An", "Hồng Na", "Anh Tú"]


def test_a_name_merged_over_two_columns_beside_headings_of_two_rows_is_whole() -> None:
    head = (("STT", "Họ và tên", "", "Ngày sinh", "Công việc"), ())
    merges = [(1, 0, 2, 0), (1, 1, 1, 2), (1, 3, 2, 3), (1, 4, 2, 4)]
    found = table(TITLE, *head, ("1", "Đặng Đình", "An", "", "Thợ"), merges=merges)
    assert (found.values["family_middle_name"], found.values["given_name"]) == (["Đặng Đình"], ["An"])
