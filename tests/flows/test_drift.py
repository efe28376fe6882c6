"""How matching goes is kept each night, and a night unlike those before is told."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from sqlalchemy import select

from tests.flows.office import DAY, Office, Person
from warehouse import bulk, tables
from warehouse.session import open_engine, reading

NIGHTS, PEOPLE = 5, 60
SYLLABLES = ("An", "Bình", "Chi", "Dung", "Giang", "Hà", "Khánh", "Lan", "Minh", "Ngọc")


def people(night: int) -> list[Person]:
    """Sixty workers whom no other night names."""
    names = [f"{one} {other}" for one in SYLLABLES for other in SYLLABLES][:PEOPLE]
    return [
        Person(f"Phạm {SYLLABLES[night]} {name}", f"07/03/19{60 + night}", "Nam", 1000 * night + number)
        for number, name in enumerate(names)
    ]


def held(office: Office, night: int, sent: list[Person]) -> dict[str, Any]:
    office.send(f"TX-{night + 1:03d}/a.xlsx", sent)
    return office.night(DAY + timedelta(days=night))


def kept(office: Office) -> pl.DataFrame:
    engine = open_engine(office.settings.warehouse)
    with reading(engine) as connection:
        found = bulk.read(connection, select(tables.drift))
    engine.dispose()
    return found


@pytest.fixture(scope="module")
def five_nights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drift")
    office = Office(folder)
    for night in range(NIGHTS):
        held(office, night, people(night))
    return folder


@pytest.fixture
def office(five_nights: Path, tmp_path: Path) -> Office:
    shutil.copytree(five_nights, tmp_path, dirs_exist_ok=True)
    return Office(tmp_path)


def test_the_figures_of_every_night_are_kept(office: Office) -> None:
    found = kept(office).filter(figure="with_citizen_id")
    assert found.select("run_no", "amount", "size").rows() == [(n, 1.0, PEOPLE) for n in range(1, NIGHTS + 1)]


def test_a_night_like_the_others_alarms_nobody(office: Office) -> None:
    told = held(office, NIGHTS, people(NIGHTS))
    assert told["places"]["unusual"] == []
    page = Path(told["places"]["audit"]).read_text(encoding="utf-8")
    assert "✓ như thường" in page
    assert "cảnh báo</td>" not in page


def test_a_night_without_citizen_ids_is_published_with_an_alarm(office: Office) -> None:
    sent = people(NIGHTS)
    for one in sent:
        one.citizen_id = ""
    told = held(office, NIGHTS, sent)
    assert told["status"] == "published"
    assert "Tonight's records with a citizen id" in [line.split(":")[0] for line in told["places"]["unusual"]]
    page = Path(told["places"]["audit"]).read_text(encoding="utf-8")
    assert "bỏ cột số CCCD" in page
    assert ">14/6<" in page


def test_a_night_that_brought_nothing_has_no_figures_of_its_own(office: Office) -> None:
    told = office.night(DAY + timedelta(days=NIGHTS))
    assert told["places"]["unusual"] == []
    assert set(kept(office).filter(run_no=NIGHTS + 1)["figure"]) == {"waiting", "prior_reach"}
