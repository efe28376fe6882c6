"""Many files to tables: in order, each read or refused, from bytes, folders and buckets."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from connectors.failures import LandingDamaged
from connectors.guarded import GuardedPool
from connectors.landed import shelf
from connectors.landing import Landing, open_landing
from connectors.reading import read_files
from schemas.table import Reading
from tests.connectors.files import good, xlsx
from tests.connectors.stores import hash_of


def awards() -> bytes:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "DANH SÁCH ĐỀ NGHỊ TẶNG DANH HIỆU CÔNG NHÂN GIỎI CẤP CƠ SỞ NĂM 2025"
        sheet.append(["STT", "Họ và tên", "Năm sinh", "Số CCCD"])
        sheet.append([1, "Nguyễn Văn An", 1985, "001085123456"])
        sheet.append([2, "Trần Thị Bình", 1990, "001190123456"])

    return xlsx(fill)


@pytest.fixture(scope="module")
def pool() -> Iterator[GuardedPool]:
    with GuardedPool(2) as pool:
        yield pool


def test_a_list_becomes_a_table_with_its_rows(pool: GuardedPool) -> None:
    ((key, reading),) = read_files(pool, [("k", "a.xlsx", awards())])
    assert (key, reading.format, reading.refusal) == ("k", "xlsx", None)
    (table,) = reading.tables
    assert (table.kind, table.row_numbers) == ("cng_list", (3, 4))
    assert table.values["full_name"] == ["Nguyễn Văn An", "Trần Thị Bình"]


def test_every_file_is_answered_in_the_order_given(pool: GuardedPool) -> None:
    contents = [awards(), b"", b"%PDF-1.4", good()[:-200]] * 60
    found = list(read_files(pool, ((str(n), f"{n}.xlsx", data) for n, data in enumerate(contents))))
    assert [key for key, _ in found] == [str(n) for n in range(len(contents))]
    assert [_code(reading) for _, reading in found] == ["", "file_empty", "format_unknown", "file_damaged"] * 60


def _code(reading: Reading) -> str:
    return reading.refusal.code if reading.refusal else ""


@pytest.mark.parametrize("place", ["folder", "bucket"])
def test_landed_files_are_read_from_either_landing(
    request: pytest.FixtureRequest, pool: GuardedPool, tmp_path: Path, place: str
) -> None:
    landing: Landing = (
        open_landing(str(tmp_path))
        if place == "folder"
        else open_landing(f"s3://{request.getfixturevalue('bucket')}", request.getfixturevalue("s3"))
    )
    data = awards()
    landing.put(hash_of(data), data)
    ((_, reading),) = read_files(pool, [("k", "a.xlsx", landing.loader(hash_of(data)))])
    assert reading.tables[0].row_numbers == (3, 4)


def test_a_relative_landing_is_found_by_the_reading_processes(
    pool: GuardedPool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    landing = open_landing("landing")
    data = awards()
    landing.put(hash_of(data), data)
    ((_, reading),) = read_files(pool, [("k", "a.xlsx", landing.loader(hash_of(data)))])
    assert reading.tables


def test_a_damaged_landing_stops_the_run_and_refuses_nobody(pool: GuardedPool, tmp_path: Path) -> None:
    landing = open_landing(str(tmp_path))
    data = awards()
    landing.put(hash_of(data), data)
    (tmp_path / shelf(hash_of(data))).write_bytes(b"other")
    with pytest.raises(LandingDamaged, match="other bytes"):
        list(read_files(pool, [("k", "a.xlsx", landing.loader(hash_of(data)))]))


def test_a_reading_process_starts_without_the_heavy_libraries() -> None:
    code = (
        "import sys, connectors.reading; print(*{'polars', 'pandas', 'boto3', 'pandera', 'prefect'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
