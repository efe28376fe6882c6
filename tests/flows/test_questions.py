"""Questions: a list waits, a steward answers in the reject workbook, the next list of that layout is not asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from connectors.registry import read_registry
from flows.cli import app
from reports.questions import CHOICES, SHEET
from schemas.reference import example_registry
from tests.flows.office import TITLE, Office

HEADINGS = ("STT", "Họ và tên", "Năm sinh", "Mã tra cứu")
UPPER = "DANH SÁCH CÔNG NHÂN GIỎI CẤP TRÊN CƠ SỞ NĂM 2025"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def people(first: int = 0) -> list[tuple[str, str, str]]:
    given = "Minh" if first else "Anh"
    names = [f"{family} Văn {given}" for family in ("Vũ", "Lê", "Bùi", "Đỗ")]
    return [(name, "1985", f"0010850001{first + n:02d}") for n, name in enumerate(names)]


def run(office: Office, *arguments: str, code: int = 0) -> str:
    environment = {"THIDUA_WAREHOUSE": office.settings.warehouse, "THIDUA_KEY_FILE": str(office.settings.key_file)}
    told = CliRunner().invoke(app, list(arguments), env=environment)
    assert told.exit_code == code, told.output
    return told.output


def questions(office: Office, unit: str) -> tuple[Path, Any]:
    """The sheet of questions of a unit's reject workbook."""
    out = office.folder / "rejects"
    run(office, "rejects", "export", "--out", str(out), "--unit", unit)
    return out / f"{unit}.xlsx", openpyxl.load_workbook(out / f"{unit}.xlsx")


def answer(office: Office, unit: str, text: str, code: int = 0) -> str:
    """Answer the only question of a unit."""
    file, book = questions(office, unit)
    book[SHEET]["G5"] = text
    book.save(file)
    return run(office, "rejects", "import", str(file), "--by", "chị Hà", code=code)


def test_an_answered_heading_is_read_and_remembered_for_the_layout(office: Office) -> None:
    office.send("TX-001/a.xlsx", people(), headings=HEADINGS)
    told = office.night()
    assert (told["rows"]["accepted"], told["deliveries"]["held"]) == (0, 1)
    _, book = questions(office, "TX-001")
    sheet = book[SHEET]
    assert book.sheetnames[0] == SHEET and sheet.max_row == 5
    assert (sheet["E5"].value, sheet["F5"].value.split("\n")[0]) == (
        "Cột “Mã tra cứu” là thông tin gì?",
        "001•••••••••",
    )
    assert [cell.value for cell in book[CHOICES][1]] == ["Số CCCD", "Không dùng cột này"]
    assert "1 questions answered" in answer(office, "TX-001", "Số CCCD")
    office.night()
    assert office.persons() == 4
    office.send("TX-001/later.xlsx", people(10), title=TITLE + " (bổ sung)", headings=HEADINGS)
    assert office.night()["rows"]["accepted"] == 4


def test_an_answer_is_for_its_sender_alone(office: Office) -> None:
    office.send("TX-001/a.xlsx", people(), headings=HEADINGS)
    office.send("TX-002/b.xlsx", people(10), headings=HEADINGS)
    office.night()
    answer(office, "TX-001", "Không dùng cột này")
    office.night()
    assert office.persons() == 4


def test_an_answered_campaign_releases_the_list(office: Office) -> None:
    office.send("TX-001/a.xlsx", people(), title="DANH SÁCH CÔNG NHÂN GIỎI CẤP CƠ SỞ NĂM 2031", headings=HEADINGS[:3])
    assert office.night()["deliveries"]["held"] == 1
    answer(office, "TX-001", "CNG-2025")
    office.night()
    assert office.persons() == 4


