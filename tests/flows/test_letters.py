"""Letters that take lists back: what a check says of them, and those that do not say which list they mean."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from flows.cli import app
from reports.questions import SHEET
from tests.flows.office import Office, Person
from tests.flows.test_questions import answer, questions, run

LETTER = "V/v xin rút danh sách đã gửi"
PEOPLE = [Person(name, serial=n) for n, name in enumerate(("Nguyễn Văn An", "Trần Văn Bình", "Lê Văn Cường"), start=1)]
GOOD = "DANH SÁCH LAO ĐỘNG GIỎI CẤP CƠ SỞ NĂM 2025"
NAMES = ("STT", "Họ và tên", "Năm sinh")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path)
    made.send("TX-001/a.xlsx", PEOPLE)
    made.night()
    return made


def letter(office: Office, path: str = "TX-001/w.xlsx") -> Path:
    return office.send(path, [], title=LETTER, headings=["Công đoàn cơ sở xin rút danh sách đã gửi."])


def check(office: Office, file: Path, *options: str) -> tuple[int, str]:
    told = CliRunner().invoke(app, ["check", str(file), *options], env={"THIDUA_WAREHOUSE": office.settings.warehouse})
    return told.exit_code, told.stdout


def test_a_check_says_how_many_rows_a_withdrawal_takes_back_and_judges_none(office: Office) -> None:
    rows = [("Trần Văn Bình", "1985"), ("Trần Văn Bình", "1985"), ("An", "")]
    file = office.send("TX-001/w.xlsx", rows, title="DANH SÁCH XIN RÚT CÔNG NHÂN GIỎI NĂM 2025", headings=NAMES)
    code, text = check(office, file, "--json")
    (table,) = json.loads(text)["files"][0]["tables"]
    assert (code, table["withdrawal"], table["rows"], table["accepted"], table["held"]) == (0, True, 3, 0, 0)
    page = office.folder / "page.html"
    _, text = check(office, file, "--html", str(page))
    assert "rút lại 3 dòng" in text and "0 dòng: 0 nhận, 0 giữ lại" in text
    assert "rút lại 3 dòng đã gửi" in page.read_text(encoding="utf-8")


def test_a_letter_that_names_no_list_takes_back_the_only_one(office: Office) -> None:
    letter(office)
    told = office.night()
    assert (told["status"], told["deliveries"]["held"], told["deliveries"]["refused"]) == ("published", 0, 0)
    assert office.persons() == 0
    office.send("TX-001/new.xlsx", PEOPLE[:2])
    office.night()
    assert office.persons() == 2


def test_names_without_a_kind_are_taken_out_of_the_only_list(office: Office) -> None:
    office.send("TX-001/w.xlsx", [("Trần Văn Bình", "1985")], title="DANH SÁCH XIN RÚT", headings=NAMES)
    assert office.night()["deliveries"]["refused"] == 0
    assert office.persons() == 2


def test_of_several_lists_a_steward_says_which_is_taken_back(office: Office) -> None:
    office.send("TX-001/ldg.xlsx", PEOPLE[:2], title=GOOD)
    letter(office)
    assert office.night()["deliveries"]["held"] == 1
    assert office.persons() == 3
    _, book = questions(office, "TX-001")
    assert book[SHEET]["E5"].value == "Văn bản này rút danh sách nào?"
    answer(office, "TX-001", "Danh sách Lao động giỏi · LDG-2025 · Cấp cơ sở", code=1)
    offered = [cell.value for cell in book["Lựa chọn"][1]]
    assert len(offered) == 2 and "CNG-2025" in offered[0]
    answer(office, "TX-001", offered[1])
    office.night()
    assert office.persons() == 3
    assert office.mart("award").filter(award_code="LDG", unit_code="TX")["persons"].sum() == 0


def test_a_letter_is_not_about_what_comes_after_it(office: Office) -> None:
    letter(office, "TX-002/w.xlsx")
    office.night()
    office.send("TX-002/a.xlsx", [Person("Phạm Văn Dũng", serial=8), Person("Vũ Văn Em", serial=9)])
    assert office.night()["rows"]["accepted"] == 2
    assert office.persons("TX-002") == 2
    assert office.night()["rows"]["accepted"] == 0


def test_a_letter_that_waits_reaches_its_sender(office: Office) -> None:
    letter(office, "TX-002/w.xlsx")
    office.night()
    listed = json.loads(run(office, "rejects", "list", "--json"))
    assert [one["codes"] for one in listed] == [["withdrawal_unplaced"]] * 2, "the list and its question"
    out = office.folder / "rejects"
    run(office, "rejects", "export", "--out", str(out))
    book = openpyxl.load_workbook(out / "TX-002.xlsx")
    said = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert any("Văn bản rút không ghi rõ" in text for text in said)
