"""The same night wherever its parts are kept: SQLite or PostgreSQL, folders or buckets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer
from polars.testing import assert_frame_equal

from schemas.marts import MARTS
from tests.flows.office import Office, Person

PEOPLE = [Person(f"Nguyễn Văn {name}", "07/03/1985", "Nam", n) for n, name in enumerate(("Anh", "Bình", "Chí", "Dân"))]


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The endpoint of a real S3 server on loopback, with a bucket ``union``."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    endpoint = f"http://{host}:{port}"
    boto3.client("s3", endpoint_url=endpoint).create_bucket(Bucket="union")
    yield endpoint
    server.stop()


def fill(office: Office) -> None:
    office.send("TX-001/1.xlsx", PEOPLE[:3])
    office.send("TX-002/2.xlsx", [PEOPLE[0], PEOPLE[3], Person("Sai", "31/02/1980", "Nam", 7)])
    office.send("TX-001/3.xlsx", PEOPLE[:2])


def upload(office: Office, endpoint: str) -> None:
    client = boto3.client("s3", endpoint_url=endpoint)
    inbox = Path(office.settings.inbox)
    for file in sorted(path for path in inbox.rglob("*") if path.is_file()):
        client.upload_file(str(file), "union", f"inbox/{file.relative_to(inbox)}")


def test_buckets_and_postgresql_give_the_same_marts_cell_for_cell(
    tmp_path: Path, s3: str, new_postgresql: Callable[[], str]
) -> None:
    local = Office(tmp_path / "local")
    fill(local)
    told = local.night()
    away = Office(tmp_path / "away", new_postgresql(), "s3://union/landing", s3_endpoint=s3)
    upload(local, s3)
    other = away.night(inbox="s3://union/inbox")
    assert other["checksum"] == told["checksum"]
    for name in MARTS:
        without = ["published_at"] if name == "publication" else []
        assert_frame_equal(away.mart(name).drop(without), local.mart(name).drop(without))


def test_a_bucket_that_is_not_there_is_one_clear_line(tmp_path: Path, s3: str) -> None:
    from connectors.source import SourceUnavailable

    office = Office(tmp_path, s3_endpoint=s3)
    with pytest.raises(SourceUnavailable, match="nowhere"):
        office.night(inbox="s3://nowhere/inbox")
