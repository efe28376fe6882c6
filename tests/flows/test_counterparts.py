"""What a whole night asks because two lists of a unit do not agree, whichever of them comes first."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flows.office import Office, Person
from tests.flows.test_history import asked

FIGURES = "BIỂU SỐ LIỆU PHONG TRÀO THI ĐUA NĂM 2025"
COLUMNS = ("STT", "CĐCS", "Tổng số CNVCLĐ", "Số CNG đạt")
REGISTERED = "ĐĂNG KÝ CÔNG TRÌNH, SẢN PHẨM NĂM 2025"
COMPLETED = "DANH SÁCH CÔNG TRÌNH, SẢN PHẨM HOÀN THÀNH NĂM 2025"
PEOPLE = [Person(name, serial=n) for n, name in enumerate(("Nguyễn Văn An", "Trần Văn Bình", "Lê Văn Cường"), start=1)]
DIFFERS, NOT_REGISTERED = "declared_count_differs", "work_not_registered"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def declare(office: Office, number: int, name: str = "bieu") -> None:
    office.send(f"TX-001/{name}.xlsx", [("CĐCS", 120, number)], title=FIGURES, headings=COLUMNS)


def said(declared: int, accepted: int, held: int = 0) -> list[tuple[str, str, dict[str, str]]]:
    return [("TX-001", "D4", {"declared": str(declared), "accepted": str(accepted), "held": str(held)})]


def test_figures_are_held_against_the_list_as_lists_come_and_go(office: Office) -> None:
    declare(office, 5)
    office.night()
    assert asked(office, DIFFERS) == [], "the list may still come"
    office.send("TX-001/cng.xlsx", PEOPLE)
    office.night()
    assert asked(office, DIFFERS) == said(5, 3)
    office.send("TX-001/cng2.xlsx", PEOPLE[:2], title="DANH SÁCH CÔNG NHÂN GIỎI CẤP CƠ SỞ NĂM 2025 (bổ sung)")
    office.send("TX-001/them.xlsx", [Person("Phạm Văn Dũng", serial=9)], title="DANH SÁCH BỔ SUNG CÔNG NHÂN GIỎI 2025")
    office.night()
    assert asked(office, DIFFERS) == said(5, 4), "the same question in today's figures"
    declare(office, 4, "bieu lan 2")
    office.night()
    assert asked(office, DIFFERS) == []


def test_a_row_that_waits_explains_a_difference(office: Office) -> None:
    office.send("TX-001/cng.xlsx", [*PEOPLE[:2], Person("Lê Văn Cường", citizen_id="12")])
    declare(office, 3)
    office.night()
    assert asked(office, DIFFERS) == []


def test_a_nil_list_is_held_against_the_figure(office: Office) -> None:
    office.send("TX-001/cng.xlsx", [("Không có",)])
    declare(office, 3)
    office.night()
    assert asked(office, DIFFERS) == said(3, 0)


def works(office: Office, name: str, title: str, day: str, *titles: str) -> None:
    rows = [(work, "20/05/2025") for work in titles]
    office.send(f"TX-001/{name}.xlsx", rows, title=title, headings=("STT", "Tên công trình", day))


def test_a_work_completed_that_nobody_registered_is_asked_about_until_it_is(office: Office) -> None:
    shed, garden = "Nhà để xe cho công nhân", "Vườn hoa trước xưởng may"
    works(office, "dk", REGISTERED, "Thời hạn hoàn thành", shed)
    works(office, "ht", COMPLETED, "Ngày hoàn thành", shed, garden)
    office.night()
    assert [(unit, cell) for unit, cell, _ in asked(office, NOT_REGISTERED)] == [("TX-001", "B5")]
    assert office.mart("award").filter(unit_code="HN", structure="as_was")["initiatives"].to_list() == [2]
    works(office, "bs", REGISTERED + " (BỔ SUNG)", "Thời hạn hoàn thành", garden)
    office.night()
    assert asked(office, NOT_REGISTERED) == []
