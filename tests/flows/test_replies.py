"""The answer to a file says what the pre-check of the same file says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.replies import Reply, replies
from runtime.wiring import open_vault
from tests.flows.office import Office, Person
from warehouse.session import open_engine, reading

PEOPLE = [
    Person("Nguyễn Văn Anh", "12/31/1985", serial=1),
    Person("Trần Văn Bảo", "05/25/1985", serial=2),
    Person("Lê Văn Cường", "07/03/1985", serial=3, citizen_id="00108500"),
    Person("Phạm Văn Dũng", "09/09/1985", serial=4),
]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path)
    made.send("TX-001/a.xlsx", PEOPLE)
    made.send("TX-002/fine.xlsx", [Person("Đỗ Thị Em", gender="Nữ", serial=9)])
    made.night()
    return made


def told(office: Office) -> list[Reply]:
    engine = open_engine(office.settings.warehouse)
    with reading(engine) as connection:
        found = replies(connection, open_vault(office.settings, create=False))
    engine.dispose()
    return found


def prechecked(office: Office, path: str) -> dict[str, Any]:
    file = Path(office.settings.inbox) / path
    result = CliRunner().invoke(
        app, ["check", str(file), "--json"], env={"THIDUA_WAREHOUSE": office.settings.warehouse}
    )
    found: dict[str, Any] = json.loads(result.stdout)["files"][0]
    return found


def test_only_files_with_something_to_say_are_answered_and_as_the_precheck_says_it(office: Office) -> None:
    (reply,) = told(office)
    assert (reply.unit_code, reply.path) == ("TX-001", "TX-001/a.xlsx")
    expected = prechecked(office, reply.path)
    without_cause = [{k: v for k, v in one.items() if k != "cause"} for one in expected["problems"]]
    assert [{k: v for k, v in one.items() if k != "cause"} for one in reply.file["problems"]] == without_cause
    named = ("message", "rows", "cells", "codes", "remedy")
    assert [[one[n] for n in named] for one in reply.file["findings"]] == [
        [one[n] for n in named] for one in expected["findings"]
    ]
    assert reply.file["tables"][0]["header_rows"] == expected["tables"][0]["header_rows"]


def test_every_row_of_an_answered_file_has_its_key(office: Office) -> None:
    (reply,) = told(office)
    assert [(sheet, row) for sheet, row, _ in reply.keys] == [("Sheet", row) for row in range(4, 8)]
    assert len({key for _, _, key in reply.keys}) == len(PEOPLE)
