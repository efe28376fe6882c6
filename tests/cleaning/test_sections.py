"""Sections of one table: people under I. Cá nhân, collectives under II. Tập thể."""

from __future__ import annotations

import pytest

from cleaning.sections import of_collectives
from schemas.table import Reading
from tests.cleaning.sheets import person, read, sheet

TITLE = ("DANH SÁCH TẬP THỂ, CÁ NHÂN ĐỀ NGHỊ CÔNG NHẬN CÔNG NHÂN GIỎI CẤP CƠ SỞ NĂM 2025",)
HEAD = ("STT", "Họ và tên/Tên tập thể", "Năm sinh", "Công việc", "Thành tích")
PEOPLE = (person(1, "Lê Văn An"), person(2, "Trần Tú"))
TEAMS = (("1", "Tổ may 3", "", "", "Hoàn thành kế hoạch"), ("2", "Phân xưởng cắt", "", "", "Nhiều sáng kiến"))


def _read(*rows: tuple[str, ...]) -> Reading:
    return read(sheet(TITLE, HEAD, *rows))


@pytest.mark.parametrize("title", ["TẬP THỂ", "Tập thể (2 tập thể)", "Các tập thể"])
def test_collectives_under_people_are_a_list_of_their_own(title: str) -> None:
    people, teams = _read(("I", "CÁ NHÂN"), *PEOPLE, ("II", title), *TEAMS).tables
    kind = of_collectives()
    assert (people.kind, people.values["full_name"]) == ("cng_list", ["Lê Văn An", "Trần Tú"])
    assert (teams.kind, teams.row_numbers) == (kind.name if kind else "", (7, 8))
    assert [told.code for told in teams.inferences] == ["section_of_collectives"]
    assert teams.declared_total is None


def test_collectives_may_stand_first() -> None:
    people, teams = _read(("I", "TẬP THỂ"), *TEAMS, ("II", "CÁ NHÂN"), *PEOPLE).tables
    assert (people.row_numbers, teams.row_numbers) == ((7, 8), (4, 5))
    assert set(people.groups) == {"II. CÁ NHÂN"}


def test_groups_within_the_people_stay_people() -> None:
    people, teams = _read(("A", "Cá nhân"), ("Xưởng 1",), *PEOPLE, ("B", "Tập thể"), *TEAMS).tables
    assert (people.row_numbers, teams.row_numbers) == ((5, 6), (8, 9))


def test_a_section_without_collectives_makes_no_list() -> None:
    assert len(_read(("I", "CÁ NHÂN"), *PEOPLE, ("II", "TẬP THỂ: Không có")).tables) == 1


def test_a_total_of_both_sections_is_no_difference() -> None:
    found = _read(("I", "CÁ NHÂN"), *PEOPLE, ("II", "TẬP THỂ"), *TEAMS, ("", "Tổng cộng", "4")).tables
    assert [one.declared_total for one in found] == [None, None]
