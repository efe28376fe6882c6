"""The night as a Prefect flow: published with artifacts; retried for the source only; told without a value."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State

from connectors.source import SourceUnavailable
from flows import nightly
from flows.night import Night
from tests.flows.conftest import CanaryNight, PrefectServer
from tests.flows.office import DAY, Office
from warehouse.lock import Locked, hold
from warehouse.session import open_engine

MATCHING = "nightly-matching"


def stages(stage: Callable[[], None], name: str) -> State[Any]:
    """Run one stage as the flow does and give the state of the flow."""
    night = cast("Night", SimpleNamespace(timed=Night.timed.__get__(SimpleNamespace(seconds={}))))

    @flow(name=f"only-{name}")
    def alone() -> None:
        nightly.tasked(night)(name, stage)

    return cast("State[Any]", alone(return_state=True))


def test_the_command_publishes_through_prefect_and_prints_one_document(canary_night: CanaryNight) -> None:
    assert canary_night.told.returncode == 0
    assert json.loads(canary_night.told.stdout)["status"] == "published"
    assert canary_night.office.persons() > 0


def test_nothing_but_the_log_is_on_stderr(canary_night: CanaryNight) -> None:
    said = canary_night.told.stderr.decode()
    assert "Traceback" not in said
    assert "Warning" not in said
    assert "Finished in state Completed()" in said


def test_the_night_leaves_its_progress_and_its_result_as_artifacts(canary_night: CanaryNight) -> None:
    with get_client(sync_client=True) as client:
        told = [(one.key, str(one.data)) for one in client.read_artifacts()]
    # Flows of other tests leave theirs on this server too, in whatever order tests run.
    assert 100.0 in [float(data) for key, data in told if key == "nightly-progress"]
    results = [json.loads(data) for key, data in told if key == "nightly-result"]
    assert any(data.startswith("|") and "Hồ sơ đêm nay có số CCCD" in data for key, data in told if key == MATCHING)
    accepted = json.loads(canary_night.told.stdout)["rows"]["accepted"]
    wanted = {"what": "rows", "which": "accepted", "value": accepted}
    assert any(rows[0]["which"] == "published" and wanted in rows for rows in results)


@pytest.mark.usefixtures("prefect_server")
def test_a_source_that_does_not_answer_is_tried_again() -> None:
    answers = iter([SourceUnavailable("the bucket sleeps")])

    def land() -> None:
        for error in answers:
            raise error

    assert stages(land, "land").is_completed()


@pytest.mark.usefixtures("prefect_server")
@pytest.mark.parametrize(("name", "error"), [("check", SourceUnavailable("gone")), ("land", ValueError("odd"))])
def test_nothing_else_is_tried_again(name: str, error: Exception) -> None:
    tries = []

    def stage() -> None:
        tries.append(name)
        raise error

    assert stages(stage, name).is_failed()
    assert len(tries) == 1


def test_an_unforeseen_error_is_told_by_its_kind_and_place_and_never_by_its_text(
    prefect_server: PrefectServer, capfd: pytest.CaptureFixture[str]
) -> None:
    def check() -> None:
        raise ValueError("could not parse 'Nguyễn Zyxwvut'")

    state = stages(check, "check")
    assert "StageFailed: the stage check failed: ValueError at test_prefect.py" in str(state.message)
    assert "Zyxwvut" not in str(state.message)
    assert "Zyxwvut" not in capfd.readouterr().err
    database = next(prefect_server.database.glob("*.db"))
    connection = sqlite3.connect(database)
    assert not [line for line in connection.iterdump() if "Zyxwvut" in line]
    connection.close()


@pytest.mark.usefixtures("prefect_server")
def test_a_flow_that_meets_another_run_fails_with_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office(tmp_path)
    monkeypatch.setenv("THIDUA_WAREHOUSE", office.settings.warehouse)
    monkeypatch.setenv("THIDUA_LANDING", office.settings.landing)
    monkeypatch.setenv("THIDUA_KEY_FILE", str(office.settings.key_file))
    engine = open_engine(office.settings.warehouse)
    with hold(engine, DAY):
        state = nightly.nightly(office.settings.inbox, DAY, return_state=True)
        with pytest.raises(Locked):
            nightly.nightly(office.settings.inbox, DAY)
    engine.dispose()
    assert state.is_failed()
    assert "another run holds the warehouse" in str(state.message)
