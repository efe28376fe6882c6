"""A mistake of a whole list is kept as one finding while the list stands, and goes with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from runtime.wiring import open_vault
from tests.flows.office import Office, Person
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
