"""A mistake of a whole list is kept as one finding while the list stands, and goes with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from flows.cli import app
from runtime.wiring import open_vault
from tests.flows.office import Office, Person
from tests.flows.test_corrections import environment, run
from warehouse import findings
from warehouse.session import open_engine, reading

AMERICAN = [
    Person("Nguyễn Văn Anh", "12/31/1985", serial=1),
    Person("Trần Văn Bảo", "05/25/1985", serial=2),
    Person("Lê Văn Cường", "03/07/1985", serial=3),
]
VIETNAMESE = [
    Person("Nguyễn Văn Anh", "31/12/1985", serial=1),
    Person("Trần Văn Bảo", "25/05/1985", serial=2),
    Person("Lê Văn Cường", "07/03/1985", serial=3),
]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path)
    made.send("TX-001/a.xlsx", AMERICAN)
    made.night()
    return made


def waiting(office: Office) -> list[dict[str, Any]]:
    engine = open_engine(office.settings.warehouse)
    with reading(engine) as connection:
        found = findings.waiting(connection).to_dicts()
    engine.dispose()
    return found


def test_a_list_of_american_dates_is_one_finding_with_its_sealed_preview(office: Office) -> None:
    (found,) = waiting(office)
    assert (found["remedy"], found["field"], found["row_count"], found["cured"]) == (
        "month_first",
        "date_of_birth",
        3,
        3,
    )
    assert b"1985" not in found["payload"]
    (text,) = open_vault(office.settings, create=False).open([found["payload"]])
    cells = json.loads(text)["cells"]
    assert [(cell["row"], cell["before"], cell["after"]) for cell in cells] == [
        (4, "12/31/1985", "31/12/1985"),
        (5, "05/25/1985", "25/05/1985"),
        (6, "03/07/1985", "07/03/1985"),
    ]


def test_it_stays_the_same_while_nothing_changes_and_goes_with_its_list(office: Office) -> None:
    (first,) = waiting(office)
    office.night()
    (second,) = waiting(office)
    assert (first["opened_by"], first["content_hash"]) == (second["opened_by"], second["content_hash"])
    office.send("TX-001/b.xlsx", VIETNAMESE)
    office.night()
    assert waiting(office) == []


def answered(office: Office, tmp_path: Path, answer: str) -> str:
    """The workbook of the unit exported, its one proposal answered as a person does, and imported."""
    run(office, "rejects", "export", "--out", str(tmp_path / "out"))
    file = tmp_path / "out" / "TX-001.xlsx"
    book = openpyxl.load_workbook(file)
    book["Sửa cả loạt"]["G5"] = answer
    book.save(file)
    return run(office, "rejects", "import", str(file))


def test_one_yes_mends_the_whole_list_and_it_is_accepted_the_next_night(office: Office, tmp_path: Path) -> None:
    assert office.persons() == 1
    assert "3 corrections stored" in answered(office, tmp_path, "Đồng ý")
    office.night()
    assert office.persons() == 3
    assert waiting(office) == []


def test_a_no_changes_nothing(office: Office, tmp_path: Path) -> None:
    assert "0 corrections stored" in answered(office, tmp_path, "Không")


def test_a_yes_to_what_has_changed_since_is_no_answer(office: Office, tmp_path: Path) -> None:
    run(office, "rejects", "export", "--out", str(tmp_path / "out"))
    office.send("TX-001/b.xlsx", AMERICAN[:2])
    office.night()
    file = tmp_path / "out" / "TX-001.xlsx"
    book = openpyxl.load_workbook(file)
    book["Sửa cả loạt"]["G5"] = "đồng ý"
    book.save(file)
    told = CliRunner().invoke(app, ["rejects", "import", str(file)], env=environment(office))
    assert told.exit_code != 0
    assert office.persons() == 0
