"""``thidua replay``: what a changed registry would make of what has landed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from connectors.registry import read_registry
from flows.cli import app
from runtime.wiring import open_vault
from schemas.reference import example_registry
from schemas.registry import Alias
from tests.flows.office import Office, Person
from tests.flows.test_corrections import environment, run
from warehouse import registry
from warehouse.session import open_engine, writing
from warehouse.vault import bind

HEADINGS = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Công việc", "Công nhân trực tiếp", "CĐCS")
KNOWN, NICKNAME = "Xưởng may bên sông Tô", "Lò bánh mì đầu ngõ"


def learn(office: Office, *aliases: str) -> None:
    """Load the example registry with these other names of TX-001."""
    known = read_registry(example_registry())
    more = tuple(Alias("TX-001", alias) for alias in aliases)
    engine = open_engine(office.settings.warehouse)
    with writing(engine) as connection:
        bind(connection, open_vault(office.settings, create=False))
        registry.load(connection, replace(known, aliases=known.aliases + more), datetime.now(UTC))
    engine.dispose()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path)
    learn(made, KNOWN)
    people = [
        (*Person("Nguyễn Văn Anh", serial=1).cells(), KNOWN),
        (*Person("Trần Văn Bảo", serial=2).cells(), NICKNAME),
        (*Person("Lê Văn Cường", serial=3).cells(), NICKNAME),
    ]
    made.send("TX/a.xlsx", people, title="DANH SÁCH CÔNG NHÂN GIỎI CẤP QUẬN NĂM 2025", headings=HEADINGS)
    made.night()
    return made


def preview(office: Office, *arguments: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(run(office, "replay", "--preview", "--json", *arguments))
    return told


def test_nothing_changed_changes_nothing(office: Office) -> None:
    told = preview(office)
    assert (told["files"], told["rows"]) == (1, 3)
    assert told["would_pass"]["rows"] == told["would_fail"]["rows"] == told["appear"] == told["vanish"] == 0
    assert told["awards"] == []


def test_a_name_that_was_learnt_lets_rows_pass_and_one_that_was_forgotten_holds_them(office: Office) -> None:
    learn(office, NICKNAME)
    told = preview(office)
    assert told["would_pass"]["rows"] == 2
    assert [(one["code"], one["rows"]) for one in told["would_pass"]["causes"]] == [("unit_unknown", 2)]
    assert told["would_fail"]["rows"] == 1
    assert [(one["before"], one["after"]) for one in told["awards"]] == [(1, 2)]


def test_a_preview_writes_nothing_and_what_is_applied_is_what_it_said(office: Office) -> None:
    learn(office, NICKNAME)
    before = office.mart("publication")
    preview(office)
    assert office.mart("publication").equals(before)
    assert office.persons(level="upper") == 1
    run(office, "replay", "--apply", "--reason", "tên mới")
    (asked,) = json.loads(run(office, "replay", "--history", "--json"))
    assert (asked["requested_by"], asked["reason"], asked["file_count"], asked["run_no"]) == ("lan", "tên mới", 1, None)
    office.night()
    assert office.persons(level="upper") == 2
    assert json.loads(run(office, "replay", "--history", "--json"))[0]["run_no"] == 2
    assert preview(office)["would_pass"]["rows"] == 0


def test_only_what_one_unit_sent_is_read_again(office: Office) -> None:
    assert preview(office, "--unit", "TX-002")["files"] == 0


def test_a_person_reads_it_too(office: Office) -> None:
    learn(office, NICKNAME)
    told = run(office, "replay", "--preview")
    assert "2 held rows would pass now" in told
    assert "1 accepted rows would be held now" in told


def test_one_must_say_which(office: Office) -> None:
    for arguments in ((), ("--preview", "--apply")):
        assert CliRunner().invoke(app, ["replay", *arguments], env=environment(office)).exit_code != 0
