"""What is personal stays where it belongs: the landing and the papers for the units, and sealed in the warehouse."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from prefect.client.orchestration import get_client

from tests.flows.conftest import CanaryNight, PrefectServer


def find(night: CanaryNight, data: bytes) -> list[str]:
    """The canaries in some bytes, as UTF-8 or as UTF-16, in any case."""
    texts = (data.decode("utf-8", "ignore").lower(), data.replace(b"\0", b"").decode("utf-8", "ignore").lower())
    return [needle for needle in night.canaries.needles() if any(needle in text for text in texts)]


def leaks(night: CanaryNight, files: Iterator[Path]) -> dict[str, list[str]]:
    found = {str(file): find(night, file.read_bytes()) for file in files if file.is_file()}
    assert found, "there must be files to look at"
    return {file: canaries for file, canaries in found.items() if canaries}


def test_the_canaries_went_through_every_door(canary_night: CanaryNight) -> None:
    told = json.loads(canary_night.told.stdout)
    assert told["status"] == "published"
    assert told["rows"]["accepted"] > 90
    assert told["rows"]["held"] > 40
    assert told["rows"]["superseded"] > 0
    assert told["deliveries"]["refused"] >= 5
    landed = b"".join(read(file) for file in Path(canary_night.office.settings.landing).rglob("*"))
    assert find(canary_night, landed), "the landing keeps the bytes as they came: the search can find"


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_what_the_command_says_names_nobody(canary_night: CanaryNight, stream: str) -> None:
    assert find(canary_night, getattr(canary_night.told, stream)) == []


def test_prefects_database_and_storage_hold_nobody(canary_night: CanaryNight, prefect_server: PrefectServer) -> None:
    assert any(file.suffix == ".db" for file in prefect_server.database.iterdir())
    assert leaks(canary_night, prefect_server.database.rglob("*")) == {}
    assert {file.name for file in prefect_server.home.rglob("*") if find(canary_night, read(file))} == set()


def test_prefects_artifacts_and_logs_hold_nobody(canary_night: CanaryNight, prefect_server: PrefectServer) -> None:
    with get_client(sync_client=True) as client:
        artifacts = [one.model_dump_json() for one in client.read_artifacts()]
        runs = [one.model_dump_json() for one in client.read_flow_runs()]
    assert len(artifacts) >= 2
    assert find(canary_night, "".join([*artifacts, *runs]).encode()) == []


def test_the_audit_page_names_nobody(canary_night: CanaryNight) -> None:
    assert leaks(canary_night, (canary_night.office.settings.output / "audit").rglob("*")) == {}


def test_the_warehouse_keeps_persons_sealed(canary_night: CanaryNight) -> None:
    assert leaks(canary_night, canary_night.office.folder.glob("warehouse.db*")) == {}


def test_no_mart_names_anybody(canary_night: CanaryNight) -> None:
    marts = ("award", "funnel", "reporting", "data_quality", "worker_award", "lineage", "publication")
    text = "".join(canary_night.office.mart(name).select(pl.all().cast(pl.String)).write_csv() for name in marts)
    assert find(canary_night, text.encode()) == []


def test_the_list_of_held_rows_names_nobody(canary_night: CanaryNight) -> None:
    command = [sys.executable, "-m", "flows.cli", "rejects", "list", "--json"]
    listed = subprocess.run(command, env=canary_night.environment, capture_output=True, check=True, timeout=120)
    assert len(json.loads(listed.stdout)) > 40
    assert find(canary_night, listed.stdout + listed.stderr) == []


def read(file: Path) -> bytes:
    return file.read_bytes() if file.is_file() else b""
