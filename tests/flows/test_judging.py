"""Decisions of stewards from the command line: what they change, what they leave, and that they can be undone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.console import Failure
from schemas.marts import MARTS
from tests.flows.office import Office, Person
from tests.flows.test_corrections import environment
from warehouse import invariants, marts
from warehouse.marts import Edition
from warehouse.session import open_engine, reading
from warehouse.tables import membership

ANH, BINH, CHI = (
    Person("Nguyễn Văn Anh", "07/03/1985", "Nam", 1),
    Person("Trần Thị Bình", "21/11/1990", "Nữ", 2),
    Person("Lê Văn Chi", "02/02/1979", "Nam", 3),
)


@pytest.fixture(scope="module")
def first_night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("judging")
    office = Office(folder)
    office.send("TX-001/a.xlsx", [ANH, BINH])
    office.send("TX-002/a.xlsx", [CHI])
    office.night()
    return folder


@pytest.fixture
def office(first_night: Path, tmp_path: Path) -> Office:
    shutil.copytree(first_night, tmp_path, dirs_exist_ok=True)
    return Office(tmp_path)


def run(office: Office, *arguments: str) -> Any:
    """A command of `thidua workers` that prints one JSON document."""
    told = CliRunner().invoke(app, ["workers", *arguments, "--json"], env=environment(office), catch_exceptions=False)
    return json.loads(told.stdout)


def refused(office: Office, *arguments: str) -> str:
    with pytest.raises(Failure) as failure:
        CliRunner().invoke(app, ["workers", *arguments, "--json"], env=environment(office), catch_exceptions=False)
    return str(failure.value)


def members(office: Office) -> dict[str, str]:
    """The present worker of every record."""
    engine = open_engine(office.settings.warehouse)
    with reading(engine) as connection:
        rows = connection.execute(membership.select().where(membership.c.until.is_(None))).all()
    engine.dispose()
    return {row.record_id: row.worker_id for row in rows}


def record(office: Office, worker: str) -> str:
    return min(one for one, owner in members(office).items() if owner == worker)


def broken(office: Office, run_no: int) -> list[str]:
    """The invariants that the state after a run does not hold."""
    engine = open_engine(office.settings.warehouse)
    with reading(engine) as connection:
        edition = marts.current(connection)
        assert edition is not None
        told = invariants.audit(connection, Edition(run_no, edition.registry_load, edition.business_date))
    engine.dispose()
    return [result.name for result in told if not result.ok]


def test_a_merge_redirects_the_younger_id_at_once_and_the_next_night_publishes_it(office: Office) -> None:
    told = run(office, "merge", "W0000002", "W0000003", "--reason", "one person, says the unit")
    assert told["retired"] == [["W0000003", "W0000002"]]
    assert run(office, "show", "W0000003")["worker_id"] == "W0000002"
    assert broken(office, 2) == []
    assert office.persons() == 3, "readers see the edition of the last night"
    office.night()
    assert office.persons() == 2


def test_withdrawing_a_merge_gives_everybody_the_id_back(office: Office) -> None:
    before = members(office)
    told = run(office, "merge", "W0000001", "W0000003", "--reason", "a guess")
    run(office, "withdraw", told["decision_id"], "--reason", "a wrong guess")
    assert members(office) == before
    assert broken(office, 3) == []
    office.night()
    assert office.persons() == 3


def test_an_unmerge_parts_a_merge_and_its_withdrawal_restores_it(office: Office) -> None:
    apart = members(office)
    run(office, "merge", "W0000001", "W0000003", "--reason", "a guess")
    together = members(office)
    told = run(office, "unmerge", "W0000003", "--reason", "two persons")
    assert members(office) == apart
    assert told["reopened"] == ["W0000003"]
    assert [pair[2] for pair in told["opened"]] == ["different"]
    run(office, "withdraw", told["decision_id"], "--reason", "they were one after all")
    assert members(office) == together
    assert broken(office, 4) == []


def test_a_record_is_parted_by_name_and_gets_a_new_id_when_it_never_had_one(office: Office) -> None:
    office.send("TX-003/a.xlsx", [ANH])
    office.night()
    (second,) = (one for one, owner in members(office).items() if owner == "W0000001" and one != _first(office))
    told = run(office, "unmerge", "W0000001", second[:8], "--reason", "a namesake with a pasted number")
    assert (told["minted"], members(office)[second]) == (["W0000004"], "W0000004")
    office.night()
    assert members(office)[second] == "W0000004"


def _first(office: Office) -> str:
    engine = open_engine(office.settings.warehouse)
    with reading(engine) as connection:
        rows = connection.execute(membership.select().where(membership.c.worker_id == "W0000001")).all()
    engine.dispose()
    return str(min(rows, key=lambda row: row.since).record_id)


def test_a_verdict_outlives_that_the_lists_are_sent_again(office: Office) -> None:
    run(office, "merge", "W0000001", "W0000003", "--reason", "one person")
    office.send("TX-002/b.xlsx", [CHI, BINH])
    office.night()
    assert run(office, "show", "W0000003")["worker_id"] == "W0000001"
    assert len(set(members(office).values())) == 2


def _shown(office: Office, mart: str, key: tuple[str, ...]) -> dict[tuple[str, ...], dict[str, Any]]:
    rows = office.mart(mart).iter_rows(named=True)
    return {tuple(str(row[column]) for column in key): row for row in rows}


@pytest.mark.parametrize("asked", [("merge", "W0000001", "W0000002"), ("merge", "W0000002", "W0000003")])
def test_the_impact_shown_is_exactly_what_the_next_night_changes(office: Office, asked: tuple[str, ...]) -> None:
    keys = {name: MARTS[name].grain for name in ("award", "funnel", "data_quality")}
    before = {name: _shown(office, name, key) for name, key in keys.items()}
    told = run(office, *asked, "--reason", "one person", "--preview")["figures"]
    assert run(office, *asked, "--reason", "one person")["figures"] == told
    office.night()
    changed = set()
    for name, key in keys.items():
        now = _shown(office, name, key)
        for at in before[name] | now:
            was, new = before[name].get(at, {}), now.get(at, {})
            for column in {*was, *new} - {*key, "step_order", "severity"}:
                change = (new.get(column) or 0) - (was.get(column) or 0)
                if change:
                    changed.add((name, at, column, change))
    said = {(one["mart"], tuple(one["key"].values()), one["column"], one["change"]) for one in told if one["column"]}
    assert said == changed
    assert {one["level"] for one in told if one["mart"] == "award"} >= {"grassroots", "upper", "city"}


def test_a_preview_writes_nothing(office: Office) -> None:
    told = run(office, "merge", "W0000001", "W0000002", "--reason", "x", "--preview")
    assert told["retired"] == [["W0000002", "W0000001"]]
    assert len(set(members(office).values())) == 3
    assert run(office, "judgements") == []


def test_who_decided_what_and_why_is_listed(office: Office) -> None:
    run(office, "merge", "W0000001", "W0000002", "--reason", "one person", "--by", "hoa")
    (told,) = run(office, "judgements", "--worker", "W0000002")
    assert (told["judged_by"], told["reason"], told["verdict"]) == ("hoa", "one person", "same")
    assert run(office, "judgements", "--worker", "W0000003") == []


def test_same_that_would_meet_different_is_refused_with_the_judgements_it_meets(office: Office) -> None:
    one, two, three = (record(office, f"W000000{n}") for n in (1, 2, 3))
    run(office, "judge", one, two, "--verdict", "same", "--reason", "a")
    run(office, "judge", two, three, "--verdict", "different", "--reason", "b")
    told = refused(office, "judge", one, three, "--verdict", "same", "--reason", "c")
    assert "J0001-1 (same)" in told
    assert "J0002-1 (different)" in told
    assert len(run(office, "judgements")) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("merge", "W0000001", "W0000009"), "never was"),
        (("merge", "W0000001", "W0000001"), "already"),
        (("unmerge", "W0000001"), "never merged"),
        (("withdraw", "J0007"), "no such judgement"),
        (("judge", "abc", "abcdefgh", "--verdict", "same"), "at least 6"),
        (("judge", "zzzzzzzz", "yyyyyyyy", "--verdict", "same"), "no such record"),
        (("judge", "zzzzzzzz", "yyyyyyyy", "--verdict", "perhaps"), "same, different"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(office: Office, arguments: tuple[str, ...], said: str) -> None:
    assert said in refused(office, *arguments, "--reason", "x", "--lang", "en")


def test_it_is_said_in_vietnamese_unless_asked_otherwise(office: Office) -> None:
    assert refused(office, "merge", "W0000001", "W0000001", "--reason", "x").endswith("đã là một người")
    assert "vi hoặc en" in refused(office, "merge", "W0000001", "W0000001", "--reason", "x", "--lang", "fr")


def test_records_are_named_by_the_rows_they_stand_in(office: Office) -> None:
    anh, chi, as_namesakes = "TX-001/a.xlsx::4", "TX-002/a.xlsx:Sheet:4", ("--verdict", "different", "--reason", "x")
    run(office, "judge", anh, chi, *as_namesakes)
    (told,) = run(office, "judgements")
    assert {told["record_l"], told["record_r"]} == {record(office, "W0000001"), record(office, "W0000003")}
    assert "several records" in refused(office, "judge", "a.xlsx::4", chi, *as_namesakes, "--lang", "en")
    assert "no such row" in refused(office, "judge", "a.xlsx::40", chi, *as_namesakes, "--lang", "en")


def test_a_decision_is_told_before_it_is_taken_in_words(office: Office) -> None:
    arguments = ["workers", "merge", "W0000001", "W0000003", "--reason", "x"]
    told = CliRunner().invoke(app, arguments, input="y\n", env=environment(office), catch_exceptions=False)
    assert "W0000003 kết thúc và dẫn tới W0000001" in told.stdout
    assert "Bản ghi đổi người" in told.stdout
    assert "Quyết định J0001 đã có hiệu lực" in told.stderr
    again = CliRunner().invoke(app, ["workers", "judgements", "--lang", "en"], env=environment(office))
    assert "1 judgements" in again.stdout
    assert "one person" in again.stdout


def test_a_decision_without_a_reason_is_none(office: Office) -> None:
    assert "--reason" in refused(office, "merge", "W0000001", "W0000002", "--reason", " ")


def test_a_decision_is_a_run_with_its_events(office: Office) -> None:
    run(office, "merge", "W0000001", "W0000002", "--reason", "one person")
    shown = run(office, "show", "W0000001")
    (event,) = [event for event in shown["history"] if event["kind"] == "merge"]
    assert (event["worker_id"], event["from_ids"]) == ("W0000001", ["W0000002"])
    assert event["run_id"] != shown["history"][0]["run_id"]
    assert [judgement["verdict"] for judgement in shown["judgements"]] == ["same"]
