"""The landing: kept once under its hash, verified when read, never believed half-written; folder and bucket alike."""

from __future__ import annotations

import stat
from pathlib import Path

import boto3
import pytest

from connectors.failures import LandingDamaged, SourceUnavailable
from connectors.landed import LandedFile, shelf
from connectors.landing import FolderLanding, Landing, open_landing
from tests.connectors.stores import hash_of

DATA = "Danh sách".encode()
KEY = hash_of(DATA)


@pytest.fixture(params=["folder", "bucket"])
def landing(request: pytest.FixtureRequest, tmp_path: Path) -> Landing:
    if request.param == "folder":
        return open_landing(str(tmp_path / "landing"))
    endpoint: str = request.getfixturevalue("s3")
    return open_landing(f"s3://{request.getfixturevalue('bucket')}/landed", endpoint)


def test_content_is_kept_once_and_read_back(landing: Landing) -> None:
    assert not landing.has(KEY)
    assert landing.put(KEY, DATA) is True
    assert landing.put(KEY, DATA) is False
    assert landing.has(KEY)
    assert landing.get(KEY) == landing.loader(KEY)() == DATA


def test_an_empty_file_is_kept_like_any_other(landing: Landing) -> None:
    key = hash_of(b"")
    assert [landing.put(key, b""), landing.put(key, b"")] == [True, False]
    assert landing.get(key) == b""


def test_missing_content_stops_the_run(landing: Landing) -> None:
    with pytest.raises(LandingDamaged, match=KEY):
        landing.get(KEY)


def test_other_bytes_under_a_hash_are_not_handed_out(landing: Landing) -> None:
    landing.put(KEY, b"something else")
    with pytest.raises(LandingDamaged, match="other bytes"):
        landing.get(KEY)


def test_a_half_written_file_of_a_killed_process_is_not_believed(tmp_path: Path) -> None:
    landing = FolderLanding(tmp_path)
    file = tmp_path / shelf(KEY)
    file.parent.mkdir()
    file.write_bytes(DATA[:3])
    assert landing.put(KEY, DATA) is True
    assert landing.get(KEY) == DATA


def test_bytes_of_the_right_length_and_wrong_content_are_replaced(tmp_path: Path) -> None:
    landing = FolderLanding(tmp_path)
    file = tmp_path / shelf(KEY)
    file.parent.mkdir()
    file.write_bytes(bytes(len(DATA)))
    assert landing.put(KEY, DATA) is True
    assert landing.get(KEY) == DATA


def test_landed_files_are_for_their_owner_only_and_leave_no_rest(tmp_path: Path) -> None:
    FolderLanding(tmp_path).put(KEY, DATA)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files == [tmp_path / KEY[:2] / KEY[2:]]
    assert stat.S_IMODE(files[0].stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_written_says_what_to_check(tmp_path: Path) -> None:
    (tmp_path / "landing").write_text("a file where a folder should be")
    with pytest.raises(SourceUnavailable, match="check disk space and rights"):
        FolderLanding(tmp_path / "landing").put(KEY, DATA)


def test_only_files_of_a_folder_travel_to_reading_processes(tmp_path: Path, s3: str, bucket: str) -> None:
    assert open_landing(str(tmp_path)).loader(KEY) == LandedFile(str(tmp_path), KEY)
    assert not isinstance(open_landing(f"s3://{bucket}", s3).loader(KEY), LandedFile)


def test_a_bucket_keeps_content_below_its_prefix(s3: str, bucket: str) -> None:
    open_landing(f"s3://{bucket}/a/b/", s3).put(KEY, DATA)
    found = boto3.client("s3", endpoint_url=s3).list_objects_v2(Bucket=bucket)["Contents"]
    assert [entry["Key"] for entry in found] == [f"a/b/{KEY[:2]}/{KEY[2:]}"]


def test_other_addresses_are_named_in_the_error() -> None:
    with pytest.raises(ValueError, match="s3://bucket/prefix"):
        open_landing("gs://bucket")
