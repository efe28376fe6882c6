"""``thidua check``: the document and the exit codes of contract §4."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from flows.cli import app
from tests.flows.office import Office, Person

GOOD = Person("Nguyễn Văn Anh", "07/03/1985", "Nam", 1)
BAD = Person("Phạm Văn Dũng", "07/03/1985", "Nam", 4, citizen_id="00108500")
TABLE = {
    *("sheet", "kind", "unit_code", "campaign_code", "award_level", "header_rows", "first_row", "last_row"),
    *("declared_total", "columns", "rows", "accepted", "held", "records"),
}
PROBLEM = {"code", "severity", "sheet", "cell", "row", "field", "value", "expected", "message", "cause"}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def check(office: Office, *arguments: str) -> tuple[int, str]:
    told = CliRunner().invoke(app, ["check", *arguments], env={"THIDUA_WAREHOUSE": office.settings.warehouse})
    return told.exit_code, told.stdout


def document(office: Office, file: Path, *arguments: str) -> dict[str, Any]:
    _, text = check(office, str(file), "--json", "--records", *arguments)
    found: dict[str, Any] = json.loads(text)["files"][0]
    return found


def test_a_clean_file_ends_with_0_and_says_what_it_read(office: Office) -> None:
    file = office.send("TX-001/a.xlsx", [GOOD])
    assert check(office, str(file))[0] == 0
    (table,) = document(office, file)["tables"]
    assert set(table) >= TABLE
    assert (table["unit_code"], table["campaign_code"], table["award_level"]) == ("TX-001", "CNG-2025", "grassroots")
    (record,) = table["records"]
    assert record["row"] == table["first_row"] == 4
    assert record["values"]["date_of_birth"] == "1985-03-07"
    assert record["values"]["gender"] == "male"
    assert record["values"]["direct_worker"] is True


def test_a_problem_ends_with_1_and_names_its_cell(office: Office) -> None:
    file = office.send("TX-001/a.xlsx", [GOOD, BAD])
    assert check(office, str(file))[0] == 1
    found = document(office, file)
    (problem,) = found["problems"]
    assert set(problem) >= PROBLEM
    assert (problem["code"], problem["cell"], problem["value"]) == ("citizen_id_length", "E5", "00108500")
    assert (found["tables"][0]["accepted"], found["tables"][0]["held"]) == (1, 1)


def test_a_refused_file_ends_with_2_and_says_why(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "scan.xlsx"
    file.write_bytes(b"%PDF-1.4 nothing")
    assert check(office, str(file))[0] == 2
    found = document(office, file)
    assert found["status"] == "refused"
    assert found["refusal"]["message"]


def test_the_sender_can_be_given(office: Office, tmp_path: Path) -> None:
    file = office.send("a.xlsx", [GOOD])
    assert document(office, file, "--unit", "TX-002")["tables"][0]["unit_code"] == "TX-002"
    assert check(office, str(file), "--unit", "NOPE")[0] == 1


def test_the_result_can_be_a_page(office: Office, tmp_path: Path) -> None:
    file = office.send("TX-001/a.xlsx", [BAD])
    check(office, str(file), "--html", str(tmp_path / "page.html"))
    assert "00108500" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_the_table_for_people_names_cells_causes_and_sums_without_filling_the_line(office: Office) -> None:
    file = office.send("TX-001/a.xlsx", [GOOD, BAD])
    _, told = check(office, str(file))
    assert "Sheet!E5" in told
    assert "Số căn cước công dân không đủ 12 chữ số" in told
    assert "1 tệp, 2 dòng: 1 nhận, 1 giữ lại" in told
    assert max(map(len, told.splitlines())) < 200


def test_a_doubtful_column_holds_the_list_with_what_it_may_be(office: Office) -> None:
    headings = ("STT", "Họ và tên", "Năm sinh", "Mã tra cứu")
    people = [("Nguyễn Văn Anh", "1985", f"00108500000{n}") for n in range(4)]
    found = document(office, office.send("TX-001/a.xlsx", people, headings=headings))
    assert {told["code"] for told in found["problems"]} >= {"heading_doubtful"}
    told = next(one for one in found["problems"] if one["code"] == "heading_doubtful")
    assert told["cell"] == "D4" and "“Mã tra cứu”" in told["message"]
    assert told["expected"].endswith("Số CCCD; Không dùng cột này")
    assert found["tables"][0]["accepted"] == 0
