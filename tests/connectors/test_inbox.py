"""The inbox folder: what counts as a submission, who sent it, and that nothing leads out of it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.failures import SourceUnavailable
from connectors.inbox import Inbox
from tests.connectors.stores import put_file


def paths(root: Path) -> list[str]:
    return [arrival.path for arrival in Inbox(root).arrivals()]


def test_files_come_in_order_of_path_with_the_first_folder_as_sender(tmp_path: Path) -> None:
    for path in ("u2/b.xlsx", "u1/2025/đợt 1/a.xlsx", "u1/c.csv"):
        put_file(tmp_path, path)
    found = [(arrival.unit_code, arrival.path) for arrival in Inbox(tmp_path).arrivals()]
    assert found == [("u1", "u1/2025/đợt 1/a.xlsx"), ("u1", "u1/c.csv"), ("u2", "u2/b.xlsx")]


def test_a_file_beside_the_folders_has_no_sender(tmp_path: Path) -> None:
    put_file(tmp_path, "a.xlsx")
    assert [arrival.unit_code for arrival in Inbox(tmp_path).arrivals()] == [""]


@pytest.mark.parametrize(
    "name",
    ["~$a.xlsx", ".DS_Store", ".hidden/a.xlsx", "Thumbs.db", "a.xlsx.part", "a.crdownload", "a.xlsx~", "desktop.ini"],
)
def test_passing_files_are_no_submissions(tmp_path: Path, name: str) -> None:
    put_file(tmp_path, f"u1/{name}")
    put_file(tmp_path, "u1/a.xlsx")
    assert paths(tmp_path) == ["u1/a.xlsx"]


def test_an_arrival_tells_size_time_and_version_of_the_file(tmp_path: Path) -> None:
    file = put_file(tmp_path, "u1/a.xlsx", b"12345")
    os.utime(file, ns=(0, 1_748_000_000_000_000_001))
    (arrival,) = Inbox(tmp_path).arrivals()
    assert arrival.size == 5
    assert arrival.modified_at == datetime.fromtimestamp(1_748_000_000, UTC)
    assert arrival.version == "1748000000000000001:5"


def test_a_changed_file_has_another_version(tmp_path: Path) -> None:
    file = put_file(tmp_path, "u1/a.xlsx", b"1")
    (before,) = Inbox(tmp_path).arrivals()
    file.write_bytes(b"22")
    (after,) = Inbox(tmp_path).arrivals()
    assert before.version != after.version


def test_links_out_of_the_inbox_are_not_followed(tmp_path: Path) -> None:
    secret = put_file(tmp_path, "outside/secret.csv")
    root = tmp_path / "inbox"
    inside = put_file(root, "u1/a.csv")
    (root / "u1" / "file.csv").symlink_to(secret)
    (root / "u1" / "folder").symlink_to(secret.parent)
    (root / "u1" / "round").symlink_to(root)
    (root / "u1" / "same.csv").symlink_to(inside)
    assert paths(root) == ["u1/a.csv", "u1/same.csv"]


def test_a_file_swapped_for_a_link_after_listing_is_not_fetched(tmp_path: Path) -> None:
    secret = put_file(tmp_path, "outside/secret.csv")
    root = tmp_path / "inbox"
    file = put_file(root, "u1/a.csv")
    (arrival,) = Inbox(root).arrivals()
    file.unlink()
    file.symlink_to(secret)
    with pytest.raises(SourceUnavailable, match="leads out"):
        Inbox(root).fetch(arrival)


def test_fetching_changes_nothing(tmp_path: Path) -> None:
    file = put_file(tmp_path, "u1/a.csv", b"abc")
    before = file.stat().st_mtime_ns
    (arrival,) = Inbox(tmp_path).arrivals()
    assert Inbox(tmp_path).fetch(arrival) == b"abc"
    assert file.stat().st_mtime_ns == before


def test_a_missing_inbox_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match="--inbox"):
        list(Inbox(tmp_path / "none").arrivals())


def test_a_file_gone_since_it_was_listed_asks_for_another_run(tmp_path: Path) -> None:
    file = put_file(tmp_path, "u1/a.csv")
    (arrival,) = Inbox(tmp_path).arrivals()
    file.unlink()
    with pytest.raises(SourceUnavailable, match="run again"):
        Inbox(tmp_path).fetch(arrival)