def test_one_answer_cures_all_rows_with_that_spelling_and_the_next_list(office: Office) -> None:
    rows = [(*person, "Nhà máy Bạch Tuộc") for person in people()]
    headings = ("STT", "Họ và tên", "Năm sinh", "Số CCCD", "Công đoàn cơ sở")
    office.send("TX/a.xlsx", rows, title=UPPER, headings=headings)
    office.night()
    assert office.persons(level="upper") == 0
    answer(office, "TX", "TX-001")
    office.night()
    assert office.persons(level="upper") == 4
    later = [(*person, "NHÀ MÁY BẠCH TUỘC") for person in people(20)]
    office.send("TX/later.xlsx", later, title=UPPER + " (bổ sung)", headings=headings)
    assert office.night()["rows"]["held"] == 0


def test_an_answer_that_says_nothing_is_named_and_nothing_changes(office: Office) -> None:
    office.send("TX-001/a.xlsx", people(), headings=HEADINGS)
    office.night()
    assert "G5" in answer(office, "TX-001", "tôi không biết", code=1)
    assert "Mã tra cứu" in run(office, "rejects", "list", "--json")


def test_questions_are_listed_with_the_held_rows(office: Office) -> None:
    office.send("TX-001/a.xlsx", people(), headings=HEADINGS)
    office.night()
    listed = run(office, "rejects", "list")
    assert "1 questions" in listed and "4 held rows" in listed


def test_a_check_knows_what_was_answered(office: Office) -> None:
    file = office.send("TX-001/a.xlsx", people(), headings=HEADINGS)
    office.night()
    assert "heading_doubtful" in run(office, "check", str(file), "--json", code=1)
    answer(office, "TX-001", "Số CCCD")
    assert "heading_answered" in run(office, "check", str(file), "--json")


def test_an_answer_that_is_taken_back_is_asked_again_and_stays_on_record(office: Office) -> None:
    office.send("TX-001/a.xlsx", people(), headings=HEADINGS)
    office.night()
    answer(office, "TX-001", "Không dùng cột này")
    office.night()
    assert office.persons() == 4
    (given,) = json.loads(run(office, "rejects", "answers", "--json"))
    assert (given["question"], given["answer"], given["answered_by"], given["in_force"]) == (
        "Cột “Mã tra cứu” là thông tin gì?",
        "Không dùng cột này",
        "chị Hà",
        True,
    )
    run(office, "rejects", "withdraw", "nothing", "--reason", "nhầm", code=1)
    run(office, "rejects", "withdraw", given["answer_id"], "--reason", "chọn nhầm cột", "--by", "anh Nam")
    run(office, "rejects", "withdraw", given["answer_id"], "--reason", "chọn nhầm cột", code=1)
    assert office.night()["rows"]["accepted"] == 0
    assert office.persons() == 0
    assert "1 questions" in run(office, "rejects", "list")
    (given,) = json.loads(run(office, "rejects", "answers", "--json"))
    assert (given["in_force"], given["withdrawn_by"], given["withdrawn_reason"]) == (False, "anh Nam", "chọn nhầm cột")
    assert "0 answers in force of 1" in run(office, "rejects", "answers", "--unit", "TX-001")
    answer(office, "TX-001", "Số CCCD")
    office.night()
    assert office.persons() == 4


def test_a_list_whose_heading_names_another_unit_is_counted_once_somebody_says_whose_it_is(office: Office) -> None:
    other = office_name("TX-003")
    office.send(
        "TX-002/a.xlsx", people(), lines=[f"Đơn vị: {other}"], headings=("STT", "Họ và tên", "Năm sinh", "Số CCCD")
    )
    assert office.night()["deliveries"]["held"] == 1
    _, book = questions(office, "TX-002")
    assert other.casefold() in book[SHEET]["E5"].value.casefold()
    assert [str(cell.value)[-8:] for cell in book[CHOICES][1]] == ["(TX-002)"]
    assert "1 questions answered" in answer(office, "TX-002", "TX-002")
    office.night()
    assert office.persons("TX-002") == 4
    assert office.persons("TX-003") == 0


def office_name(unit: str) -> str:
    return next(one.name for one in read_registry(example_registry()).units if one.unit_code == unit)
