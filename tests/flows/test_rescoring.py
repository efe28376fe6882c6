"""A model put in force: previewed, recorded, and exactly what a preview said."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select
from typer.testing import CliRunner

from flows.cli import app
from flows.console import Failure
from flows.models import version_of
from matching.parameters import MODEL, Parameters, shipped
from tests.flows.office import DAY, Office, Person
from tests.flows.test_corrections import environment
from warehouse import models, runs, tables
from warehouse.session import open_engine, reading, writing

AI = Person("Quách Diệu Ái", "07/03/1985", "Nữ", 1)
SEEN_AGAIN = Person("Quách Diệu Ái", "07/03/1985", "Nữ", 1)
OTHER = Person("Trần Văn Bình", "21/11/1990", "Nam", 2)


@pytest.fixture(scope="module")
def first_night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rescoring")
    office = Office(folder)
    office.send("TX-001/a.xlsx", [AI, OTHER])
    office.send("TX-002/a.xlsx", [SEEN_AGAIN])
    office.night()
    return folder


@pytest.fixture
def office(first_night: Path, tmp_path: Path) -> Office:
    shutil.copytree(first_night, tmp_path, dirs_exist_ok=True)
    return Office(tmp_path)


@pytest.fixture
def engine(office: Office) -> Iterator[Engine]:
    made = open_engine(office.settings.warehouse)
    yield made
    made.dispose()


def keep(engine: Engine, model: Parameters) -> None:
    with writing(engine) as connection:
        models.add(connection, version_of(model, models.TRAINED, MODEL, datetime(2025, 6, 10, tzinfo=UTC)))


def doubting(model_id: str) -> Parameters:
    """A model for which the whole world is the population: it believes nobody."""
    return replace(shipped(), model_id=model_id, population=10**18)


def run(office: Office, *arguments: str) -> Any:
    told = CliRunner().invoke(app, ["models", *arguments, "--json"], env=environment(office), catch_exceptions=False)
    return json.loads(told.stdout)


def present(engine: Engine) -> dict[str, str]:
    member = tables.membership.c
    with reading(engine) as connection:
        rows = connection.execute(select(member.record_id, member.worker_id).where(member.until.is_(None)))
        return dict(tuple(row) for row in rows)


def test_the_same_model_changes_nobody(office: Office, engine: Engine) -> None:
    before = present(engine)
    assert len(set(before.values())) == 2
    told = run(office, "preview", MODEL)
    assert (told["records"], told["retired"], told["split"], told["moved"], told["figures"]) == (3, [], [], [], [])
    assert all(was == now for _, was, now in told["ties"])


def test_a_preview_says_who_would_change_and_writes_nothing(office: Office, engine: Engine) -> None:
    keep(engine, doubting("local-1"))
    before = present(engine)
    told = run(office, "preview", "local-1")
    assert len(told["moved"]) == 1
    assert len(told["split"]) == 1
    assert {one["mart"] for one in told["figures"]} >= {"award"}
    assert present(engine) == before
    with reading(engine) as connection:
        found = models.in_force(connection)
        assert found is not None
        assert found.version.model_id == MODEL


def test_activation_is_a_run_of_its_own_with_an_event_for_every_id_that_changes(office: Office, engine: Engine) -> None:
    keep(engine, doubting("local-1"))
    previewed = run(office, "preview", "local-1")
    told = run(office, "activate", "local-1", "--reason", "thử", "--by", "An")
    assert told == previewed
    assert len(set(present(engine).values())) == 3
    with reading(engine) as connection:
        last = runs.last(connection)
        found = models.in_force(connection)
        events = connection.execute(select(tables.worker_event).where(tables.worker_event.c.run_no == 2)).all()
        ties = connection.execute(select(tables.edge)).all()
    assert last is not None and found is not None
    assert (last["status"], found.version.model_id, found.by, found.reason) == ("rescored", "local-1", "An", "thử")
    assert [(event.kind, event.worker_id) for event in events] == [("split", told["split"][0][0])]
    assert ties == [], "nothing is left that the new model believes"
    assert office.night(DAY)["status"] == "published"
    assert office.persons("TX") == 3


def test_going_back_gives_everybody_the_id_they_had(office: Office, engine: Engine) -> None:
    keep(engine, doubting("local-1"))
    before = present(engine)
    run(office, "activate", "local-1", "--reason", "thử")
    run(office, "activate", MODEL, "--reason", "trả lại")
    assert present(engine) == before
    listed = run(office, "list")
    assert listed["in_force"] == MODEL
    assert [one["reason"] for one in listed["activations"]][:2] == ["trả lại", "thử"]


def test_a_prior_of_the_records_known_is_a_version_of_its_own(office: Office, engine: Engine) -> None:
    made = run(office, "train", "--prior-only")["model_id"]
    assert run(office, "list")["models"][-1]["origin"] == "prior"
    document = run(office, "show", made)
    assert document["levels"] == run(office, "show", MODEL)["levels"]
    assert document["population"] == 2, "three records, one pair of them one person"
    with reading(engine) as connection:
        found = models.in_force(connection)
        assert found is not None and found.version.model_id == MODEL


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("preview", "nobody-1"), "no such model"),
        (("show", "nobody-1"), "no such model"),
        (("train",), "5,000 records or more; here are 3"),
        (("activate", MODEL, "--reason", " "), "--reason"),
    ],
)
def test_what_cannot_be_done_is_one_line(office: Office, arguments: tuple[str, ...], line: str) -> None:
    with pytest.raises(Failure, match=line):
        CliRunner().invoke(app, ["models", *arguments], env=environment(office), catch_exceptions=False)
