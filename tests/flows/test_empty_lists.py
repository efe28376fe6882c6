"""A form that came back without a row waits, is told to its sender, and is forgotten once the list has come."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from tests.flows.office import HEADINGS, TITLE, Office, Person
from tests.flows.test_corrections import run
from tests.flows.test_replies import prechecked, told


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path)
    made.send("TX-001/form.xlsx", [], headings=HEADINGS)
    assert made.night()["deliveries"]["held"] == 1
    return made


def open_rows(office: Office) -> int:
    quality = office.mart("data_quality").filter(problem_code="list_empty", unit_code="TX-001")
    return int(quality["rows_open"].sum())


def test_its_sender_is_told_as_the_precheck_tells_it(office: Office) -> None:
    (reply,) = told(office)
    (problem,) = reply.file["problems"]
    (expected,) = prechecked(office, "TX-001/form.xlsx")["problems"]
    assert {**problem, "cause": ""} == {**expected, "cause": ""}
    assert open_rows(office) == 1


def test_it_stands_in_the_list_and_the_workbook_of_what_waits(office: Office, tmp_path: Path) -> None:
    (listed,) = json.loads(run(office, "rejects", "list", "--json"))
    assert (listed["file"], listed["row"], listed["codes"]) == ("TX-001/form.xlsx", 3, ["list_empty"])
    run(office, "rejects", "export", "--out", str(tmp_path / "out"))
    book = openpyxl.load_workbook(tmp_path / "out" / "TX-001.xlsx")
    said = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert any("Danh sách không có dòng nào" in text for text in said)
    assert "0 corrections stored" in run(office, "rejects", "import", str(tmp_path / "out" / "TX-001.xlsx"))


def test_its_own_file_comes_back_marked(office: Office, tmp_path: Path) -> None:
    run(office, "rejects", "export", "--marked", "--out", str(tmp_path / "out"))
    book = openpyxl.load_workbook(tmp_path / "out" / "TX-001" / "form.xlsx")
    assert book.worksheets[-1]["A3"].comment is not None


def test_it_is_forgotten_once_the_list_has_come(office: Office) -> None:
    office.send("TX-001/filled.xlsx", [Person("Nguyễn Văn An")], title=TITLE)
    office.night()
    assert (told(office), open_rows(office), office.persons()) == ([], 0, 1)
    office.night()
    assert told(office) == []
    office.send("TX-001/late form.xlsx", [], title=TITLE)
    office.night()
    assert [one.path for one in told(office)] == ["TX-001/late form.xlsx"]
    assert office.persons() == 1
