"""Each command once, as an operator types it, with its real effect."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from flows.cli import app
from tests.flows.office import DAY, Office, Person
from tests.flows.test_corrections import environment
from warehouse.lock import hold
from warehouse.session import open_engine

PEOPLE = [Person(f"Nguyễn Văn {name}", "07/03/1985", "Nam", n) for n, name in enumerate(("Anh", "Bình", "Chi"), 1)]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path)
    made.send("TX-001/a.xlsx", PEOPLE[:2])
    made.night()
    return made


def run(office: Office, *arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments), env=environment(office), catch_exceptions=False)
    return result.stdout


def test_publications_are_listed_with_their_checksums(office: Office) -> None:
    told = json.loads(run(office, "publications", "list", "--json"))
    assert [one["publication_id"] for one in told] == ["P0001"]
    assert told[0]["checksum"] in run(office, "publications", "list"), "a table in a pipe is not cut"


def test_an_old_publication_is_drawn_again_as_it_was(office: Office) -> None:
    before = run(office, "publications", "show", "P0001", "--mart", "lineage", "--json")
    office.send("TX-002/b.xlsx", PEOPLE[2:])
    office.night()
    assert run(office, "publications", "show", "P0001", "--mart", "lineage", "--json") == before
    assert len(json.loads(run(office, "publications", "show", "P0002", "--mart", "lineage", "--json"))) == 3


def test_units_are_shown_as_they_stood_on_a_day(office: Office) -> None:
    assert "TX-001" in run(office, "units", "show", "--unit", "TX", "--date", "2025-06-10")
    assert "TX-001" not in run(office, "units", "show", "--unit", "HM", "--date", "2025-06-10")


def test_a_worker_is_shown_with_awards_and_without_an_id(office: Office) -> None:
    worker = office.mart("worker_award")["worker_id"][0]
    text = run(office, "workers", "show", worker, "--json")
    told = json.loads(text)
    assert told["worker_id"] == worker
    assert told["awards"][0]["award_code"] == "CNG"
    assert told["name"] == "Nguyễn Văn Anh"
    assert "001085000001" not in text


def test_replay_has_the_next_night_read_everything_and_change_nothing(office: Office) -> None:
    before = office.mart("worker_award")
    assert "read" not in office.night()["seconds"], "there is nothing new"
    assert "1 files" in run(office, "replay", "--apply")
    assert "read" in office.night()["seconds"], "every landed file is read again"
    assert office.mart("worker_award").equals(before)


def test_the_report_is_written_with_the_published_figure(office: Office, tmp_path: Path) -> None:
    path = run(office, "report", "--campaign", "CNG-2025", "--unit", "TX", "--out", str(tmp_path / "reports"))
    book = openpyxl.load_workbook(path.strip())
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "Nguyễn Văn Anh" in cells
    assert 2 in cells


@pytest.mark.parametrize("how", [(), ("--direct",)])
def test_a_night_that_meets_another_run_ends_with_4_and_says_so(office: Office, how: tuple[str, ...]) -> None:
    engine = open_engine(office.settings.warehouse)
    with hold(engine, DAY):
        result = CliRunner().invoke(app, ["nightly", "--json", *how], env=environment(office))
    engine.dispose()
    assert json.loads(result.stdout)["status"] == "locked"
    assert getattr(result.exception, "exit_code", None) == 4


def test_a_night_that_fails_says_so_in_its_document(tmp_path: Path) -> None:
    told = CliRunner().invoke(
        app, ["nightly", "--json", "--direct"], env={"THIDUA_WAREHOUSE": f"sqlite:///{tmp_path / 'none.db'}"}
    )
    assert json.loads(told.stdout)["status"] == "failed"
