"""What a whole night asks about a list because of the campaigns before it; nothing of it is ever held."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from connectors.registry import read_registry
from runtime.wiring import open_vault
from schemas.reference import example_registry
from tests.flows.office import Office, Person
from warehouse import registry
from warehouse.session import open_engine, reading, writing
from warehouse.tables import problem
from warehouse.vault import bind

NAMES = ("An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Khoa", "Lan", "Minh", "Nga", "Oanh", "Phúc")
WORKS = "DANH SÁCH SÁNG KIẾN CẤP CƠ SỞ NĂM {}"
WORK_HEADINGS = ("STT", "Tên sáng kiến", "Tác giả", "Giá trị làm lợi (đồng)")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """With last year's campaigns too."""
    made = Office(tmp_path)
    known = read_registry(example_registry())
    there = {one.campaign_code for one in known.campaigns}
    last = tuple(
        replace(
            one,
            campaign_code=one.campaign_code.replace("2025", "2024"),
            year=2024,
            opens_on=date(2024, 1, 1),
            closes_on=date(2024, 12, 31),
        )
        for one in known.campaigns
        if one.year == 2025 and one.campaign_code.replace("2025", "2024") not in there
    )
    engine = open_engine(made.settings.warehouse)
    with writing(engine) as connection:
        bind(connection, open_vault(made.settings, create=False))
        registry.load(connection, replace(known, campaigns=known.campaigns + last), datetime.now(UTC))
    engine.dispose()
    return made


def asked(office: Office, *codes: str) -> list[tuple[str, str, dict[str, str]]]:
    engine = open_engine(office.settings.warehouse)
    query = select(problem).where(problem.c.closed_by.is_(None), problem.c.code.in_(codes))
    with reading(engine) as connection:
        rows = connection.execute(query.order_by(problem.c.unit_code, problem.c.cell)).mappings().all()
    engine.dispose()
    return [(row["unit_code"], row["cell"], json.loads(row["details"] or "{}")) for row in rows]


def people(count: int, first: int = 0) -> list[Person]:
    return [
        Person(f"Nguyễn Thu {NAMES[n % 12]} {chr(65 + n // 12)}", gender="Nữ", serial=n)
        for n in range(first, first + count)
    ]


def year(office: Office, number: int, persons: list[Person]) -> None:
    office.send(f"TX-001/{number}.xlsx", persons, title=f"DANH SÁCH CÔNG NHÂN GIỎI CẤP CƠ SỞ NĂM {number}")


def test_last_years_list_is_asked_about_and_still_counted(office: Office) -> None:
    year(office, 2024, people(12))
    office.night()
    year(office, 2025, people(12))
    office.night()
    assert asked(office, "last_year_list") == [("TX-001", "A4", {"same": "12", "rows": "12", "campaign": "2024"})]
    assert office.mart("award").filter(unit_code="TX-001", structure="as_was")["persons"].to_list() == [12, 12]


def test_a_list_far_longer_than_before_is_asked_about_until_it_is_corrected(office: Office) -> None:
    year(office, 2024, people(5))
    year(office, 2025, people(40, 100))
    office.night()
    assert asked(office, "count_unusual") == [("TX-001", "A4", {"now": "40", "last": "5"})]
    office.send("TX-001/again.xlsx", people(6, 100), title="DANH SÁCH CÔNG NHÂN GIỎI CẤP CƠ SỞ NĂM 2025")
    office.night()
    assert asked(office, "count_unusual") == []


def test_works_are_held_against_the_best_of_the_unit_and_the_titles_of_others(office: Office) -> None:
    title = "Cải tiến đồ gá hàn khung xe máy {}"
    small = [(title.format(n), "Nguyễn Văn An", 12_000_000 + n) for n in range(3)]
    office.send("TX-001/old.xlsx", small, title=WORKS.format(2024), headings=WORK_HEADINGS)
    office.night()
    large = [("Hệ thống phun sương làm mát xưởng", "Trần Văn Bình", 12_210_000_000)]
    office.send("TX-001/new.xlsx", large, title=WORKS.format(2025), headings=WORK_HEADINGS)
    office.send("TX-002/new.xlsx", [small[1]], title=WORKS.format(2025), headings=WORK_HEADINGS)
    office.night()
    assert asked(office, "benefit_unusual") == [("TX-001", "D4", {"most": "12000002"})]
    assert asked(office, "claimed_elsewhere") == [("TX-002", "B4", {"other": "TX-001"})]


def test_figures_that_doubled_are_asked_about_at_their_cell(office: Office) -> None:
    headings = ("STT", "Công đoàn cơ sở", "Tổng số CNVCLĐ", "Tổng số đoàn viên")
    for number, workers in ((2024, 150), (2025, 400)):
        rows = [("CĐCS Công ty X", workers, 140)]
        title = f"THỐNG KÊ SỐ LIỆU CÔNG NHÂN GIỎI NĂM {number}"
        office.send(f"TX-001/{number}.xlsx", rows, title=title, headings=headings)
        office.night()
    assert asked(office, "figure_unusual") == [("TX-001", "C4", {"now": "400", "last": "150"})]
